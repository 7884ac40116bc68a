"""Couleurs: arithmetic of contrast, and the colours that stay distinct for colour-blind readers."""

PALETTE = ("#CC6677", "#882255", "#44AA99", "#DDCC77", "#88CCEE", "#999933", "#AA4499", "#332288", "#117733")
"""Paul Tol's « muted » scheme."""
PALEST = 1.5
"""Contrast with white under which a zone of the map is not seen; the palest of the palette has 1.6."""


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
