"""Swatches of the legend: colour and letter of a typology, as a small SVG."""

from html import escape

from clauses.domain.guichets import Typologie
from clauses.rendu.cartes.palette import ink_on


def swatch(typologie: Typologie) -> str:
    """A disc of the colour of the typology, with its letter."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20">'
        f'<circle cx="10" cy="10" r="9.5" fill="{escape(typologie.couleur)}"/>'
        f'<text x="10" y="14.2" text-anchor="middle" font-family="sans-serif" font-size="11.5" font-weight="700" '
        f'fill="{ink_on(typologie.couleur)}">{escape(typologie.lettre)}</text></svg>'
    )
