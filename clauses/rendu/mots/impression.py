"""French texts of the printed map: the screen that makes it, and the sheet itself."""

from collections.abc import Mapping, Sequence
from datetime import date

from clauses.domain.guichets import Typologie
from clauses.domain.selection import Selection
from clauses.domain.typographie import typographic
from clauses.rendu.formats import count, day, number, unmarked
from clauses.rendu.mots import typeset
from clauses.rendu.mots.acheteurs import un
from clauses.rendu.mots.population import kind, year

OPEN = "Imprimer la carte"
FORMAT = "Papier"
FORMATS = {"a4": "A4", "a3": "A3"}
ORIENTATION = "Sens"
ORIENTATIONS = {"paysage": "Paysage", "portrait": "Portrait"}
SORTIE = "Fichier"
SORTIES = {"pdf": "PDF, à imprimer", "svg": "SVG, à retoucher", "png": "PNG, à insérer"}
FILTERED = "Les filtres choisis ci-dessus valent aussi pour la carte imprimée, qui le dit."

OBJET = "Guichets territoriaux des clauses sociales"
SUJET = "Typologie des structures et périmètres"
TYPES_TITLE = "Type de structure le plus proche du terrain"
TERRITOIRES_TITLE = "Territoires"
SIEGES_TITLE = "Sièges"
LISTE_TITLE = "Les guichets"
LISTE_SUITE = "Les guichets (suite)"
LISTE_VIDE = "Aucun guichet trouvé ici : cela ne veut pas dire qu’il n’y en a pas."
LISTE_AILLEURS = "Suite de la liste page suivante"
NOTES_TITLE = "À savoir"
SIEGES: Mapping[str, str] = {
    "guichet": "Ouvert à tous",
    "secteur": "Certains acheteurs",
    "coordination": "Coordination",
    "a_confirmer": "À vérifier",
}
CREDITS = (
    "Contours : IGN (ADMIN EXPRESS) et INSEE. Données et carte sous Licence Ouverte 2.0. "
    "Projection conique conforme centrée sur la carte."
)
NORD = "N"
ATLAS = "Atlas des clauses sociales"
QUESTION = "Qui appeler pour une clause sociale ?"
AUCUN_COUVERT = "Aucun guichet ouvert à tous les acheteurs n’y a été trouvé à ce jour."

# The answer for a commune, on one page

PRINT_ANSWER = "Imprimer la réponse"
ANSWER_KICKER = "Clauses sociales d’insertion · qui appeler"
ANSWER_LINES_TITLE = "À préparer avant d’appeler"
ANSWER_LINES = ("Objet du marché", "Montant estimé", "Date prévue", "Qui m’a répondu, et quand")
ANSWER_COORDINATION = "Qui coordonne dans le département"


def answer_title(commune: str) -> str:
    """Title of the file."""
    return f"{commune} : qui appeler pour une clause sociale"


def answer_file(code: str) -> str:
    """Name of the file."""
    return f"reponse-clauses-sociales-{code.lower()}.pdf"


def answer_services(services: Sequence[str]) -> str:
    """What a guichet does; empty when it is not known."""
    return f"Ce qu’il fait : {', '.join(services)}." if services else ""


def answer_near(distance: str) -> str:
    """Heading of the nearest guichet."""
    return f"Le guichet le plus proche, à {distance} à vol d’oiseau"


def answer_near_note(commune: str) -> str:
    """What the nearest guichet owes to another commune: nothing."""
    return f"Son territoire ne comprend pas {commune} : il peut vous orienter, sans être tenu de vous suivre."


def answer_others(nombre: int) -> str:
    """Number of bodies that do not fit in the page."""
    return f"Et {count(nombre, 'autre organisme', 'autres organismes')}, dans la réponse en ligne."


def answer_source(source: str) -> str:
    """Source of a contact; empty without any."""
    return f"Source : {source}." if source else ""


def answer_sources(shown: Sequence[str], annee: int | None) -> str:
    """Sources of the page."""
    return f"Sources : {' ; '.join([*shown, 'territoires INSEE et IGN', kind(annee)])}. Licence Ouverte 2.0."


def couverts(annee: int | None) -> str:
    """After the share of inhabitants, in the preview picture of a link."""
    return f"des habitants{year(annee)} ont un guichet ouvert à tous les acheteurs"


def about(territoire: str) -> str:
    """Description of the printed map."""
    return (
        f"{unmarked(typographic(territoire))} : la carte, sa légende, les guichets numérotés et leur liste, "
        "les notes et les sources. Elle se lit aussi en noir et blanc."
    )


def download(papier: str, orientation: str, sortie: str) -> str:
    """Button of the file, which says what it gives; codes of the above.

    >>> download("a3", "portrait", "pdf")
    'Télécharger la carte (A3, portrait, PDF)'
    """
    return f"Télécharger la carte ({FORMATS[papier]}, {ORIENTATIONS[orientation].lower()}, {sortie.upper()})"


def file_name(selection: Selection, papier: str, sortie: str, edition: int | None) -> str:
    """Name of the file; ``papier`` and ``sortie`` are codes of the above.

    >>> file_name(Selection(departement="34"), "a4", "pdf", None)
    'carte-clauses-sociales-34-a4.pdf'
    """
    parts = ["carte-clauses-sociales", selection.departement, papier]
    parts.append(f"edition-{edition}" if edition is not None else None)
    return f"{'-'.join(part for part in parts if part)}.{sortie}"


def alternative(titre: str) -> str:
    """Text alternative of the map."""
    return (
        f"Carte : {titre}. Chaque territoire a la couleur et la hachure du type de structure le plus proche du "
        "terrain ; les numéros des sièges sont ceux de la liste des guichets."
    )


def mise_a_jour(actualisee_le: date | None, edition: int | None, *, modifiee: bool) -> str:
    """« Carte actualisée le …, édition n° 3 »; ``modifiee`` if files were edited by hand since."""
    words = f"Carte actualisée le {day(actualisee_le)}" if actualisee_le else "Carte non datée"
    if edition is not None:
        words += f", édition n° {edition}"
    return f"{words}, modifiée depuis" if modifiee else words


def filtres(selection: Selection, typologies: Mapping[str, Typologie]) -> str:
    """Active filters, the longest last; empty when the map shows everything."""
    words = []
    if selection.donneur_ordre:
        words.append(f"pour {un(selection.donneur_ordre)}")
    if not selection.a_confirmer:
        words.append("sans les guichets à vérifier")
    if selection.typologies is not None:
        kept = [typologie.libelle for code, typologie in typologies.items() if code in selection.typologies]
        words.append(f"types de structure : {', '.join(kept) or 'aucun'}")
    return f"Carte partielle, {' ; '.join(words)}" if words else ""


def autres(nombre: int) -> str:
    """Number of guichets that do not fit in an image."""
    return f"… et {count(nombre, 'autre')}, sur l’atlas"


def echelle(denominateur: float, format_: str) -> str:
    """« Échelle : 1/1 500 000 au format A4 »"""
    step = 10_000 if denominateur > 100_000 else 1_000
    return f"Échelle : environ 1/{number(round(denominateur / step) * step)} (papier {format_.upper()})"


def sources_line(shown: Sequence[str], more: int) -> str:
    """The sources, and how many more."""
    rest = f" ; et {count(more, 'autre')}, dites ligne à ligne sur l’atlas" if more else ""
    return f"Sources : {' ; '.join(shown)}{rest}." if shown else "Sources : dites ligne à ligne sur l’atlas."


typeset(globals())
