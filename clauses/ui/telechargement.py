"""Download button: the file is made on click, without a rerun of the screen."""

from collections.abc import Callable
from typing import Literal

import streamlit as st


def show_download(
    label: str,
    build: Callable[[], bytes],
    file: str,
    mime: str,
    key: str,
    *,
    icon: str = ":material/download:",
    help_: str | None = None,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """A button that gives a file; ``file`` is its name, ``kind`` how much the button shows."""
    st.download_button(
        label, build, file_name=file, mime=mime, key=key, icon=icon, help=help_, type=kind, on_click="ignore"
    )
