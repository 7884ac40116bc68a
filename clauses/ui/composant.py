"""Custom components of Streamlit (v2), from a folder: its page, its style, and a function of its ES module."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from clauses.rendu.scripts import ROOT, exports_of, join


def build_composant(folder: Path, name: str, function: str, *, isolate_styles: bool = True) -> Callable[..., Any]:
    """Register ``<name>.html``, ``.css`` and ``.js`` of a folder; Streamlit calls the function at each run."""
    script = (folder / f"{name}.js").relative_to(ROOT).as_posix()
    return st.components.v2.component(
        name,
        html=(folder / f"{name}.html").read_text(encoding="utf-8"),
        css=(folder / f"{name}.css").read_text(encoding="utf-8"),
        js=f"{join(script)}export default {exports_of(script)}.{function};\n",
        isolate_styles=isolate_styles,
    )
