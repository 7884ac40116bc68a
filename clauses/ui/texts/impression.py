"""French texts of the printed map."""

from clauses.domain.selection import Selection
from clauses.impression import Feuille, Format, Orientation, Sortie
from clauses.views.formats import typographic, unmarked

OPEN = "Imprimer la carte"
FORMAT = "Papier"
FORMATS = {Format.A4: "A4", Format.A3: "A3"}
ORIENTATION = "Sens"
ORIENTATIONS = {Orientation.PAYSAGE: "Paysage", Orientation.PORTRAIT: "Portrait"}
SORTIE = "Fichier"
SORTIES = {Sortie.PDF: "PDF, à imprimer", Sortie.SVG: "SVG, à retoucher", Sortie.PNG: "PNG, à insérer"}
DOWNLOAD = "Télécharger la carte"
FILTERED = "Les filtres choisis ci-dessus valent aussi pour la carte imprimée, qui le dit."


def about(territoire: str) -> str:
    """What is printed."""
    return (
        f"{unmarked(typographic(territoire))}\u00a0: la carte, sa légende, les guichets numérotés et leur liste, "
        "les notes et les sources. Elle se lit aussi en noir et blanc."
    )


def file_name(selection: Selection, feuille: Feuille, sortie: Sortie, edition: int | None) -> str:
    """Name of the file.

    >>> file_name(Selection(departement="34"), Feuille(), Sortie.PDF, None)
    'carte-clauses-sociales-34-a4.pdf'
    """
    parts = ["carte-clauses-sociales", selection.departement, feuille.format.value]
    parts.append(f"edition-{edition}" if edition is not None else None)
    return f"{'-'.join(part for part in parts if part)}.{sortie.value}"
