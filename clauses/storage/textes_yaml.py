"""YAML written by hand: every value is text, each key has its line, errors are in French."""

import yaml

Place = tuple[str, ...]
"""A key, with those that hold it."""

_REASONS = {
    "found character '\\t'": "une tabulation sert de retrait, des espaces sont attendus",
    "found character": "une valeur commence par un signe réservé, des guillemets sont attendus",
    "mapping values are not allowed": "un deux-points est de trop, ou sa valeur doit être entre guillemets",
    "could not find expected ':'": "il manque un deux-points après une clé",
    "while scanning a quoted scalar": "un guillemet n’est pas refermé",
    "expected <block end>": "le retrait ou les guillemets ne suivent pas ceux des lignes voisines",
    "expected ',' or": "un crochet ou une accolade n’est pas refermé",
    "expected a single document": "une seule correspondance est attendue par fichier",
    "alias": "une valeur commence par un astérisque, des guillemets sont attendus",
}
"""Messages of the parser, and their French."""

_FROM_THE_START = ("while scanning a quoted scalar", "while scanning a simple key")
"""Slips that the parser sees further on than they are."""


class YamlError(ValueError):
    """A document that cannot be read: the code of its issue, its line, the parameters of the sentence."""

    def __init__(self, code: str, line: int | None, **params: str) -> None:
        self.code, self.line, self.params = code, line, params
        super().__init__(code, line)


def parse_yaml(text: str) -> tuple[object, dict[Place, int]]:
    r"""Texts, lists and mappings of a YAML document, and the line of each key.

    Everything is text: « 09 » keeps its zero, « oui » and « 2024 » stay words.

    Raises
    ------
    YamlError
        At the first slip, or at a key written twice (YAML itself would keep the last one).

    >>> parse_yaml("table: heures\nfixes:\n  comparable: oui")
    ({'table': 'heures', 'fixes': {'comparable': 'oui'}}, {('table',): 1, ('fixes',): 2, ('fixes', 'comparable'): 3})
    """
    lines: dict[Place, int] = {}
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        return ({} if node is None else _plain(node, (), lines, set())), lines
    except yaml.MarkedYAMLError as error:
        raise _explained(error) from error
    except yaml.YAMLError as error:
        raise YamlError("E-FIC-11", None, raison="un caractère de commande s’y trouve") from error
    except RecursionError as error:
        raise YamlError("E-FIC-11", None, raison="trop de retraits emboîtés") from error


def _plain(node: yaml.Node, place: Place, lines: dict[Place, int], seen: set[int]) -> object:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return _whole(node.value)
    # A node met again is an alias: a few of them, one in another, would make billions of values.
    if id(node) in seen:
        raise YamlError("E-FIC-11", line, raison="les renvois d’une valeur à une autre ne sont pas acceptés")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, place, lines, seen) for each in node.value]
    assert isinstance(node, yaml.MappingNode)
    values: dict[str, object] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise YamlError("E-FIC-11", line, raison="une clé doit être un mot")
        if key.value in values:
            raise YamlError("E-COL-17", line, cle=key.value)
        lines.setdefault((*place, key.value), line)
        values[key.value] = _plain(value, (*place, key.value), lines, seen)
    return values


def _whole(text: str) -> str:
    r"""A text that can be written in UTF-8: « \ud83d\ude00 » makes one character, half of one is replaced.

    >>> _whole("a\ud83d\ude00"), _whole("a\ud83d")
    ('a😀', 'a�')
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _explained(error: yaml.MarkedYAMLError) -> YamlError:
    said = f"{error.context or ''} {error.problem or ''}"
    reason = next((words for sign, words in _REASONS.items() if sign in said), "son écriture n’est pas comprise")
    from_start = any(sign in said for sign in _FROM_THE_START)
    mark = (error.context_mark if from_start else None) or error.problem_mark or error.context_mark
    return YamlError("E-FIC-11", mark.line + 1 if mark else None, raison=reason)
