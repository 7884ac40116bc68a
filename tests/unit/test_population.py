"""The year of the population: read from the data folder, said wherever inhabitants are counted."""

import json
import shutil

import pytest

from clauses.autonome.atlas import build_atlas
from clauses.diffusion import tableaux
from clauses.diffusion.lisezmoi import build_readme
from clauses.domain.evolution.effet import Effet
from clauses.domain.fiche import build_fiche
from clauses.domain.selection import Selection
from clauses.domain.simulation import imagine
from clauses.domain.territoires import Territoire
from clauses.donnees import Moment, load_contenus, read_moment
from clauses.rendu import annuaire, fiche, reponse
from clauses.rendu.blocs import heures, panneau, projection
from clauses.rendu.effet import resume_effet
from clauses.rendu.mots import population
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.geo import read_territoires
from tests.donnees import REGION


@pytest.fixture(scope="module")
def dated(tmp_path_factory) -> Moment:
    """The invented region, with a year and a SIREN."""
    folder = tmp_path_factory.mktemp("dated") / "region"
    shutil.copytree(REGION, folder)
    about = {"population": {"millesime": 2031, "origine": "Essai"}}
    (folder / "geo" / "millesime.json").write_text(json.dumps(about), encoding="utf-8")
    return read_moment(folder)


def test_the_data_of_the_project_are_of_2023():
    territoires = read_territoires(SHIPPED_DATA / "geo")
    assert territoires.annee_population == 2023
    assert territoires.communes.at["34032", "siren"] == "213400328"


def test_a_folder_made_before_has_neither_year_nor_siren(moment):
    assert "siren" not in (REGION / "geo" / "communes.csv").read_text(encoding="utf-8")
    assert moment.territoires.annee_population is None
    assert set(moment.territoires.communes["siren"]) == {""}
    assert "siren" in tableaux.table(moment, tableaux.COMMUNES)
    assert population.source(None) == "Habitants\xa0: population municipale, année non connue (INSEE)."


@pytest.mark.parametrize("about", ["", "[]", '{"population": 3}', '{"population": {"millesime": "2031"}}'])
def test_a_year_that_is_not_one_is_not_known(tmp_path, about):
    shutil.copytree(REGION / "geo", tmp_path / "geo")
    (tmp_path / "geo" / "millesime.json").write_text(about, encoding="utf-8")
    assert read_territoires(tmp_path / "geo").annee_population is None


def test_the_origin_of_the_populations_is_named(dated: Moment):
    assert dated.geo.origine == {"population": {"millesime": "2031", "origine": "Essai"}}


SAID = {
    "welcome": lambda moment: panneau.render_accueil(moment, Selection()),
    "answer": lambda moment: reponse.place("98001", moment.territoires),
    "directory": lambda moment: annuaire.served_words(moment.guichets[0], moment.territoires),
    "sheet": lambda moment: fiche.identite(sheet(moment), moment.territoires)["tuiles"][0]["libelle"],
    "preview": lambda moment: resume_effet(
        Effet(moment.couverture, imagine(moment.couverture, [Territoire("EPCI", "900000003")], None))
    )[-1],
    "hours": lambda moment: heures.evolution(moment, "DEP", par_habitant=False).mentions[-1],
    "hours by inhabitant": lambda moment: heures.evolution(moment, "DEP", par_habitant=True).graphique.source,
    "show": lambda moment: projection.build_donnees(moment, load_contenus().histoires[0], "projection", {})["textes"][
        "attribution"
    ],
    "open data": lambda moment: next(
        field["description"]
        for field in tableaux.schema(moment, tableaux.COUVERTURE)["fields"]
        if field["name"] == "population"
    ),
    "communes": lambda moment: tableaux.schema(moment, tableaux.COMMUNES)["fields"][4]["description"],
    "readme": lambda moment: build_readme(moment, [], []).decode(),
    "light atlas": lambda moment: build_atlas(moment)["donnees/carte.js"].decode(),
}


def sheet(moment: Moment):
    return build_fiche(
        Territoire("DEP", "98"), moment.couverture, moment.heures, moment.qpv, moment.structures, moment.index_relais
    )


@pytest.mark.parametrize("block", SAID)
def test_the_year_is_said_where_inhabitants_are_counted(dated: Moment, block: str):
    assert "2031" in SAID[block](dated)
