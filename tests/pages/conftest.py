"""Screens run without a server nor a browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clauses.rendu import ecrans
from tests.serveur import ROOT

MAIN = ROOT / "clauses" / "ui" / "main.py"
PATIENCE_S = 30

Open = Callable[..., AppTest]


@pytest.fixture
def ouvrir(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a screen with the data of a folder (the shipped ones by default) and the parameters of an address."""

    def ouvrir(data: Path | None = None, screen: ecrans.Ecran = ecrans.CARTE, **parameters: str) -> AppTest:
        if data is None:
            monkeypatch.delenv("CLAUSES_DATA", raising=False)
        else:
            monkeypatch.setenv("CLAUSES_DATA", str(data))
        app = AppTest.from_file(MAIN, default_timeout=PATIENCE_S)
        for name, value in parameters.items():
            app.query_params[name] = value
        app.run()
        if screen != ecrans.CARTE:
            app.switch_page(str(screen.path)).run()
        return app

    return ouvrir


def blocks(app: AppTest) -> list[str]:
    """HTML blocks drawn by the project, without the marks of the glossary terms."""
    return [re.sub(r'<abbr tabindex="0"[^>]*>([^<]*)</abbr>', r"\1", block.value) for block in app.get("html")]


def html(app: AppTest) -> str:
    """All of it."""
    return "\n".join(blocks(app))


def address(app: AppTest) -> dict[str, str]:
    """Parameters of the address bar."""
    return {name: "".join(values) for name, values in app.query_params.items()}
