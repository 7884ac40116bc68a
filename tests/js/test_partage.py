"""« Partager »: the share sheet of a telephone alone, the mail as Python writes it, a link that a server can read."""

import pytest

from clauses.rendu.html import mail_link
from clauses.rendu.parametres import NOMS
from tests.js.moteur import Moteur

FEUILLE, PARTAGE = "static/commun/feuille.js", "static/commun/partage.js"
GESTES, ADRESSE = "static/autonome/gestes.js", "static/autonome/adresse.js"
VUE = {
    "titre": "Béziers – qui appeler ?",
    "texte": "À Béziers : L'essai & co.",
    "lien": "https://atlas.example/c/beziers",
}


@pytest.fixture(scope="module")
def moteur() -> Moteur:
    return Moteur(GESTES, ADRESSE)


@pytest.mark.parametrize(
    ("can", "is_touched", "expected"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_the_share_sheet_is_for_telephones_that_have_one(moteur: Moteur, can: bool, is_touched: bool, expected: bool):
    call = f"""(can, matches) => atlasModules["{FEUILLE}"].hasShareSheet(
        {{ navigator: can ? {{ share() {{}} }} : {{}}, matchMedia: () => ({{ matches }}) }})"""
    assert moteur.ask(call, can, is_touched) is expected


@pytest.mark.parametrize(("error", "expected"), [(None, True), ("AbortError", True), ("NotAllowedError", False)])
def test_a_reader_who_gives_up_is_not_asked_again(moteur: Moteur, error: str | None, expected: bool):
    call = f"""async (vue, name) => {{
        let asked;
        const share = async (given) => {{
            asked = given;
            if (name) throw Object.assign(new Error(), {{ name }});
        }};
        const done = await atlasModules["{FEUILLE}"].openShareSheet(vue, {{ navigator: {{ share }} }});
        return [done, asked];
    }}"""
    assert moteur.ask(call, VUE, error) == [
        expected, {"title": VUE["titre"], "text": VUE["texte"], "url": VUE["lien"]},
    ]  # fmt: skip


def test_a_mail_is_that_of_python(moteur: Moteur):
    assert moteur.call(PARTAGE, "buildMailLink", VUE) == mail_link(
        "", VUE["titre"], f"{VUE['texte']}\r\n\r\n{VUE['lien']}"
    )


@pytest.mark.parametrize(
    ("protocol", "site", "address"),
    [
        ("https:", "", "https://autre.example/copie/"),
        ("https:", "https://atlas.example", "https://autre.example/copie/"),
        ("file:", "https://atlas.example", "https://atlas.example/atlas/"),
        ("file:", "", ""),
    ],
)
def test_a_folder_shares_the_public_address_or_nothing(moteur: Moteur, protocol: str, site: str, address: str):
    where = {"protocol": protocol, "origin": "https://autre.example", "pathname": "/copie/"}
    assert moteur.call(GESTES, "findAddress", where, site) == address


@pytest.mark.parametrize(
    ("fragment", "query"),
    [
        ("#/", ""),
        ("#/commune/34032", "?commune=34032"),
        ("#/commune/34032?acheteur=bailleurs", "?commune=34032&acheteur=bailleurs"),
        ("#/?departement=34&couches=sieges,epci", "?departement=34&couches=sieges,epci"),
    ],
)
def test_a_shared_link_opens_the_same_view(moteur: Moteur, fragment: str, query: str):
    call = f"""(noms, fragment) => {{
        const {{ readFragment, writeQuery, convertQuery }} = atlasModules["{ADRESSE}"];
        const asked = readFragment(fragment);
        const query = writeQuery(noms, asked, asked.query);
        return [query, convertQuery(noms, query)];
    }}"""
    assert moteur.ask(call, NOMS, fragment) == [query, "" if fragment == "#/" else fragment]
