import re

import pytest

from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import parse
from clauses.domain.structures import Structure
from clauses.rendu.vcard import LONGEST_LINE, to_vcard
from tests.donnees.hostile import CELLS

PROPERTIES = {
    "BEGIN", "VERSION", "UID", "FN", "N", "ORG", "X-ABShowAs", "TEL", "EMAIL", "URL", "ADR", "CATEGORIES", "NOTE",
    "END",
}  # fmt: skip


def cards(content: bytes) -> list[dict[str, str]]:
    """Properties of each card, unfolded and still escaped; any malformed line is an error."""
    assert content.endswith(b"\r\n")
    lines = content.decode().removesuffix("\r\n").split("\r\n")
    assert not [line for line in lines if re.search(r"[\r\n]", line)]
    unfolded: list[str] = []
    for line in lines:
        if line.startswith(" "):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    found: list[dict[str, str]] = []
    for line in unfolded:
        name, separator, value = line.partition(":")
        assert separator
        name = name.partition(";")[0]
        if name == "BEGIN":
            found.append({})
        assert name not in found[-1], "twice the same property"
        found[-1][name] = value
    assert all(card["BEGIN"] == card["END"] == "VCARD" and card["VERSION"] == "3.0" for card in found)
    return found


def split(value: str, separator: str) -> list[str]:
    """Parts of a value, unescaped."""
    parts = re.split(rf"(?<!\\)(?:\\\\)*{separator}", value)
    return [re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], part) for part in parts]


def test_a_guichet(moment):
    card, *_ = cards(to_vcard(moment.guichets[:1], moment.territoires))
    assert card["FN"] == card["ORG"] == "PLIE de Testville"
    assert (card["N"], card["X-ABShowAs"]) == (";;;;", "COMPANY")
    assert (card["TEL"], card["EMAIL"]) == ("05 61 00 00 00", "contact@testville.example")
    assert card["URL"] == "https://plie.testville.example/clauses"
    assert split(card["ADR"], ";") == ["", "", "1 place de l'Essai", "Testville", "", "09000", "France"]
    assert split(card["NOTE"], ";")[0].startswith(
        "Guichet. Territoire\u00a0: Testville Agglo. Standard de la communauté de communes, relevé en 2019\u00a0"
        ": demandez les clauses d’insertion. Constaté en 2024."
    )
    assert "Source\u00a0: Rapport d'essai 2024 \\; https://testville.example/rapport" in card["NOTE"]


def test_an_unproven_guichet_of_some_buyers_says_so(moment):
    unproven = Guichet("g", "Essai", statut="a_confirmer", donneurs_ordre=("bailleurs",), remarque="À vérifier")
    (card,) = cards(to_vcard([unproven], moment.territoires))
    assert card["NOTE"] == (
        "Guichet (existe peut-être\u00a0: à vérifier). "
        "Certains acheteurs seulement\u00a0: Bailleurs sociaux. À vérifier. Constat non daté."
    )
    assert not card.keys() & {"TEL", "EMAIL", "URL", "ADR"}


def test_an_address_that_cannot_be_cut_is_kept_whole(moment):
    (card,) = cards(to_vcard([Structure("s", "Essai", commune="09001", adresse="2 rue du Test")], moment.territoires))
    assert split(card["ADR"], ";") == ["", "", "2 rue du Test", "Testville", "", "", "France"]


def test_a_structure_has_its_type(moment):
    types = [card["CATEGORIES"] for card in cards(to_vcard(moment.structures, moment.territoires))]
    assert types == ["Insertion,Entreprise d’insertion", "Insertion,Atelier ou chantier d’insertion", "Insertion"]


def test_a_card_keeps_its_identifier(moment):
    entries = [*moment.guichets, *moment.structures]
    first, second = (cards(to_vcard(each, moment.territoires)) for each in (entries, reversed(entries)))
    identifiers = [card["UID"] for card in first]
    assert len(set(identifiers)) == len(entries)
    assert all(identifier.startswith("urn:uuid:") for identifier in identifiers)
    assert {card["UID"]: card for card in first} == {card["UID"]: card for card in second}
    renamed = cards(to_vcard([Guichet(entries[0].id, "Autre nom")], moment.territoires))
    assert renamed[0]["UID"] == identifiers[0]


def test_nobody_gives_an_empty_file(moment):
    assert to_vcard([], moment.territoires) == b""


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
def test_hostile_cells_stay_in_their_place(moment, cell):
    guichet = Guichet(
        "g", cell, perimetre=parse("DEP:09"), donneurs_ordre=(cell,), adresse=cell, telephone=cell, courriel=cell,
        site=cell, remarque=cell, source=(cell,),
    )  # fmt: skip
    structure = Structure("s", cell, type=cell, commune=cell, adresse=cell, secteurs=(cell,), source=(cell,))
    content = to_vcard([guichet, structure], moment.territoires)
    assert all(len(line) <= LONGEST_LINE for line in content.split(b"\r\n"))
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", content.decode())
    found = cards(content)
    assert len(found) == 2
    for card in found:
        assert card.keys() <= PROPERTIES
        (name,) = split(card["FN"], ";")
        assert name == cell.replace("\r\n", "\n").replace("\x00", "")
        assert len(split(card["ADR"], ";")) == 7
        assert "URL" not in card


@pytest.mark.parametrize("site", ["javascript:alert(1)", "ftp://a.example", "a.example", "//a.example", "https://a b"])
def test_only_web_addresses_become_links(moment, site):
    assert b"URL" not in to_vcard([Guichet("g", "Essai", site=site)], moment.territoires)
