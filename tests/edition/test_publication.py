"""Publishing, restoring, comparing: what they change, and what they refuse."""

import logging
from datetime import datetime, timedelta, timezone

import pytest

from clauses.domain.changements import lignes
from clauses.donnees import EditionInconnueError, read_moment
from clauses.edition.comparaison import compare_moments
from clauses.edition.preparation import prepare
from clauses.edition.publication import RefuseeError, publish, restore
from clauses.edition.travail import (
    classeur,
    modele,
    read_fichier,
    table_of_rows,
)
from clauses.storage.editions.depot import MANIFESTE, edition_folder, list_manifestes
from clauses.storage.editions.publication import EditionEntreTempsError
from tests.donnees import ANNEE

NOW = datetime(2031, 5, 4, 9, 30, tzinfo=timezone(timedelta(hours=2)))


def prepared(region, change, nom="guichets"):
    moment = read_moment(region)
    rows = [dict(row) for row in lignes(moment.tables[nom])]
    change(rows)
    return prepare(moment, table_of_rows(rows, moment.schemas[nom]), moment.tables[nom], annee=ANNEE)


def publish_sigle(region, sigle: str, **more):
    preparation = prepared(region, lambda rows: rows[0].update(sigle=sigle))
    return publish(preparation, "Personne Inventée", f"Sigle {sigle}", NOW, **more).manifeste


def test_publication_shows_at_once(region):
    manifeste = publish_sigle(region, "PT")
    assert (manifeste.numero, manifeste.tables) == (4, ("guichets",))
    assert manifeste.resume == {"guichets": "1\u00a0modifié\u00a0: sigle"}
    moment = read_moment(region)
    assert (moment.edition, moment.actualisee_le.isoformat(), moment.passee) == (4, "2031-05-04", False)
    assert moment.guichets[0].sigle == "PT"


def test_publication_and_restoration_are_logged(region, caplog):
    """S16: one line each, whatever the face that asked."""
    with caplog.at_level(logging.INFO, "atlas.traces"):
        publish_sigle(region, "PT")
        restore(region, 3, "Personne Inventée", "Retour", NOW)
    assert caplog.messages == [
        "publication edition=4 auteur='Personne Inventée'",
        "restauration edition=5 restaure=3 auteur='Personne Inventée'",
    ]


def test_past_edition_is_opened_as_it_was(region):
    publish_sigle(region, "PT")
    past = read_moment(region, 3)
    assert (past.edition, past.passee, past.guichets[0].sigle) == (3, True, "PLIE")
    assert past.version != read_moment(region).version
    with pytest.raises(EditionInconnueError):
        read_moment(region, 12)


def test_an_edition_older_than_a_table_is_opened_and_brought_back(region):
    relais = (region / "relais.csv").read_bytes()
    (region / "relais.csv").unlink()
    publish_sigle(region, "PT")
    (region / "relais.csv").write_bytes(relais)
    publish(prepared(region, lambda rows: rows.pop(), "relais"), "Personne Inventée", "Relais", NOW, confirme=True)
    past = read_moment(region, 4)
    assert (past.relais, len(read_moment(region).relais)) == ((), 3)
    assert {found.code for found in past.issues} == {"A-FIC-06"}
    restore(region, 4, "Personne Inventée", "Retour", NOW)
    assert read_moment(region).relais == ()


@pytest.mark.parametrize(
    ("auteur", "message"),
    [("", "m"), ("a", " \n"), ("a" * 81, "m"), ("a", "m" * 501), ("\u200b", "m"), ("a", "\ud800\u202e")],
)
def test_author_and_message_are_needed(region, auteur, message):
    preparation = prepared(region, lambda rows: rows[0].update(sigle="PT"))
    with pytest.raises(RefuseeError):
        publish(preparation, auteur, message, NOW)
    assert not list_manifestes(region)


def test_author_and_message_hold_on_one_line_without_controls(region):
    preparation = prepared(region, lambda rows: rows[0].update(sigle="PT"))
    manifeste = publish(preparation, " Une\n\x1b[31mPersonne ", "a\u202eb\x00", NOW).manifeste
    assert (manifeste.auteur, manifeste.message) == ("Une [31mPersonne", "a b")


