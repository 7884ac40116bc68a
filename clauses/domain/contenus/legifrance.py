"""Légifrance: the official address of an article of a code, from the words that cite it."""

import re

_SEARCH = "https://www.legifrance.gouv.fr/search/code?tab_selection=code&searchField=NUM_ARTICLE&query="
_CITED = re.compile(r"Code [^,]+, articles? ([LRD]\d+(?:-\d+)*)\b")


def article_address(cited: str) -> str:
    """Address of the first article that a reference cites; empty when it cites none of a code.

    The number is looked up: it leads to the version in force, while an identifier of Légifrance names one dated
    version, which grows old in silence.

    >>> article_address("Code du travail, articles L5132-15 et L5132-15-1")
    'https://www.legifrance.gouv.fr/search/code?tab_selection=code&searchField=NUM_ARTICLE&query=L5132-15'
    >>> article_address("Loi n° 2014-856, article 1er")
    ''
    """
    found = _CITED.match(cited)
    return _SEARCH + found[1] if found else ""
