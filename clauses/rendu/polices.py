"""Faces of every page, as files under ``static/``: made by ``scripts/build_fonts.py``."""

FACES = "commun/polices.css"
"""Style sheet that declares them, and what stands in until they come; before any other."""
TEXTE, TITRES = "fonts/atlas-texte.woff2", "fonts/atlas-titres.woff2"
