"""Front matter of the contents; errors are reported by key and line."""

import pytest

from clauses.domain.contenus import Contenus, Terme, Texte
from clauses.domain.contenus.glossaire import build_glossaire
from clauses.domain.contenus.legifrance import article_address
from clauses.domain.contenus.pages import build_outil, build_page, build_retour

OUTIL = {"titre": "T", "resume": "R", "verifie_le": "2026-11-24"}
RETOUR = {"titre": "T", "lieu": "L", "porteur": "P", "source": "S"}


def texte(tete: dict, corps: str = "") -> Texte:
    return Texte("essai", "essai.md", tete, {(name,): rank for rank, name in enumerate(tete, 2)}, corps)


def codes(issues) -> list[tuple[str, str | None, int | None]]:
    return [(each.code, each.column, each.line) for each in issues]


def test_a_page_and_its_day():
    page, issues = build_page(texte({"titre": "T", "maj_le": "2026-11-24"}, "Corps"))
    assert not issues
    assert (page.slug, page.titre, page.corps, str(page.maj_le)) == ("essai", "T", "Corps", "2026-11-24")


@pytest.mark.parametrize(
    ("tete", "found"),
    [
        ({}, [("E-COL-12", "titre", None)]),
        ({"titre": ""}, [("E-COL-12", "titre", 2)]),
        ({"titre": ["a"]}, [("E-COL-13", "titre", 2)]),
        ({"titre": "T", "maj_le": "hier"}, [("E-COL-13", "maj_le", 3)]),
        ({"titre": "T", "maj": "x"}, [("E-COL-11", "maj", 3)]),
    ],
)
def test_what_is_wrong_in_a_head(tete, found):
    assert codes(build_page(texte(tete))[1]) == found


def test_a_key_that_is_misspelt_is_guessed():
    (found,) = build_outil(texte({**OUTIL, "reference": []}))[1]
    assert "references" in found.message


@pytest.mark.parametrize(
    ("record", "kept"),
    [
        ({"article": "A", "objet": "O", "adresse": "https://a.example"}, 1),
        ({"article": "Code d'essai, article L1-2", "objet": "O"}, 1),
        ({"article": "A", "objet": "O", "adresse": "javascript:alert(1)"}, 0),
        ({"article": "A", "objet": "O"}, 0),
        ({"article": "A", "objet": "O", "adresse": "https://a.example", "autre": "x"}, 0),
        ({"article": "A"}, 0),
        ("A", 0),
    ],
)
def test_references(record, kept):
    page, issues = build_outil(texte({**OUTIL, "references": [record]}))
    assert len(page.references) == kept
    assert len(issues) == 1 - kept


def test_an_experience():
    lists = {"chiffres": [{"valeur": "5", "libelle": "x"}], "temoins": ["un élu"], "guichets": "g1"}
    retour, issues = build_retour(texte({**RETOUR, "territoire": "DEP:34", "dit_le": "2016-05-31", **lists}))
    assert not issues
    assert (retour.territoire, retour.temoins, retour.guichets) == ("DEP:34", ("un élu",), ("g1",))
    assert retour.chiffres[0].valeur == "5"


@pytest.mark.parametrize(
    "wrong", [{"territoire": "Hérault"}, {"chiffres": ["5 %"]}, {"temoins": [{"nom": "x"}]}, {"dit_le": "2016"}]
)
def test_a_value_that_does_not_do_is_left_out_and_said(wrong):
    retour, issues = build_retour(texte({**RETOUR, **wrong}))
    assert [each.code for each in issues] == ["E-COL-13"]
    assert retour.titre == "T"


GLOSSAIRE = """Introduction ignorée.

## QPV

Aussi : quartier prioritaire, quartiers prioritaires

Un quartier choisi.

Davantage
sur deux lignes.

Source : Loi — https://a.example

## Avéré / à confirmer

Établi ou non.

Source : Code d'essai, article R98-1
"""


def test_terms_in_alphabetical_order():
    (first, second), issues = build_glossaire(texte({}, GLOSSAIRE))
    assert not issues
    source = "Code d'essai, article R98-1"
    assert first == Terme("Avéré / à confirmer", (), "Établi ou non.", "", source, article_address(source))
    assert second == Terme(
        "QPV", ("quartier prioritaire", "quartiers prioritaires"), "Un quartier choisi.", "Davantage sur deux lignes.",
        "Loi", "https://a.example",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("corps", "code", "line"),
    [
        ("## Vide\n", "E-CON-02", 1),
        (f"## Long\n\n{'x' * 241}", "E-CON-02", 1),
        ("## A\n\nAussi : a b\n\nUn.\n\n## B\n\nAussi : a b\n\nDeux.", "E-CON-03", 7),
        ("## A\n\nUn.\n\n## A\n\nDeux.", "E-CON-03", 5),
    ],
)
def test_what_is_wrong_in_a_glossary(corps, code, line):
    assert [(each.code, each.line) for each in build_glossaire(texte({}, corps))[1]] == [(code, line)]


def test_forms_by_first_word_the_longest_first():
    contenus = Contenus(glossaire=(Terme("Lot", ("lot d'un marché",), "d"),))
    assert [form for form, _ in contenus.lexique["lot"]] == ["lot d’un marché", "Lot"]
