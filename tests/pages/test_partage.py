"""Sharing a view, and the screens shown in a frame."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from clauses.rendu import ecrans
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import partage as words
from clauses.ui import keys, partage
from tests.donnees import REGION
from tests.pages.conftest import Open, html


@pytest.fixture(autouse=True)
def site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSES_ADRESSE", "https://atlas.example")
    monkeypatch.delenv("CLAUSES_EMBARQUER_DANS", raising=False)


def opened(app: AppTest) -> tuple[str, str]:
    """The link and the code, once the button has been pressed."""
    app.session_state[keys.PARTAGE_OUVRIR] = True
    app.run()
    assert not app.exception
    link, code = (each.value for each in app.code)
    return link, code


def test_an_answer_is_shared_and_printed_beside_it(ouvrir: Open):
    app = ouvrir(REGION, commune="09001")
    assert keys.REPONSE_PDF in {each.key for each in app.get("download_button")}
    app.session_state[keys.PARTAGE_REPONSE] = True
    app.run()
    assert app.code[0].value == "https://atlas.example/c/testville-09"
    assert "mailto:?subject=Testville%20" in html(app)
    assert keys.REPONSE_PDF not in {each.key for each in ouvrir(REGION).get("download_button")}


def captions(app: AppTest) -> str:
    return "\n".join(each.value for each in app.caption)


def test_nothing_is_made_before_it_is_asked_for(ouvrir: Open):
    app = ouvrir(REGION)
    assert not app.code
    assert words.QR_ALT not in html(app)


@pytest.mark.parametrize(
    ("parameters", "link", "frame"),
    [
        ({}, "", ""),
        ({"commune": "09001"}, "c/testville-09", "&amp;commune=09001"),
        ({"departement": "98"}, "d/fiction", "&amp;departement=98"),
        ({"territoire": "DEP:98"}, "d/fiction", "&amp;departement=98"),
        ({"territoire": "EPCI:900000002"}, "e/entre-deux", "&amp;territoire=EPCI:900000002"),
        ({"commune": "09003", "acheteur": "bailleurs"}, "c/saint-essai?acheteur=bailleurs", "&amp;commune=09003"),
        ({"commune": "99999"}, "c/99999", ""),
    ],
)
def test_view_of_the_map(ouvrir: Open, parameters: dict[str, str], link: str, frame: str):
    app = ouvrir(REGION, **parameters)
    shown, code = opened(app)
    assert shown == f"https://atlas.example/{link}"
    assert f'src="https://atlas.example/atlas/?embed=true{frame}"' in code
    assert "data-atlas" in code
    assert 'src="https://atlas.example/app/static/partage/cadre.js"' in code
    assert f'alt="{words.QR_ALT}"' in html(app)


@pytest.mark.parametrize(
    ("key", "link", "frame"),
    [
        ("EPCI:900000002", "territoire?territoire=EPCI:900000002", "&amp;territoire=EPCI:900000002"),
        ("DEP:98", "territoire?territoire=DEP:98", "&amp;departement=98"),
        ("COM:09001", "territoire?territoire=COM:09001", "&amp;commune=09001"),
        ("EPCI:absent", "territoire?territoire=EPCI:absent", ""),
    ],
)
def test_sheet_of_a_territory(ouvrir: Open, key: str, link: str, frame: str):
    shown, code = opened(ouvrir(REGION, ecrans.TERRITOIRE, territoire=key))
    assert shown == f"https://atlas.example/{link}"
    assert f'/atlas/?embed=true{frame}"' in code


def test_sheet_of_the_directory_without_the_list_that_led_to_it(ouvrir: Open):
    shown, code = opened(ouvrir(REGION, ecrans.ANNUAIRE, guichet="plie-testville", q="plie"))
    assert shown == "https://atlas.example/g/plie-testville"
    assert '/atlas/?embed=true&amp;departement=09"' in code
    shown, _ = opened(ouvrir(REGION, ecrans.ANNUAIRE, structure="nettoyage-essai"))
    assert shown == "https://atlas.example/s/nettoyage-essai"


def test_a_name_of_the_data_does_not_leave_its_attribute(ouvrir: Open):
    _, code = opened(ouvrir(REGION, commune="09004"))
    assert "Gras &lt;b&gt;et&lt;/b&gt; Maigre" in code
    assert code.count("<") == 4


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("", words.FRAME_CLOSED),
        ("*", words.FRAME_HELP),
        ("https://a.example *", words.FRAME_HELP),
        ("https://a.example https://*.b.example", "a.example, *.b.example"),
        ("https://A.example/ https://intranet", "\u00a0: a.example, intranet."),
    ],
)
def test_who_may_show_the_map_is_said(ouvrir: Open, monkeypatch: pytest.MonkeyPatch, setting: str, said: str):
    monkeypatch.setenv("CLAUSES_EMBARQUER_DANS", setting)
    app = ouvrir(REGION)
    opened(app)
    assert said in captions(app)
    assert (words.FRAME_CLOSED in captions(app)) == (setting == "")


# In a frame


@pytest.fixture
def framed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Framed(type(partage.st.context)):
        is_embedded = True

    monkeypatch.setattr(partage.st, "context", Framed())


def titles(app: AppTest) -> list[Any]:
    return [each.value for each in (*app.title, *app.header, *app.subheader)]


@pytest.mark.usefixtures("framed")
def test_map_in_a_frame_is_the_map_its_answer_and_the_way_out(ouvrir: Open):
    app = ouvrir(REGION, commune="09001")
    assert not app.exception
    assert not titles(app)
    assert not app.get("dataframe")
    assert "contactez\u00a0: PLIE de Testville" in html(app)
    assert f'<a href="/?commune=09001" target="_blank" title="{words.FULL_HELP}">' in html(app)


@pytest.mark.usefixtures("framed")
@pytest.mark.parametrize("screen", [ecrans.TERRITOIRE, ecrans.ANNUAIRE])
def test_other_screens_end_with_the_way_out(ouvrir: Open, screen: ecrans.Ecran):
    app = ouvrir(REGION, screen)
    assert not app.exception
    assert f'href="/{screen.url_path}" target="_blank"' in html(app)


def test_nothing_of_the_frame_elsewhere(ouvrir: Open):
    app = ouvrir(REGION)
    assert texts.CARTE_TITLE in titles(app)
    assert words.FULL_HELP not in html(app)