def test_refusals(region):
    with pytest.raises(RefuseeError, match="erreurs") as errors:
        publish(prepared(region, lambda rows: rows[0].update(telephone="12")), "a", "m", NOW)
    assert [found.code for found in errors.value.issues] == ["E-TEL-01"]
    with pytest.raises(RefuseeError, match="rien à publier"):
        publish(prepared(region, lambda rows: None), "a", "m", NOW)
    with pytest.raises(RefuseeError, match="confirmés"):
        publish(prepared(region, lambda rows: rows[2].update(perimetre="")), "a", "m", NOW)
    assert not list_manifestes(region)
    confirmed = prepared(region, lambda rows: rows[2].update(perimetre=""))
    assert publish(confirmed, "a", "m", NOW, confirme=True).manifeste.numero == 4


def test_edition_in_between(region):
    late = prepared(region, lambda rows: rows[1].update(sigle="TA"))
    publish_sigle(region, "PT")
    with pytest.raises(EditionEntreTempsError):
        publish(late, "a", "m", NOW)
    again = prepare(read_moment(region), late.propose, late.moment.tables["guichets"], annee=ANNEE)
    publish(again, "a", "m", NOW)
    guichets = {guichet.id: guichet.sigle for guichet in read_moment(region).guichets}
    assert (guichets["plie-testville"], guichets["testville-agglo"]) == ("PT", "TA")


def test_hand_edits_go_with_the_next_edition_and_are_told(region):
    publish_sigle(region, "PT")
    path = region / "structures.csv"
    path.write_text(path.read_text().replace(",elevee,", ",moyenne,", 1))
    assert read_moment(region).modifies == ("structures.csv",)
    preparation = prepared(region, lambda rows: rows[0].update(sigle="PX"))
    assert list(preparation.a_la_main) == ["structures"]
    manifeste = publish(preparation, "a", "m", NOW).manifeste
    assert manifeste.tables == ("guichets", "structures")
    assert "structures" in manifeste.resume


def test_hand_edit_alone_can_be_published(region):
    publish_sigle(region, "PT")
    path = region / "structures.csv"
    path.write_text(path.read_text().replace(",elevee,", ",moyenne,", 1))
    manifeste = publish(prepared(region, lambda rows: None), "a", "m", NOW).manifeste
    assert manifeste.tables == ("structures",)


def test_a_lost_table_is_not_published_but_put_back(region):
    """S7: the regression is not recorded, even when nothing else changes."""
    publish_sigle(region, "PT")
    whole = (region / "guichets.csv").read_bytes()
    (region / "guichets.csv").write_bytes(whole[:300])
    preparation = prepared(region, lambda rows: None)
    assert (preparation.a_publier, preparation.a_confirmer, preparation.a_la_main) == (True, (), {})
    manifeste = publish(preparation, "a", "m", NOW).manifeste
    assert (manifeste.tables, dict(manifeste.resume)) == ((), {})
    assert (region / "guichets.csv").read_bytes() == whole


def test_a_table_is_reduced_by_publishing_it_with_confirmation(region):
    """S7: the way for who really wants it."""
    publish_sigle(region, "PT")
    preparation = prepared(region, lambda rows: rows.__delitem__(slice(2, None)))
    with pytest.raises(RefuseeError):
        publish(preparation, "a", "m", NOW)
    publish(preparation, "a", "m", NOW, confirme=True)
    assert (len(read_moment(region).guichets), read_moment(region).reprises) == (2, ())


def test_restore_is_an_edition_and_undoes_exactly(region):
    before = (region / "guichets.csv").read_bytes()
    publish_sigle(region, "PT")
    manifeste = restore(region, 3, "a", "retour", NOW).manifeste
    assert (manifeste.numero, manifeste.action, manifeste.restaure) == (5, "restauration", 3)
    assert (region / "guichets.csv").read_bytes() == before
    assert [each.numero for each in list_manifestes(region)] == [5, 4, 3]
    with pytest.raises(RefuseeError, match="montre déjà"):
        restore(region, 3, "a", "retour", NOW)
    with pytest.raises(EditionInconnueError):
        restore(region, 99, "a", "retour", NOW)


def test_restore_first_keeps_what_was_edited_by_hand(region):
    publish_sigle(region, "PT")
    path = region / "guichets.csv"
    edited = path.read_bytes().replace(b",PT,", b",MAIN,")
    path.write_bytes(edited)
    assert restore(region, 3, "a", "retour", NOW).manifeste.numero == 6
    kept = read_moment(region, 5).instantane
    assert kept.contents["guichets.csv"] == edited
    assert "à la main" in kept.manifeste.message


