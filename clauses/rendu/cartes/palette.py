"""Arithmetic of colours: contrast, ink that can be read on a ground, darker colours for a projector."""

from collections.abc import Iterable

INK, PAPER = "#111c25", "#ffffff"


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.1, 0 black to 1 white)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.1, 1 to 21).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


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
