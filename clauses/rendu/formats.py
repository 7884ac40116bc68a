"""Numbers, dates and plurals as they are written in French; the only place that formats them."""

import re
from datetime import date, datetime

from clauses.domain.typographie import MOIS, NARROW, NO_BREAK, typographic


def number(value: float, decimals: int = 0) -> str:
    """Thousands apart, decimal comma.

    >>> number(600000), number(5.5, 1), number(-0.2)
    ('600\u202f000', '5,5', '0')
    """
    return f"{value:z,.{decimals}f}".replace(",", NARROW).replace(".", ",")


def decimals_of(value: float, most: int) -> int:
    """Number of decimals that a number needs, ``most`` at most.

    >>> decimals_of(30.0, 2), decimals_of(44.9, 2), decimals_of(6.666, 2)
    (0, 1, 2)
    """
    return next((places for places in range(most) if round(value, places) == round(value, most)), most)


def figure(value: float) -> str:
    """A number with as many decimals as it needs, two at most.

    >>> figure(44.9), figure(30.0), figure(6.666), figure(1200)
    ('44,9', '30', '6,67', '1\u202f200')
    """
    return number(value, decimals_of(value, 2))


def percent(share: float, decimals: int = 1, *, trim: bool = False) -> str:
    """A share (1 is the whole) as a percentage; never rounds a part to nothing or to everything.

    ``trim`` leaves out trailing zeros.

    >>> percent(0.382), percent(0.0001), percent(0.9999), percent(1), percent(0)
    ('38,2\u202f%', 'moins de 0,1\u202f%', 'plus de 99,9\u202f%', '100\u202f%', '0\u202f%')
    >>> percent(0.41), percent(0.41, trim=True), percent(1.012)
    ('41,0\u202f%', '41\u202f%', '101,2\u202f%')
    """
    step = 10**-decimals / 100
    if 0 < share < step:
        return f"moins de {number(step * 100, decimals)}{NARROW}%"
    if 1 - step < share < 1:
        return f"plus de {number((1 - step) * 100, decimals)}{NARROW}%"
    places = decimals_of(share * 100, decimals) if trim or share in (0, 1) else decimals
    return f"{number(share * 100, places)}{NARROW}%"


def count(value: int, singular: str, plural: str | None = None) -> str:
    r"""A number and its noun; in French the plural begins at two.

    >>> count(1, "commune"), count(4446, "commune"), count(0, "cheval", "chevaux")
    ('1\xa0commune', '4\u202f446\xa0communes', '0\xa0cheval')
    """
    noun = singular if abs(value) < 2 else (plural or f"{singular}s")
    return f"{number(value)}{NO_BREAK}{noun}"


def day(value: date) -> str:
    r"""A date in full.

    >>> day(date(2026, 3, 1))
    '1er\xa0mars\xa02026'
    """
    first = "1er" if value.day == 1 else str(value.day)
    return NO_BREAK.join((first, MOIS[value.month - 1], str(value.year)))


def moment(value: datetime) -> str:
    r"""A moment in words, in the hour of its own offset.

    >>> moment(datetime(2031, 5, 1, 9, 5)).replace("\u202f", " ").replace("\xa0", " ")
    '1er mai 2031 à 9 h 05'
    """
    return f"{day(value.date())} à {value.hour}{NARROW}h{NARROW}{value.minute:02}"


def de(name: str) -> str:
    """« de » before a proper name, elided before a vowel, contracted with its article.

    >>> de("Toulouse"), de("Albi"), de("Le Vigan"), de("Les Matelles"), de("L'Union")
    ('de Toulouse', 'd’Albi', 'du Vigan', 'des Matelles', 'de L’Union')
    """
    return _with_article("de", "du", "des", name)


def of_departement(name: str, article: str) -> str:
    """« de » before the name of a département, whose article is apart; without one, as before any other name.

    >>> of_departement("Hérault", "L'"), of_departement("Gard", "Le"), of_departement("Landes", "Les")
    ('de l’Hérault', 'du Gard', 'des Landes')
    >>> of_departement("Lozère", "La"), of_departement("Essai", "")
    ('de la Lozère', 'd’Essai')
    """
    if article in ("La", "L'"):
        return typographic(f"de {article.lower()}{' ' if article == 'La' else ''}{name}")
    return de(f"{article} {name}" if article else name)


def a(name: str) -> str:
    """« à » before a place.

    >>> a("Toulouse"), a("Le Vigan"), a("Les Matelles")
    ('à Toulouse', 'au Vigan', 'aux Matelles')
    """
    return _with_article("à", "au", "aux", name)


def unmarked(text: str) -> str:
    r"""A text from data where Streamlit reads Markdown (labels, titles, messages): shown as written, never obeyed.

    >>> unmarked("![x](http://a.b)  *c*")
    '\\!\\[x\\]\\(http\\:\\/\\/a\\.b\\) \\*c\\*'
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", re.sub(r"[ \t\n\r\f\v]+", " ", text.strip()))


def unlinked(text: str) -> str:
    r"""A text from data whose addresses Streamlit would make links of, even escaped: an unseen sign keeps them text.

    >>> unlinked("https://a.example, www.b.example, c@d.example")
    'https://\u2060a.example, www\u2060.b.example, c@\u2060d.example'
    """
    return re.sub("(://|@|www(?=[.]))", "\\1\u2060", text)


def _with_article(plain: str, masculine: str, plural: str, name: str) -> str:
    name = typographic(name)
    if name.startswith("Le "):
        return f"{masculine} {name[3:]}"
    if name.startswith("Les "):
        return f"{plural} {name[4:]}"
    if plain == "de" and name[:1].lower() in "aeiouyàâéèêëîïôûüœhæ":
        return f"d’{name}"
    return f"{plain} {name}"
