"""Names of organisations written in capitals, put back the way people write them."""

import re

_TEXTE_SMALL = "a au aux avec d dans de des du en et l la le les n ou par pour s sous sur un une"
_SMALL = frozenset(_TEXTE_SMALL.split())
_TEXTE_SIGLES = """
    aci ai ea ei eiti esat etti geiq siae sarl sas sasu eurl sa sci scop scic snc gie ccas cias plie adapei
    apf btp ess unea coorace admr afpa rh iae mjc cfa ime itep esatt ong ulis id sos tzcld za zac zi zae bp cs
    """
_SIGLES = frozenset(_TEXTE_SIGLES.split())
_ELIDED = re.compile(r"\b([dlns])['’ ](?=[aeiouyhàâéèêëîïôùûœæ])", re.IGNORECASE)
_REPEATED = re.compile(r"\b(bis|ter|quater)\b")
"""« 26 bis RUE… »: written in small letters in a street in capitals."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_SHORTEST = 7
"""Letters of a name of one word under which it is taken for an acronym."""


def as_title(name: str) -> str:
    """A name in title case when it is all in capitals; any other as it is.

    >>> as_title("ASSOC POUR INSERTION JEUNES PAR L EMPLOI"), as_title("EURL AIRELLE INTERIM INSERTION")
    ("Assoc pour Insertion Jeunes par l'Emploi", 'EURL Airelle Interim Insertion')
    >>> as_title("APIJE"), as_title("Le Passe Muraille"), as_title("GEIQ BTP 81"), as_title("SAINT-JEAN SERVICES")
    ('APIJE', 'Le Passe Muraille', 'GEIQ BTP 81', 'Saint-Jean Services')
    """
    letters = [char for char in _REPEATED.sub("", name) if char.isalpha()]
    words = _WORD.findall(name)
    if not letters or any(char.islower() for char in letters) or (len(words) == 1 and len(letters) < _SHORTEST):
        return name
    name = _ELIDED.sub(lambda found: f"{found[1]}'", name)
    first = True

    def written(found: re.Match[str]) -> str:
        nonlocal first
        is_first, first = first, False
        return _written(found[0], is_first=is_first)

    return _WORD.sub(written, name)


def _written(word: str, *, is_first: bool) -> str:
    plain = word.lower()
    if _REPEATED.fullmatch(plain):
        return plain
    article, mark, rest = plain.partition("'") if "'" in plain else plain.partition("’")
    if mark and article in _SMALL and rest:
        return f"{article.upper() if is_first else article}{mark}{_written(rest.upper(), is_first=True)}"
    if plain in _SIGLES or not _VOWEL.search(plain):
        # « L » alone is an article whose apostrophe was lost before a consonant, or a letter.
        return word if len(plain) > 1 or is_first else plain
    if plain in _SMALL and not is_first:
        return plain
    return plain[0].upper() + plain[1:]
