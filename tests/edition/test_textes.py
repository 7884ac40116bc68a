"""Texts of the atlas, drafted, checked, published and restored as tables are (finding 16)."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from clauses.domain.changements import lignes
from clauses.domain.contenus import champs
from clauses.domain.contenus.champs import Champ, champs_of, understood, with_body, with_champ
from clauses.domain.contenus.textes import FICHIER, NOTES, TEXTE, TEXTES, written
from clauses.donnees import load_contenus, load_livres, load_textes, read_moment
from clauses.edition.brouillons import keep_garde, read_garde
from clauses.edition.comparaison import compare_moments
from clauses.edition.preparation import Preparation, prepare
from clauses.edition.publication import publish, restore
from clauses.edition.textes import open_page
from clauses.edition.travail import Travail, start, table_of_rows
from clauses.rendu.textes import lines_of
from clauses.storage.contenus import build_contenus
from clauses.storage.editions.depot import read_manifeste
from clauses.storage.editions.instantane import read_instantane
from tests.donnees import ANNEE

NOW = datetime(2031, 5, 4, 9, 30, tzinfo=timezone(timedelta(hours=2)))
RESERVE = "outils/03-marche-reserve.md"
NEW = "outils/07-essai.md"
PAGE = '---\ntitre: "{titre}"\nresume: "Un essai."\nverifie_le: 2031-05-04\n---\n\nDu texte.'


def prepared(region: Path, pages: dict[str, str | None], base=None) -> Preparation:
    """These pages in place of those shown; ``None`` for one to take away."""
    moment = read_moment(region)
    table = base or load_textes(moment)
    rows = {row[FICHIER]: row[TEXTE] for row in lignes(table)} | pages
    kept = [{FICHIER: name, TEXTE: text} for name, text in rows.items() if text is not None]
    return prepare(moment, table_of_rows(kept, table.schema), table, annee=ANNEE)


def published(region: Path, pages: dict[str, str | None], message: str = "Essai"):
    return publish(prepared(region, pages), "Personne Inventée", message, NOW).manifeste


@pytest.fixture
def shown(region, monkeypatch) -> Path:
    """The data folder that the atlas shows."""
    monkeypatch.setenv("CLAUSES_DATA", str(region))
    return region


def titles() -> dict[str, str]:
    return {page.slug: page.titre for page in load_contenus().outils}


def test_page_is_published_in_an_edition(shown):
    """Finding 16: a page of the tool box is changed from the page, without access to the files of the server."""
    before = read_instantane(shown).cle
    manifeste = published(shown, {RESERVE: PAGE.format(titre="Réserver, autrement")})
    assert titles()["marche-reserve"] == "Réserver, autrement"
    assert (manifeste.tables, manifeste.resume[TEXTES]) == ((TEXTES,), "1\u00a0modifié\u00a0: Réserver, autrement")
    assert (shown / "editions" / f"{manifeste.numero:04d}" / "textes" / RESERVE).is_file()
    assert (shown / "textes" / RESERVE).is_file()
    assert read_instantane(shown).cle != before


def test_only_what_the_team_wrote_is_in_the_data_folder(shown):
    """Finding 16: the other pages stay those of the program, which a new version improves."""
    manifeste = published(shown, {RESERVE: PAGE.format(titre="Réserver, autrement")})
    assert [name for name in manifeste.fichiers if name.startswith("textes/")] == [f"textes/{RESERVE}"]
    assert len(titles()) == 6


def test_new_page_then_gone_page(shown):
    published(shown, {NEW: PAGE.format(titre="Une page neuve")})
    assert titles()["essai"] == "Une page neuve"
    published(shown, {NEW: None, RESERVE: None})
    assert "essai" not in titles()
    assert "marche-reserve" not in titles()
    assert not (shown / "textes" / NEW).exists()
    assert (shown / "textes" / RESERVE).read_bytes() == b""


def test_page_of_the_program_again(shown):
    """The very words of the program are no page of the team's own."""
    published(shown, {RESERVE: PAGE.format(titre="Autre")})
    manifeste = published(shown, {RESERVE: load_livres()[RESERVE]})
    assert f"textes/{RESERVE}" not in manifeste.fichiers
    assert not (shown / "textes" / RESERVE).exists()
    assert titles()["marche-reserve"] == "Faire un marché réservé"


def test_notes_of_the_map_are_a_text(shown):
    """Finding 16: notes beside the map."""
    published(shown, {NOTES: "- [DEP:09] Note inventée."})
    assert [note.texte for note in read_moment(shown).notes] == ["Note inventée."]
    assert (shown / NOTES).read_bytes() == "- [DEP:09] Note inventée.\n".encode()


def test_restoring_gives_the_texts_of_then(shown):
    one = published(shown, {RESERVE: PAGE.format(titre="Un")})
    published(shown, {RESERVE: PAGE.format(titre="Deux"), NEW: PAGE.format(titre="Neuve")})
    restore(shown, one.numero, "Personne Inventée", "Retour", NOW)
    assert (titles()["marche-reserve"], "essai" in titles()) == ("Un", False)
    restore(shown, one.numero - 1, "Personne Inventée", "Au départ", NOW)
    assert titles()["marche-reserve"] == "Faire un marché réservé"


