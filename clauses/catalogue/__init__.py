"""Catalogue: one consistent, immutable snapshot of all data; the only package that caches.

Every file is stamped (path, time, size, inode) at each run; what changed is read again, so that a table rewritten on
disk, or an edition published, shows at the next interaction, without restart, expiry or clearing. What is cached is
shared between sessions: nobody changes it.
"""

from clauses.catalogue.couches import (
    load_bounds,
    load_commune_at,
    load_communes_around,
    load_contours,
    load_layer,
    load_locator,
    load_perimetre,
    load_places,
)
from clauses.catalogue.editions import finish_publication, load_comparaison, load_editions, load_etat, load_zip
from clauses.catalogue.etat import EDITION, asked_edition, at_edition, edition_number, load_catalogue, load_contenus
from clauses.catalogue.impression import has_vignette, load_impression, load_vignette
from clauses.catalogue.presentation import find_histoire, load_cadre, load_presentation, presentation_issues
from clauses.catalogue.vues import Vue, load_annuaire, load_edition, load_fiche, load_kept, load_trouvees, load_vue
from clauses.donnees import Catalogue, EditionInconnueError, TerritoiresError

__all__ = [
    "EDITION",
    "Catalogue",
    "EditionInconnueError",
    "TerritoiresError",
    "Vue",
    "asked_edition",
    "at_edition",
    "edition_number",
    "find_histoire",
    "finish_publication",
    "has_vignette",
    "load_annuaire",
    "load_bounds",
    "load_cadre",
    "load_catalogue",
    "load_commune_at",
    "load_communes_around",
    "load_comparaison",
    "load_contenus",
    "load_contours",
    "load_edition",
    "load_editions",
    "load_etat",
    "load_fiche",
    "load_impression",
    "load_kept",
    "load_layer",
    "load_locator",
    "load_perimetre",
    "load_places",
    "load_presentation",
    "load_trouvees",
    "load_vignette",
    "load_vue",
    "load_zip",
    "presentation_issues",
]
