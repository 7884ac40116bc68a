"""First screens: the words of the screens' blocks, a drawing framed as the map is, nothing that runs."""

import re
from html import unescape

import numpy as np
import pytest

from clauses.domain.age import Mois
from clauses.domain.selection import Selection
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.donnees import Moment, load_contenus
from clauses.rendu import ecrans
from clauses.rendu.blocs import panneau
from clauses.rendu.blocs.chiffres import render_chiffres
from clauses.rendu.blocs.legende import render_signes
from clauses.rendu.blocs.territoire import render_identite, render_sheet
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.choix import Choix, frame
from clauses.rendu.mots import atlas as texts
from clauses.rendu.premier import MAKERS, build_premier
from clauses.rendu.premier.dessin import WIDTH, Cadre, draw
from clauses.rendu.vues import load_fiche
from tests.moments import altered

MOIS = Mois(2026, 12)
COMMUNE = "98001"


def words(html: str) -> str:
    """What a block says, without its tags."""
    inline = re.sub("</?(?:a|abbr|span|strong)\\b[^>]*>", "", html)
    return " ".join(unescape(re.sub("<[^>]*>", " ", inline)).split())


def first(moment: Moment, page: str = "", **query: str) -> str:
    return build_premier(page, query, moment, MOIS)


def test_every_public_screen_has_one_and_no_team_page(moment: Moment):
    public = {ecran.url_path for ecran in ecrans.ECRANS if not ecran.is_equipe}
    assert set(MAKERS) == public
    assert all(first(moment, page) for page in public)
    assert not any(first(moment, ecran.url_path) for ecran in ecrans.ECRANS if ecran.is_equipe)


def test_map_holds_the_words_of_its_blocks(moment: Moment):
    said, selection = words(first(moment)), Selection()
    for block in (
        panneau.render_accueil(moment, selection),
        render_signes(moment, selection, Affichage.GUICHETS),
        render_chiffres(moment, selection),
        texts.CARTE_TITLE,
    ):
        assert words(block) in said


def test_legend_shows_the_letters_of_each_kind_of_zone(moment: Moment):
    """Finding 28: whom a zone has, whatever the projector does to colours."""
    shown = re.findall('class="atlas-lettres">([^<]*)<', render_signes(moment, Selection(), Affichage.GUICHETS))
    assert {"X+X+X", "(X)", f"X{NO_BREAK}?"} <= {re.sub("[A-Z]", "X", each) for each in shown}


def test_commune_holds_its_answer_and_its_name_in_the_field(moment: Moment):
    html = first(moment, commune=COMMUNE)
    assert words(panneau.render_reponse(moment, COMMUNE, None)) in words(html)
    assert 'name="q" value="Testville"' in html
    assert 'class="commune-choisie"' in html


def test_answer_is_that_of_the_buyer_of_the_address(moment: Moment):
    html = first(moment, commune=COMMUNE, acheteur="bailleurs")
    assert words(panneau.render_reponse(moment, COMMUNE, "bailleurs")) in words(html)


def test_territory_holds_its_head_and_whom_to_call(moment: Moment):
    said = words(first(moment, "territoire", territoire="EPCI:900000001"))
    fiche = load_fiche(moment, moment.territoires.find("EPCI:900000001"))
    assert words(render_identite(moment, fiche)) in said
    assert words(render_sheet(moment, fiche)) in said


def test_entry_of_the_directory_holds_its_name(moment: Moment):
    guichet = moment.guichets[0]
    assert guichet.nom in words(first(moment, "annuaire", guichet=guichet.id))


def test_page_of_the_tool_box_holds_its_words(moment: Moment):
    page = load_contenus().outils[0]
    assert words(typographic(page.resume)) in words(first(moment, "outils", outil=page.slug))


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("", {"commune": "00000"}),
        ("", {"zone": "x"}),
        ("territoire", {"territoire": "x"}),
        ("annuaire", {"guichet": "x"}),
    ],
)
def test_an_address_that_names_nothing_is_left_to_the_application(moment: Moment, page: str, query: dict[str, str]):
    assert not first(moment, page, **query)


def test_unreadable_guichets_claim_nothing(moment: Moment):
    assert not first(altered(moment, is_missing_guichets=True))


def test_what_an_address_holds_is_escaped(moment: Moment):
    html = first(moment, "annuaire", q='"><script>x</script>') + first(moment, vue="<b>", embed='"x')
    assert "<script>x" not in html
    assert "<b>" not in html


def test_a_parameter_that_says_nothing_makes_no_other_page(moment: Moment):
    assert first(moment, commune=COMMUNE, fbclid="x") == first(moment, commune=COMMUNE)


def test_nothing_runs_in_it(moment: Moment):
    for page in MAKERS:
        assert not re.search(r"<script|\son\w+=|javascript:", first(moment, page))


def test_in_a_frame_the_map_has_no_title_and_its_form_stays_in_the_frame(moment: Moment):
    html = first(moment, embed="true")
    assert "<h1" not in html
    assert 'name="embed" value="true"' in html


def test_bounds_fill_the_drawing_as_they_fill_the_map(moment: Moment):
    """Leaflet frames bounds in Web Mercator: their corners are those of the drawing."""
    bounds = frame(moment, Choix(), Selection())
    cadre = Cadre.around(bounds)
    drawn = draw(moment, Selection(), Affichage.GUICHETS, bounds)
    assert drawn["forme"] == pytest.approx(WIDTH / cadre.height, abs=1e-3)
    (south, west), (north, east) = bounds
    world = [np.log(np.tan(np.pi / 4 + np.radians(each) / 2)) for each in (south, north)]
    assert WIDTH / cadre.height == pytest.approx(np.radians(east - west) / (world[1] - world[0]))


def test_commune_is_framed_on_its_epci(moment: Moment):
    whole = draw(moment, Selection(), Affichage.GUICHETS, frame(moment, Choix(), Selection()))
    around = draw(moment, Selection(), Affichage.GUICHETS, frame(moment, Choix(COMMUNE), Selection()), COMMUNE)
    assert around["plus"] < whole["plus"]


def test_zones_have_the_looks_of_the_map(moment: Moment):
    """Every pattern that a zone names is in the drawing, and colours are those of the layer."""
    html = first(moment)
    named = set(re.findall(r"url\(#(motif-premier-\d+)\)", html))
    assert named
    assert named == set(re.findall(r'<pattern id="([^"]+)"', html))
