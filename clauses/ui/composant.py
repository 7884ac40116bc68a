"""Custom components of Streamlit (v2), from a folder: page, style, and a function of its script."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from clauses.rendu.scripts import PAGES, exports_of, page_script_address

_AGAIN = "_composant_encore"

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


def ask(composant: Callable[..., Any], key: str, data: Mapping[str, Any], on_choice: Callable[[str], None]) -> None:
    """Draw a component whose script sends a « choix »; calls ``on_choice`` with it, before the next run.

    The first run of a session has no callback yet: a choice that comes with it, when another process has taken over a
    line that was cut, is acted on within the run, which :func:`settle` then does again.
    """
    heard = f"{key}_entendu"

    def hear() -> None:
        st.session_state[heard] = True
        on_choice(st.session_state[key].choix)

    found = composant(key=key, data=data, on_choix_change=hear)
    if not st.session_state.pop(heard, False) and found.choix is not None:
        on_choice(found.choix)
        st.session_state[_AGAIN] = True


def settle() -> None:
    """At the end of a run: another one, when a choice came too late for it."""
    # Not before: what other widgets hold is read as this run draws them.
    if st.session_state.pop(_AGAIN, False):
        st.rerun()
