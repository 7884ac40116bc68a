"""Arithmetic of colours: contrast, ink that can be read on a ground, darker colours for a projector."""

from collections.abc import Iterable

from clauses.domain.couleurs import contrast, luminance

INK, PAPER = "#111c25", "#ffffff"


def ink_on(ground: str) -> str:
    """Dark or light ink, whichever reads best on this ground.

    >>> ink_on("#DDCC77"), ink_on("#332288")
    ('#111c25', '#ffffff')
    """
    return max((INK, PAPER), key=lambda ink: contrast(ink, ground))


PALEST, DARKEST = 3.2, 12.0
"""Contrast with white of the colours for projectors, from the palest to the darkest."""


def projector(colours: Iterable[str]) -> dict[str, str]:
    """Darker colours for a projector that washes them out, by usual colour.

    They keep their hue, and are set apart by how dark they are, which remains when hue is lost to the eye or to the
    lamp.

    >>> projector(["#DDCC77", "#332288"])["#DDCC77"]
    '#9c9054'
    """
    ranked = sorted(set(colours), key=luminance, reverse=True)
    steps = max(len(ranked) - 1, 1)
    targets = [PALEST * (DARKEST / PALEST) ** (rank / steps) for rank in range(len(ranked))]
    return {colour: _darken(colour, target) for colour, target in zip(ranked, targets, strict=True)}


def _darken(colour: str, target: float) -> str:
    """The same hue, dark enough to reach this contrast with white."""
    channels = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    for percent in range(100, 0, -1):
        darker = "#" + "".join(f"{channel * percent // 100:02x}" for channel in channels)
        if contrast(darker, PAPER) >= target:
            return darker
    return INK
