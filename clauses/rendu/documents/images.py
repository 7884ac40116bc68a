"""Post-processing of the images of Typst: nested SVGs inlined, resolution of PNGs written."""

import base64
import re
import struct
import zlib
from html import escape

_DRAWING = re.compile(
    rb'<image( transform="[^"]*")? xlink:href="data:image/svg\+xml;base64,([^"]*)"( width="[^"]*" height="[^"]*")'
    rb'( preserveAspectRatio="none")/>'
)
_SIZE = re.compile(rb'\s(?:width|height)="[^"]*"')
_INCHES_PER_METRE = 1 / 0.0254


def flatten(svg: bytes, titre: str) -> bytes:
    """The same SVG with its nested images inlined: drawing software cannot edit those."""

    def drawing(found: re.Match[bytes]) -> bytes:
        transform, data, size, stretch = found.groups()
        root, _, rest = base64.b64decode(data).partition(b">")
        root = _SIZE.sub(b"", root).replace(b"<svg", b"<svg" + size + stretch, 1)
        return b"<g" + (transform or b"") + b">" + root + b">" + rest + b"</g>"

    head, _, rest = _DRAWING.sub(drawing, svg).partition(b">")
    title = f"<title>{escape(titre)}</title>".encode()
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + head + b">" + title + rest


def with_resolution(png: bytes, dpi: int) -> bytes:
    """The same PNG with its resolution (chunk ``pHYs``)."""
    per_metre = round(dpi * _INCHES_PER_METRE)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    # After the signature (8 bytes) and the header (25).
    return png[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + png[33:]
