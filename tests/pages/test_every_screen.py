"""Each declared screen opens: a new one is tested the day it is declared."""

from pathlib import Path

import pytest

from clauses.rendu.ecrans import ECRANS, Ecran
from tests.donnees import REGION
from tests.pages.conftest import Open
from tests.serveur import ROOT

every_screen = pytest.mark.parametrize("screen", ECRANS, ids=lambda screen: screen.script)


@every_screen
@pytest.mark.parametrize("data", [None, REGION], ids=["shipped", "invented"])
def test_opens(ouvrir: Open, screen: Ecran, data: Path | None):
    app = ouvrir(data, screen)
    assert not app.exception
    assert len(app.title) == 1
    assert not app.error
    assert not app.warning


@every_screen
def test_opens_without_territories(ouvrir: Open, screen: Ecran, tmp_path: Path):
    app = ouvrir(tmp_path, screen)
    assert not app.exception


def test_every_script_is_declared():
    scripts = {path.relative_to(ROOT / "pages").as_posix() for path in (ROOT / "pages").rglob("*.py")}
    assert scripts == {screen.script for screen in ECRANS}


def test_addresses_and_titles_are_unique():
    assert len({screen.url_path for screen in ECRANS}) == len(ECRANS)
    assert len({screen.title for screen in ECRANS}) == len(ECRANS)
    assert all(screen.title and screen.icon.startswith(":material/") for screen in ECRANS)
