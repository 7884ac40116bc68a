"""Figures of the screens, recomputed from the CSV files by other means: no function of the project on this side."""

import re
from collections import Counter

import pandas as pd
import pytest

from clauses.domain.calcul import COUT_HORAIRE, MAIN_OEUVRE, PART_INSERTION, Calcul, Lot, choix, diviseur, minimum
from clauses.domain.qpv import count_by_statut
from clauses.domain.selection import Selection
from clauses.domain.statut import STATUTS
from clauses.domain.territoires import Territoire
from clauses.donnees import Moment, load_contenus, read_moment
from clauses.rendu import fiche as words
from clauses.rendu.blocs import projection
from clauses.rendu.blocs.lacunes import render_lacunes
from clauses.rendu.calcul import tuiles
from clauses.rendu.chiffres import lignes, mesures
from clauses.rendu.heures import heures_block
from clauses.rendu.vues import load_fiche, load_vue
from clauses.storage.files import SHIPPED_DATA

COVERING = ("local", "departemental")
ORDER = (*COVERING, "sectoriel", "coordination", "a_confirmer", "non_documente")
LEVELS = {"COM": "code", "EPCI": "code_epci", "DEP": "code_departement"}
NARROW = "\u202f"


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(SHIPPED_DATA / f"{name}.csv", dtype=str, keep_default_na=False)


COMMUNES = table("geo/communes").astype({"population": int, "superficie_km2": float})
GUICHETS = table("guichets")
QPV = table("qpv").astype({"population": int})


def plain(text: str) -> str:
    """A text with plain spaces."""
    return re.sub(r"[\u202f\xa0]", " ", text)


def thousands(number: float) -> str:
    return f"{round(number):,}".replace(",", " ")


def percentage(part: float, total: float) -> str:
    return f"{100 * part / total:.1f} %".replace(".", ",") if part else "0 %"


def served(perimetre: str) -> dict[str, pd.Series]:
    """Communes that a perimeter names, by level; no perimeter of the shipped guichets leaves anything out."""
    assert re.fullmatch(r"((COM|EPCI|DEP):\w+( \+ )?)*", perimetre), perimetre
    found: dict[str, pd.Series] = {}
    for level, code in re.findall(r"(COM|EPCI|DEP):(\w+)", perimetre):
        found[level] = found.get(level, False) | (COMMUNES[LEVELS[level]] == code)
    return found


def statuses(typologies: list[str] | None = None) -> pd.Series:
    """Status of each commune: the best that a guichet gives it."""
    best = pd.Series("non_documente", index=COMMUNES.index)
    for row in GUICHETS.to_dict("records"):
        if typologies is not None and row["typologie"] not in typologies:
            continue
        for level, members in served(row["perimetre"]).items():
            if row["statut"] != "avere":
                given = "a_confirmer"
            elif row["role"] != "guichet":
                given = "coordination"
            elif row["donneurs_ordre"] != "tous":
                given = "sectoriel"
            else:
                given = "departemental" if level == "DEP" else "local"
            best[members & (best.map(ORDER.index) > ORDER.index(given))] = given
    return best


STATUSES = statuses()
INHABITANTS = COMMUNES.groupby(STATUSES)["population"].sum().to_dict()
NUMBERS = Counter(STATUSES)


def districts() -> tuple[Counter[str], Counter[str]]:
    """Priority districts and their inhabitants by status: that of the least served of their communes."""
    number, people = Counter[str](), Counter[str]()
    by_code = dict(zip(COMMUNES["code"], STATUSES, strict=True))
    for row in QPV.to_dict("records"):
        statut = max((by_code[code] for code in re.split(r"\W+", row["communes"])), key=ORDER.index)
        number[statut] += 1
        people[statut] += row["population"]
    return number, people


@pytest.fixture(scope="module")
def moment() -> Moment:
    return read_moment(SHIPPED_DATA)


@pytest.fixture(scope="module")
def screen(moment: Moment) -> list[dict]:
    """Rows of « La couverture en chiffres », for the region."""
    vue = load_vue(moment, Selection())
    qpv = count_by_statut(moment.qpv, vue.couverture, vue.positions)
    return lignes(vue.couverture.summary(vue.positions), qpv)


def test_inhabitants_and_communes_of_the_region(moment: Moment):
    vue = load_vue(moment, Selection())
    summary = vue.couverture.summary(vue.positions)
    totals = mesures(summary, count_by_statut(moment.qpv, vue.couverture, vue.positions))
    expected = [COMMUNES["population"].sum(), len(COMMUNES), QPV["population"].sum()]
    assert [plain(each["total"]) for each in totals] == [thousands(each) for each in expected]
    assert expected == [6_124_653, 4_446, 393_069]


@pytest.mark.parametrize("statut", [statut for statut in ORDER if NUMBERS[statut]])
def test_people_communes_and_districts_by_status(screen: list[dict], statut: str):
    row = next(row for row in screen if row["statut"] == statut)
    number, people = districts()
    columns = [
        (INHABITANTS[statut], COMMUNES["population"].sum(), ""),
        (NUMBERS[statut], len(COMMUNES), ""),
        (people[statut], QPV["population"].sum(), f", {number[statut]} quartiers"),
    ]
    for cell, (part, total, more) in zip(row["cellules"], columns, strict=True):
        assert plain(cell["part"]) == percentage(part, total)
        assert plain(cell["valeur"]) == f"{thousands(part)}{more}"


