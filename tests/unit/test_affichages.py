"""What the colours of the map say: gaps and ages, on the invented region."""

import gzip
import json
from dataclasses import replace
from itertools import combinations

import pytest

from clauses.domain.age import AGES
from clauses.domain.selection import Selection
from clauses.domain.statut import STATUTS, STATUTS_MONTRES, Statut
from clauses.donnees import Moment
from clauses.rendu import adresses
from clauses.rendu.blocs.legende import signs
from clauses.rendu.cartes.affichages import LACUNES, Affichage, list_classes, rank_of
from clauses.rendu.cartes.aspect import AGE_ASPECTS, REPONDU, STATUT_ASPECTS
from clauses.rendu.cartes.calques import load_zones
from clauses.rendu.cartes.palette import contrast
from clauses.rendu.vues import load_vue
from tests.moments import altered
from tests.unit.test_palette import APART, MACHADO, THEMES, distance


def looks(moment: Moment, affichage: Affichage) -> dict[str, set[str]]:
    """Colours of the zones by status."""
    found: dict[str, set[str]] = {}
    for feature in json.loads(gzip.decompress(load_zones(moment, Selection(), affichage)))["features"]:
        if "statut" in feature["properties"]:
            found.setdefault(feature["properties"]["statut"], set()).add(feature["properties"]["couleur"])
    return found


def test_gaps_have_one_colour_and_the_rest_another(moment: Moment) -> None:
    found = looks(moment, Affichage.LACUNES)
    covered = {colour for statut in STATUTS if statut.is_couvert for colour in found.get(statut, ())}
    gaps = {colour for statut in STATUTS if not statut.is_couvert for colour in found.get(statut, ())}
    assert (len(covered), len(gaps)) == (1, 1)
    assert not covered & gaps


def test_statuses_that_do_not_cover_are_told_apart_in_the_gaps(moment: Moment) -> None:
    classes = list_classes(Affichage.LACUNES, moment.guichets)
    assert len({classe.signe for classe in classes[1:]}) == len(classes) - 1
    assert {LACUNES[statut] for statut in STATUTS_MONTRES} == set(range(len(classes)))


def test_the_map_of_ages_depends_on_the_year(moment: Moment) -> None:
    """Seen from the future, nothing is recent any more; the address of the layer is not the same."""
    then = altered(moment, annee=2090)
    recent = list_classes(Affichage.AGE, ())[0].couleur
    now = altered(moment, annee=max(guichet.constate_en or 0 for guichet in moment.guichets))
    assert any(recent in colours for colours in looks(now, Affichage.AGE).values())
    assert not any(recent in colours for colours in looks(then, Affichage.AGE).values())
    assert then.version != now.version


def test_the_usual_map_does_not_depend_on_the_way_of_the_others(moment: Moment) -> None:
    assert adresses.zones("v", Selection()) == adresses.zones("v", Selection(), Affichage.GUICHETS)
    assert list_classes(Affichage.GUICHETS, moment.guichets) == ()


@pytest.mark.parametrize("affichage", [Affichage.LACUNES, Affichage.AGE])
def test_the_legend_holds_the_classes_of_the_zones_alone(moment: Moment, affichage: Affichage) -> None:
    vue, classes = load_vue(moment, Selection()), list_classes(affichage, moment.guichets)
    said = [sign.libelle for sign in signs(vue, moment.typologies, affichage, 2026) if sign.forme]
    seen = {rank_of(zone, affichage, 2026) for zone in vue.zones}
    assert said == [classe.libelle for rank, classe in enumerate(classes) if rank in seen]


@pytest.mark.parametrize("affichage", [Affichage.LACUNES, Affichage.AGE])
def test_what_is_hidden_is_no_gap_and_no_lack_of_sources(moment: Moment, affichage: Affichage) -> None:
    classes = list_classes(affichage, moment.guichets)
    masked = [zone for zone in load_vue(moment, Selection(a_confirmer=False)).zones if zone.statut is Statut.MASQUE]
    assert masked
    assert {classes[rank_of(zone, affichage, 2026)].libelle for zone in masked} == {"Masqué"}


def test_a_zone_is_as_recent_as_the_latest_of_those_to_call_first(moment: Moment) -> None:
    zone = next(zone for zone in load_vue(moment, Selection()).zones if zone.meneurs)
    old = replace(
        zone, meneurs=(replace(zone.meneurs[0], constate_en=2000), replace(zone.meneurs[0], constate_en=2025))
    )
    assert rank_of(old, Affichage.AGE, 2026) == 0
    assert rank_of(replace(zone, meneurs=()), Affichage.AGE, 2026) == len(AGES)


@pytest.mark.parametrize("eye", MACHADO)
@pytest.mark.parametrize("theme", THEMES)
def test_ages_are_told_apart_by_every_eye(theme: str, eye: str) -> None:
    colours = [getattr(look, theme) for look in AGE_ASPECTS.values()]
    assert all(distance(*pair, eye) >= APART for pair in combinations(colours, 2))


@pytest.mark.parametrize("theme", THEMES)
def test_gaps_stand_out_from_what_is_covered(theme: str) -> None:
    assert contrast(getattr(STATUT_ASPECTS[STATUTS[-1]], theme), getattr(REPONDU, theme)) >= 3
