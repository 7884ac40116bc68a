"""Passwords that would be tried among the first are refused, sentences are not."""

import pytest

from clauses.acces.mots_de_passe import LONGEST, SHORTEST, Faiblesse, weakness

WEAK = {
    "onze lettre": Faiblesse.LONGUEUR,
    "x" * (LONGEST + 1): Faiblesse.LONGUEUR,
    "aaaaaaaaaaaa": Faiblesse.SUITE,
    "abcdefghijkl": Faiblesse.SUITE,
    "x" * LONGEST: Faiblesse.SUITE,
    "123456789012": Faiblesse.CONNU,
    "1qaz2wsx3edc": Faiblesse.CONNU,
    "Password1234": Faiblesse.CONNU,
    "motdepasse2026!": Faiblesse.CONNU,
    "azertyuiopqs": Faiblesse.CONNU,
    "&é\"'(-è_çà12": Faiblesse.CONNU,
    "Occitanie2026!": Faiblesse.CONNU,
    "prenom.nom123": Faiblesse.PERSONNE,
    "Nom.Prénom2026": Faiblesse.PERSONNE,
    "PRENOM!NOM!PRENOM": Faiblesse.PERSONNE,
}


@pytest.mark.parametrize(("password", "why"), WEAK.items())
def test_easily_found(password: str, why: Faiblesse):
    """S22: lists of known ones, repetitions, rows of keys, the name of the person."""
    assert weakness(password, "prenom.nom", "Prénom Nom") is why


@pytest.mark.parametrize(
    "password",
    ["un mot de passe assez long", "trois cerises sous la pluie", "prenom.nom adore les cerises", "k7#Vq2!mZx9p"],
)
def test_good_enough(password: str):
    assert len(password) >= SHORTEST
    assert weakness(password, "prenom.nom", "Prénom Nom") is None


def test_person_without_a_usable_name():
    assert weakness("trois cerises sous la pluie", "a", "Ô") is None
