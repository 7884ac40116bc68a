"""French texts of the printed map."""

from clauses.domain.selection import Selection
from clauses.domain.typographie import typographic
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import typeset

OPEN = "Imprimer la carte"
FORMAT = "Papier"
FORMATS = {"a4": "A4", "a3": "A3"}
ORIENTATION = "Sens"
ORIENTATIONS = {"paysage": "Paysage", "portrait": "Portrait"}
SORTIE = "Fichier"
SORTIES = {"pdf": "PDF, à imprimer", "svg": "SVG, à retoucher", "png": "PNG, à insérer"}
DOWNLOAD = "Télécharger la carte"
FILTERED = "Les filtres choisis ci-dessus valent aussi pour la carte imprimée, qui le dit."


def about(territoire: str) -> str:
    """What is printed."""
    return (
        f"{unmarked(typographic(territoire))} : la carte, sa légende, les guichets numérotés et leur liste, "
        "les notes et les sources. Elle se lit aussi en noir et blanc."
    )


def file_name(selection: Selection, papier: str, sortie: str, edition: int | None) -> str:
    """Name of the file; ``papier`` and ``sortie`` are codes of the above.

    >>> file_name(Selection(departement="34"), "a4", "pdf", None)
    'carte-clauses-sociales-34-a4.pdf'
    """
    parts = ["carte-clauses-sociales", selection.departement, papier]
    parts.append(f"edition-{edition}" if edition is not None else None)
    return f"{'-'.join(part for part in parts if part)}.{sortie}"


typeset(globals())
