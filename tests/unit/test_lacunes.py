"""« Où manque-t-il un guichet ? », on the invented region."""

import re

import pytest

from clauses.autonome.adresses import UrlsDossier
from clauses.domain.selection import Selection
from clauses.domain.statut import nombre_couvert
from clauses.domain.territoires import DEPARTEMENT
from clauses.donnees import Moment
from clauses.rendu.blocs.lacunes import render_lacunes
from clauses.rendu.blocs.panneau import render_accueil
from clauses.rendu.mots import lacunes as texts
from tests.moments import altered


@pytest.fixture(scope="module")
def without(moment: Moment) -> dict[str, int]:
    """Inhabitants without a guichet, by département."""
    rows = moment.couverture.table(DEPARTEMENT).to_dict("records")
    return {row["code"]: row["population"] - nombre_couvert(row) for row in rows}


def test_the_finding_is_computed(moment: Moment, without: dict[str, int]) -> None:
    assert texts.titre(sum(without.values()), None) in render_lacunes(moment, None)
    assert texts.titre(0, None) == "Tous les habitants ont un guichet ouvert à tous"


def test_bars_are_sorted_by_inhabitants_without(moment: Moment, without: dict[str, int]) -> None:
    drawn = re.findall(r'<li data-departement="(\w+)"', render_lacunes(moment, None))
    assert drawn == sorted(without, key=lambda code: (-without[code], code))
    assert len(drawn) == len(without) > 1


def test_each_bar_frames_its_departement_on_both_faces(moment: Moment, without: dict[str, int]) -> None:
    for code in without:
        query = f"?vue=lacunes&amp;departement={code}"
        assert f'href="./{query}"' in render_lacunes(moment, None)
        assert f'href="#/{query}"' in render_lacunes(moment, None, None, UrlsDossier())


def test_a_buyer_has_its_own_gaps(moment: Moment) -> None:
    html = render_lacunes(moment, "bailleurs")
    assert "de guichet pour les HLM" in html
    assert "acheteur=bailleurs" in html
    assert html != render_lacunes(moment, None)


def test_the_departement_in_view_is_picked_out(moment: Moment, without: dict[str, int]) -> None:
    code = next(iter(without))
    assert re.findall(r'data-departement="(\w+)" class="atlas-choisi"', render_lacunes(moment, None, code)) == [code]


def test_numbers_of_the_bars_are_in_the_table_too(moment: Moment, without: dict[str, int]) -> None:
    html = render_lacunes(moment, None)
    table = html[html.index("<table") :]
    for number in without.values():
        assert f"{number:,}".replace(",", "\u202f") in table


def test_nobody_is_known(moment: Moment) -> None:
    html = render_lacunes(altered(moment, guichets=()), None)
    assert "atlas-part-local" not in html
    assert "pas de guichet ouvert à tous" in html


def test_the_headline_leads_there(moment: Moment) -> None:
    assert 'href="./?vue=lacunes"' in render_accueil(moment, Selection())
    assert 'href="#/?vue=lacunes"' in render_accueil(moment, Selection(), UrlsDossier())
