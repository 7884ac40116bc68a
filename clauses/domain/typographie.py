"""French typography: curly apostrophes, no-break spaces of punctuation, units, dates and thousands.

Sentences of the source hold plain spaces, so that a search finds them.
"""

import re

NARROW = "\u202f"
NO_BREAK = "\u00a0"

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?!\d)")
_UNITS = re.compile(r"(?<=\d) (?=(?:€|h|km|km²|ETP|ko|Mo)(?!\w))|(?<=\b[nN]°) ")
_DATES = re.compile(rf"\b(?:\d\d?|1er) (?:{'|'.join(MOIS)})\b(?: (?=\d{{4}}\b))?")


def typographic(text: str) -> str:
    r"""Curly apostrophes and the no-break spaces of French punctuation and numbers, as the interface writes them.

    >>> typographic("L'achat : « oui » ; non ?")
    'L’achat\xa0: «\xa0oui\xa0»\u202f; non\u202f?'
    >>> typographic("En 2016 600 000 h, 42 % ; 04 67 46 47 48, le 31 mai 2016, n° 3")
    'En 2016 600\u202f000\xa0h, 42\u202f%\u202f; 04 67 46 47 48, le 31\xa0mai\xa02016, n°\xa03'
    """
    # An apostrophe escaped for Markdown loses its escape with its shape.
    text = text.replace("\\'", "'").replace("'", "’")
    text = _THOUSANDS.sub(lambda match: match[0].replace(" ", NARROW), text)
    text = _DATES.sub(lambda match: match[0].replace(" ", NO_BREAK), text)
    text = _UNITS.sub(NO_BREAK, text).replace(" %", f"{NARROW}%")
    for mark in (";", "!", "?"):
        text = text.replace(f" {mark}", f"{NARROW}{mark}")
    return text.replace(" :", f"{NO_BREAK}:").replace("« ", f"«{NO_BREAK}").replace(" »", f"{NO_BREAK}»")
