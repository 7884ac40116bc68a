"""Query parameters: every name that an address of the atlas may hold, for its screens, its layers and its short links.

Widgets whose value is in the address bear the same name as key. Scripts are given those they read (``NOMS``).
"""

from collections.abc import Mapping

# The map
COMMUNE = "commune"
DEPARTEMENT = "departement"
DONNEUR_ORDRE = "acheteur"
TYPOLOGIES = "typologie"
A_CONFIRMER = "a_confirmer"
COUCHES = "couches"
TABLEAU = "tableau"
VUE = "vue"
ZONE = "zone"

# A territory
TERRITOIRE = "territoire"
DIVISEUR = "diviseur"
SIMULER = "simuler"
SIMULER_OU = "si"
SIMULER_QUI = "elargir"
COMPARER = "comparer"

# Hours
NIVEAU = "niveau"
MESURE = "mesure"
ANNEE = "annee"
DIMENSION = "selon"

# The calculator
SENS = "sens"
CIBLE = "cible"
LOTS = "lots"
PAR_PERSONNE = "personne"

# The directory
LISTE = "liste"
TEXTE = "q"
TYPES = "type"
EPCI = "epci"
LIEU = "lieu"
SECTEUR = "secteur"
FIABILITE = "fiabilite"
AGE = "mois"
PAGE = "page"
GUICHET = "guichet"
STRUCTURE = "structure"

# What is to be read
RUBRIQUE = "rubrique"
RETOUR = "retour"
OUTIL = "outil"
TERME = "terme"
TERMES = "termes"

# The presentation
HISTOIRE = "histoire"
ETAPE = "etape"
CONTRASTE = "contraste"

# The team (its « vue » too), editions, frames
TABLE = "table"
MANIERE = "maniere"
FAMILLE = "famille"
PAGE_ECRITE = "ecrit"
FICHE = "fiche"
EDITION = "edition"
EDITION_CHOISIE = "n"
EDITION_AUTRE = "avec"
EMBED = "embed"

CRITERES: Mapping[str, str] = {
    "texte": TEXTE,
    "types": TYPES,
    "departement": DEPARTEMENT,
    "epci": EPCI,
    "commune": LIEU,
    "secteur": SECTEUR,
    "donneur_ordre": DONNEUR_ORDRE,
    "fiabilite": FIABILITE,
    "age": AGE,
}
"""Parameters of the directory, by field of :class:`clauses.domain.annuaire.Criteres`."""

NOMS: Mapping[str, str] = {
    "commune": COMMUNE,
    "departement": DEPARTEMENT,
    "acheteur": DONNEUR_ORDRE,
    "typologies": TYPOLOGIES,
    "aConfirmer": A_CONFIRMER,
    "couches": COUCHES,
    "vue": VUE,
    "zone": ZONE,
    "territoire": TERRITOIRE,
    "liste": LISTE,
    "texte": TEXTE,
    "type": TYPES,
    "secteur": SECTEUR,
    "lieu": LIEU,
    "guichet": GUICHET,
    "embed": EMBED,
    "histoire": HISTOIRE,
    "etape": ETAPE,
    "contraste": CONTRASTE,
}
"""Parameters by the name that scripts give to what they hold."""

CONNUS = frozenset(value for name, value in globals().items() if name.isupper() and isinstance(value, str))
"""All of them; whatever else an address holds, such as the marks of those who count clicks, says nothing here."""