def test_restore_answers_what_the_person_saw(region):
    publish_sigle(region, "PT")
    seen = compare_moments(read_moment(region), read_moment(region, 3)).avant.instantane.cle
    publish_sigle(region, "AUTRE")
    with pytest.raises(EditionEntreTempsError):
        restore(region, 3, "a", "retour", NOW, base=seen)
    assert list_manifestes(region)[0].numero == 5
    seen = compare_moments(read_moment(region), read_moment(region, 3)).avant.instantane.cle
    assert restore(region, 3, "a", "retour", NOW, base=seen).manifeste.numero == 6


def test_restore_stops_when_somebody_publishes_after_what_was_edited_by_hand_is_kept(region, monkeypatch):
    from clauses.edition import publication

    publish_sigle(region, "PT")
    path = region / "guichets.csv"
    path.write_bytes(path.read_bytes().replace(b",PT,", b",MAIN,"))
    real = publication.write

    def write(*arguments):
        done = real(*arguments)
        monkeypatch.setattr(publication, "write", real)
        publish_sigle(region, "AUTRE")
        return done

    monkeypatch.setattr(publication, "write", write)
    with pytest.raises(EditionEntreTempsError):
        restore(region, 3, "a", "retour", NOW)
    assert [each.numero for each in list_manifestes(region)] == [6, 5, 4, 3]
    assert read_moment(region).guichets[0].sigle == "AUTRE"


def damage(region, numero: int, name: str) -> None:
    path = edition_folder(region, numero) / name
    path.chmod(0o644)
    path.write_text("x")


@pytest.mark.parametrize("damaged", ["guichets.csv", "structures.csv", MANIFESTE])
def test_damaged_last_edition_closes_nothing(region, damaged):
    publish_sigle(region, "PT")
    publish_sigle(region, "PU")
    damage(region, 5, damaged)
    path = region / "guichets.csv"
    path.write_bytes(path.read_bytes().replace(b",PU,", b",MAIN,"))
    preparation = prepared(region, lambda rows: rows[1].update(sigle="TA"))
    lost = [found.params for found in preparation.issues if found.code == "A-EDI-01"]
    assert lost == ([] if damaged == "structures.csv" else [(("numero", 5),)])
    assert preparation.is_valide
    assert not preparation.a_la_main
    manifeste = publish(preparation, "a", "m", NOW, confirme=True).manifeste
    assert (manifeste.numero, "guichets" in manifeste.tables) == (6, True)
    damage(region, 6, damaged)
    path.write_bytes(path.read_bytes().replace(b",MAIN,", b",MAIN2,"))
    assert restore(region, 3, "a", "retour", NOW).manifeste.numero == 8
    assert read_moment(region).guichets[0].sigle == "PLIE"


def test_workbook_of_a_damaged_edition_is_one_whose_base_is_lost(region):
    publish_sigle(region, "PT")
    moment = read_moment(region)
    workbook = classeur(moment, "guichets")
    publish_sigle(region, "PU")
    damage(region, 4, "guichets.csv")
    _, travail = read_fichier(read_moment(region), "guichets", workbook, "retour.xlsx")
    assert (travail.is_base_connue, travail.is_base_perdue) == (False, True)


def test_comparison(region):
    publish_sigle(region, "PT")
    found = compare_moments(read_moment(region, 3), read_moment(region))
    assert list(found.changements) == ["guichets"]
    assert not found.effet
    assert not compare_moments(read_moment(region, 4), read_moment(region)).changements


@pytest.mark.parametrize("nom", ["guichets", "typologies", "heures", "structures"])
def test_workbook_comes_back_as_it_left_and_says_its_base(region, nom):
    moment = read_moment(region)
    _, travail = read_fichier(moment, nom, classeur(moment, nom), "retour.xlsx")
    assert travail.is_base_connue
    assert travail.base is moment.tables[nom]
    assert not prepare(moment, travail.table, travail.base, annee=ANNEE).changements


def test_old_workbook_does_not_undo_what_others_published(region):
    """Two weeks in somebody's mailbox: what was published meanwhile stays."""
    workbook = classeur(read_moment(region), "guichets")
    publish_sigle(region, "PT")
    moment = read_moment(region)
    _, travail = read_fichier(moment, "guichets", workbook, "retour.xlsx")
    assert travail.is_base_connue
    assert not prepare(moment, travail.table, travail.base, annee=ANNEE).changements


def test_model_is_empty(region):
    moment = read_moment(region)
    _, travail = read_fichier(moment, "guichets", modele(moment, "guichets"), "modele.xlsx")
    assert not travail.table.lines