def test_editions_compare_their_texts(shown):
    one = published(shown, {RESERVE: PAGE.format(titre="Un")})
    (nom,) = compare_moments(read_moment(shown, one.numero - 1), read_moment(shown, one.numero)).changements
    assert nom == TEXTES


def test_what_others_published_is_kept(shown):
    base = load_textes(read_moment(shown))
    published(shown, {NOTES: "- Note d'une autre."})
    preparation = prepared(shown, {RESERVE: PAGE.format(titre="Un")}, base)
    assert (preparation.is_entre_temps, preparation.conflits) == (True, ())
    assert list(preparation.fichiers) == [f"textes/{RESERVE}"]
    again = prepared(shown, {NOTES: "- La mienne."}, base)
    assert [each.id for each in again.conflits] == [NOTES]


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        (RESERVE, "Sans en-tête.", "E-COL-12", None),
        (RESERVE, '---\ntitre: "T"\nresume: "R"\nverifie_le: hier\n---\n', "E-COL-13", 4),
        ("glossaire.md", "## Mot\n\nSource : rien", "E-CON-02", 1),
        (NOTES, "- Bien.\n- [DEP:99] Nulle part.", "A-CON-02", 2),
        (NOTES, "- [DEP:9] Mal écrit.", "A-CON-02", 1),
    ],
)
def test_slips_are_told_by_page_and_line(region, name, text, code, line):
    issues = prepared(region, {name: text}).issues
    assert (name, code, line) in [(found.file, found.code, found.line) for found in issues]


def test_page_with_an_error_is_not_published(region):
    assert not prepared(region, {RESERVE: "Sans en-tête."}).is_valide
    assert prepared(region, {RESERVE: PAGE.format(titre="Bien")}).is_valide


def test_pages_are_the_same_once_written_by_the_form():
    """What a form writes is read as what it was given: quotes, paragraphs, records, their order."""
    for name, text in load_livres().items():
        fields, (tete, corps) = champs_of(name), open_page(text)
        assert tete is not None
        assert tete.keys() <= {champ.cle for champ in fields}
        again, anew = text, with_body("", corps)
        for champ in fields:
            value = understood(champs.shown(tete.get(champ.cle), champ), champ)
            again, anew = (with_champ(page, champ, value, fields) for page in (again, anew))
        assert open_page(again)[1] == open_page(anew)[1] == corps
        for page in (again, anew) if fields else (text,):
            assert build_contenus({name: written(text)}) == build_contenus({name: written(page)})


@pytest.mark.parametrize("value", ['Un "\\n" d\'ici', "oui : non", "- tiret", "# dièse", "a\\b", "09", "Un\n\ndeux"])
def test_any_words_are_read_again(value):
    assert open_page(with_champ("", Champ("titre"), value, ()))[0] == {"titre": value}


def test_one_field_changes_one_line(region):
    text = load_livres()[RESERVE]
    again = with_champ(text, Champ("verifie_le"), "2031-05-04", champs_of(RESERVE))
    assert [line for line in again.splitlines() if line not in text.splitlines()] == ["verifie_le: 2031-05-04"]
    changes = prepared(region, {RESERVE: again}).changements
    assert list(lines_of(changes)) == [
        ("Faire un marché réservé", "Ligne 4", "verifie_le: 2026-11-24", "verifie_le: 2031-05-04")
    ]


def test_draft_of_texts_is_found_again(region):
    moment = read_moment(region)
    travail = start(moment, TEXTES)
    rows = [{**row, TEXTE: f"- [sic] « Un », « l'autre »;\n\n{row[TEXTE]}"} for row in lignes(travail.table)]
    work = Travail(table_of_rows(rows, travail.table.schema), travail.base, None)
    keep_garde(moment, "testeuse", work, NOW, None)
    found = read_garde(moment, "testeuse", TEXTES).travail
    assert found is not None
    assert lignes(found.table) == lignes(work.table)
    assert lignes(found.base) == lignes(travail.base)


def test_page_written_by_hand_is_shown_and_published_along(shown):
    published(shown, {RESERVE: PAGE.format(titre="Un")})
    (shown / "textes" / RESERVE).write_text(PAGE.format(titre="À la main"), encoding="utf-8")
    assert titles()["marche-reserve"] == "À la main"
    assert read_instantane(shown).modifies == (f"textes/{RESERVE}",)
    preparation = prepared(shown, {NOTES: "- Une note."})
    manifeste = publish(preparation, "Personne Inventée", "Essai", NOW).manifeste
    held = read_manifeste(shown, manifeste.numero)
    assert held is not None
    assert f"textes/{RESERVE}" in held.fichiers
    assert "À la main" in manifeste.resume[TEXTES]


@pytest.mark.parametrize("name", ["../guichets.md", "outils/../x.md", "guichets.csv", "outils/.x.md"])
def test_no_other_file_is_written(region, name):
    with pytest.raises(ValueError, match=r"\.(md|csv)"):
        prepared(region, {name: "texte"})