def test_every_status_that_a_commune_has_is_shown(screen: list[dict]):
    assert {row["statut"] for row in screen} == NUMBERS.keys()
    assert [str(statut) for statut in STATUTS] == list(ORDER)
    assert [NUMBERS[statut] for statut in ORDER] == [244, 942, 2435, 0, 272, 553]


def test_shares_of_the_presentation(moment: Moment):
    histoire = load_contenus().histoires[0]
    drawn = projection.build_donnees(moment, histoire, "projection", {})["etapes"]
    seen = []
    for etape, shown in zip(histoire.etapes, drawn, strict=True):
        for chiffre, said in zip(etape.chiffres, shown["chiffres"], strict=True):
            if chiffre.calcul in ("part_couverte", "part_sans_guichet"):
                found = statuses(None if etape.typologies is None else list(etape.typologies))
                share = COMMUNES["population"][found.isin(COVERING)].sum() / COMMUNES["population"].sum()
                share = share if chiffre.calcul == "part_couverte" else 1 - share
                assert plain(said["valeur"]) == f"{100 * share:.0f} %", etape.titre
                seen.append(plain(said["valeur"]))
    assert len(seen) == 6


def test_gaps_of_the_departements(moment: Moment):
    html = plain(render_lacunes(moment, None))
    left = COMMUNES[~STATUSES.isin(COVERING)].groupby("code_departement")["population"].sum()
    assert len(left) == 10
    for code, number in left.items():
        assert f"{thousands(number)} sans guichet" in html, code
    assert f"{left.sum() / 1e6:.1f} millions d’habitants".replace(".", ",") in html


def test_toulouse(moment: Moment):
    fiche = load_fiche(moment, Territoire("EPCI", "243100518"))
    members = COMMUNES[COMMUNES["code_epci"] == "243100518"]
    tiles = [plain(tile["valeur"]) for tile in words.identite(fiche, moment.territoires)["tuiles"]]
    assert tiles == [
        thousands(members["population"].sum()),
        str(len(members)),
        f"{members['superficie_km2'].sum():.0f} km²",
    ]
    inside = QPV["communes"].map(lambda cell: bool(set(re.split(r"\W+", cell)) & set(members["code"])))
    assert len(fiche.quartiers) == inside.sum()
    hours = int(table("heures").query("id == 'toulouse-metropole-guichet-2016'")["heures"].item())
    found = heures_block(fiche, moment.heures, 1607)["tuiles"]
    assert f"{hours / 1607:.0f}" == "373" in [tile["valeur"] for tile in found]


def test_herault(moment: Moment):
    figures = table("heures").query("territoire == 'DEP:34' and comparable == 'oui' and periode == 'annuelle'")
    before, after = figures.astype({"heures": int}).sort_values("annee")["heures"]
    people = COMMUNES.loc[COMMUNES["code_departement"] == "34", "population"].sum()
    found = heures_block(load_fiche(moment, Territoire("DEP", "34")), moment.heures, 1607)
    tiles = [plain(tile["valeur"]) for tile in found["tuiles"]]
    assert tiles[:3] == [f"{thousands(after)} h", f"{1000 * after / people:.0f} h", f"{after / 1607:.0f}"]
    assert f"−{100 * (before - after) / before:.1f} %".replace(".", ",") in plain(found["evolution"])
    assert (tiles[2], f"{100 * (after - before) / before:.1f}") == ("230", "-4.4")


def test_calculator_by_default(moment: Moment):
    values = table("coefficients").query("defaut == 'oui'").set_index("rubrique")["valeur"].astype(float)
    work = 500_000 * values["main_oeuvre"] / 100 / values["cout_horaire"]
    labour, cost, share = (
        choix(moment.coefficients, rubrique)[0].valeur or 0 for rubrique in (MAIN_OEUVRE, COUT_HORAIRE, PART_INSERTION)
    )
    lot = Lot(montant=500_000, main_oeuvre=labour, cout=cost, insertion=share)
    tiles = tuiles(Calcul((lot,), diviseur(moment.coefficients), values["heures_par_personne"]), ("1", "personne"))
    hours = work * values["part_insertion"] / 100
    assert plain(tiles[0]["valeur"]) == f"{thousands(hours)} h" == "374 h"
    assert plain(tiles[0]["note"]) == f"sur {thousands(work)} h de travail" == "sur 7 483 h de travail"
    assert tiles[2]["valeur"] == f"{hours / values['etp']:.1f}".replace(".", ",") == "0,2"


def test_rule_of_a_calculation(moment: Moment):
    row = table("coefficients").query("id == 'regle-toulouse-demenagement'")
    rule = next(each for each in moment.coefficients if each.id == row["id"].item())
    asked = minimum(rule, [Lot(montant=500_000, main_oeuvre=44.9, cout=30, insertion=5)]).exige
    assert asked == 500_000 / 10_000 * float(row["valeur"].item()) == 1750
