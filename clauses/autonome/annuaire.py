"""Directories: each entry as its line and its sheet, with its search keys."""

from typing import Any

from clauses.autonome.adresses import UrlsDossier
from clauses.autonome.definitions import Definitions
from clauses.domain.annuaire import GUICHETS, LISTES, Entree
from clauses.domain.guichets import Guichet, buyer_types
from clauses.domain.structures import Structure
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import annuaire as words
from clauses.rendu import blocs
from clauses.rendu.annuaire import load_annuaire
from clauses.rendu.mots import annuaire as texts
from clauses.rendu.mots.domaine import buyer, guichet_labels, structure_labels


def build_annuaire(moment: Moment, urls: UrlsDossier) -> dict[str, Any]:
    """Lists by name: their words, the types that their entries have, the entries by name."""
    return {liste: _liste(moment, liste, urls) for liste in LISTES}


def _liste(moment: Moment, liste: str, urls: UrlsDossier) -> dict[str, Any]:
    annuaire, definitions = load_annuaire(moment, liste), Definitions()
    labels = guichet_labels(moment.typologies) if liste == GUICHETS else structure_labels()
    return {
        "titre": texts.LISTS[liste],
        "compte": words.compte(annuaire, liste),
        "exemple": texts.SEARCH_EXAMPLES[liste],
        "libelles": {"type": texts.TYPE[liste], "departement": texts.DEPARTEMENT[liste]},
        "types": {code: typographic(label) for code, label in labels.items() if code in annuaire.types},
        "secteurs": [typographic(secteur) for secteur in annuaire.secteurs],
        "acheteurs": {code: buyer(code) for code in buyer_types(moment.guichets)} if liste == GUICHETS else {},
        "entrees": [_entree(moment, entree, urls, definitions) for entree in annuaire.entrees],
        "definitions": definitions.textes,
    }


def _entree(moment: Moment, entree: Entree, urls: UrlsDossier, definitions: Definitions) -> dict[str, Any]:
    found = entree.fiche
    values = words.fiche(entree, moment.territoires, moment.typologies)
    # The atlas has no sheet of a territory: without the application, nothing to lead to.
    values["liens"] = [each for each in values["liens"] if urls.url(each["adresse"])]

    def render(template: str, **values: Any) -> str:
        return definitions.finish(blocs.render(template, urls, **values))

    line = words.ligne(entree, moment.territoires, moment.typologies)
    return {
        "id": found.id,
        "nom": typographic(found.nom),
        "type": entree.type,
        "commune": entree.commune,
        "departements": sorted(entree.departements),
        "secteurs": [typographic(each) for each in found.secteurs] if isinstance(found, Structure) else [],
        "acheteurs": found.donneurs_ordre if isinstance(found, Guichet) else [],
        "mots": entree.mots,
        "motsNom": entree.nom,
        "ligne": render("annuaire_ligne.html", **line),
        "tete": render("annuaire_tete.html", **values),
        "fiche": render("annuaire_fiche.html", **values, annee=moment.annee, carte="", carte_alt="", qr=""),
    }
