"""Strength of a new password: long enough, and not among the first that somebody would try (NIST SP 800-63B, ANSSI).

zxcvbn estimates in how many tries it would be found, from lists of known passwords, words, names, rows of the keyboard,
repetitions and dates. It knows English: what goes without saying here, and the name of the person, are taken out first.
"""

import re
import unicodedata
from enum import Enum

SHORTEST = 12
LONGEST = 1024

# What a day of attack is limited to (`clauses.storage.essais`) leaves a password of this strength to the centuries; it
# also holds for some time against somebody who has the hashes.
_FACILE = 10**8
# The estimate takes a time that grows with the square of the length.
_ESTIME = 72
# Characters that must be left without the words that anybody would try.
_RESTE = 8

_FAMILIERS = (
    *("motdepasse", "mot de passe", "mot2passe", "soleil", "bonjour", "bienvenue", "administrateur", "france"),
    *("&e\"'(-e_ca", "azertyuiop", "qsdfghjklm", "wxcvbn", "azerty", "qsdfgh", "123456789"),
    *("atlas", "clause", "clauses", "sociale", "sociales", "clausesociale", "insertion", "occitanie", "guichet"),
    *("toulouse", "montpellier", "nimes", "perpignan", "region", "departement"),
)


class Faiblesse(Enum):
    """Why a password is refused."""

    LONGUEUR = "longueur"
    PERSONNE = "personne"
    SUITE = "suite"
    CONNU = "connu"


def weakness(mot_de_passe: str, identifiant: str, nom: str) -> Faiblesse | None:
    """Why a password would not do for this person, or ``None``.

    >>> weakness("prenom.nom123", "prenom.nom", "Prénom Nom"), weakness("aaaaaaaaaaaa", "lea", "Léa")
    (<Faiblesse.PERSONNE: 'personne'>, <Faiblesse.SUITE: 'suite'>)
    >>> weakness("trois cerises sous la pluie", "lea", "Léa")
    """
    if not SHORTEST <= len(mot_de_passe) <= LONGEST:
        return Faiblesse.LONGUEUR
    plain = _plain(mot_de_passe)
    pieces = [identifiant, nom, *re.split(r"[\W_]+", f"{identifiant} {nom}")]
    personne = sorted({_plain(each) for each in pieces if len(each) > 2})
    if _is_made_of(personne, plain):
        return Faiblesse.PERSONNE
    if _is_made_of([*personne, *_FAMILIERS], plain):
        return Faiblesse.CONNU
    # Loaded only by who chooses a password: its lists are long.
    from zxcvbn import zxcvbn

    found = zxcvbn(plain[:_ESTIME])
    if found["guesses"] >= _FACILE:
        return None
    largest = max(found["sequence"], key=lambda part: (part["pattern"] != "bruteforce", len(part["token"])))
    return Faiblesse.CONNU if largest["pattern"] in ("dictionary", "bruteforce") else Faiblesse.SUITE


def _is_made_of(words: list[str], plain: str) -> bool:
    """True if little is left of a password once these words are taken out of it."""
    rest = re.sub("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "$", "", plain)
    return rest != plain and len(rest) < _RESTE


def _plain(text: str) -> str:
    """Lower case without accents, which add little to a word."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))
