"""Custom components of Streamlit (v2), from a folder: page, style, and a function of its script."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from clauses.rendu.scripts import PAGES, exports_of, page_script_address

# What Streamlit is given goes over the websocket at each visit, and runs at an address of its own (Blob): it asks the
# site for the script, which the browser keeps.
_SCRIPT = """\
await import(`${{window.__streamlit?.BACKEND_BASE_URL ?? location.origin}}/{address}`);
export default globalThis.{exports}.{function};
"""


def build_composant(folder: Path, name: str, function: str, *, isolate_styles: bool = True) -> Callable[..., Any]:
    """Register ``<name>.html`` and ``.css`` of a folder, and the script of that name (`PAGES`).

    Streamlit calls the function at each run.
    """
    return st.components.v2.component(
        name,
        html=(folder / f"{name}.html").read_text(encoding="utf-8"),
        css=(folder / f"{name}.css").read_text(encoding="utf-8"),
        js=_SCRIPT.format(address=page_script_address(name), exports=exports_of(PAGES[name]), function=function),
        isolate_styles=isolate_styles,
    )
