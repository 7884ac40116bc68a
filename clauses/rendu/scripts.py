"""ES module bundling: an entry and the modules it imports, joined into one classic script.

A page opened from a folder may load no module (``file://``), and a page of many small files is slow to open over a
network. What this does not understand, it refuses.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parents[2]

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "carte": "static/carte/composant.js",
        "premier": "static/premier/premier.js",
        "presentation": "static/presentation/page.js",
        "entete": "clauses/ui/entete/entete.js",
        "liste": "clauses/ui/liste/liste.js",
        "graphique": "clauses/ui/graphique/graphique.js",
        "recherche": "clauses/ui/recherche/recherche.js",
        "telephone": "clauses/ui/partage/telephone.js",
    }
)
"""Entries of the scripts that pages of the application load, by name; the last are those of our components."""

_MODULES = "atlasModules"
"""The one global: exports of the modules that have run, by path."""

# Statements start their line (oxfmt sees to it): what is indented is no import nor export.
_IMPORT = re.compile(r'^import \{([\w\s,]+)\} from "(\.{1,2}/[\w./-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+)\b)", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_BLANK = re.compile(r"^[ \t]*\n|^[ \t]+", re.MULTILINE)
"""Empty lines and indentation: a sixth of what is sent."""
_LEFT = re.compile(r"^(?:import|export)\b.*|\bimport\s*\(.*|\bimport\.meta\b.*", re.MULTILINE)
_ALIAS = re.compile(r"(\w+)(?: as (\w+))?")


class ScriptError(ValueError):
    """A module that cannot be joined: a cycle, an unknown name, a form of import or export not handled here."""


def list_modules(entry: str) -> list[str]:
    """Paths of an entry and of all it imports, from the root of the project; imported ones first.

    Raises
    ------
    ScriptError
        When modules import each other, or one that does not exist.
    """
    return list(_read_all(entry, (), {}))


def join(entry: str, given: Iterable[str] = ()) -> str:
    """The script of an entry: each module in a function of its own, so that no two names clash.

    ``given``: entries whose scripts have run before in the same page; their modules are not repeated.

    Raises
    ------
    ScriptError
        When a module cannot be joined.
    """
    known = {path for each in given for path in list_modules(each)}
    texts = _read_all(entry, (), {})
    exports = {path: _EXPORT.findall(text) for path, text in texts.items()}
    parts = [_wrap(path, text, exports) for path, text in texts.items() if path not in known]
    return f'((modules) => {{\n"use strict";\n{"".join(parts)}}})((globalThis.{_MODULES} ??= {{}}));\n'


def exports_of(entry: str) -> str:
    """Expression whose value is the exports of an entry, once its script has run."""
    return f'{_MODULES}["{entry}"]'


@cache
def page_script(name: str) -> str:
    """Script of a page of the application, by its name in `PAGES`; made once, as the files come with the program."""
    return join(PAGES[name])


@cache
def page_script_address(name: str) -> str:
    """Address of the script of a page, from the root of the site; it changes with the content."""
    return f"scripts/{name}.js?{hashlib.sha256(page_script(name).encode()).hexdigest()[:12]}"


def _read_all(path: str, above: tuple[str, ...], read: dict[str, str]) -> dict[str, str]:
    """Texts by path, in the order they must run in, comments removed."""
    if path in above:
        raise ScriptError(f"{' → '.join([*above, path])}: modules import each other")
    if path not in read:
        try:
            text = _COMMENT.sub("", (ROOT / path).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise ScriptError(f"{above[-1] if above else 'entry'}: {path} does not exist") from error
        for _, target in _IMPORT.findall(text):
            _read_all(_resolve(path, target), (*above, path), read)
        read[path] = text
    return read


def _resolve(path: str, target: str) -> str:
    resolved = (ROOT / path).parent.joinpath(target).resolve()
    if not resolved.is_relative_to(ROOT):
        raise ScriptError(f"{path}: {target} is outside of the project")
    return resolved.relative_to(ROOT).as_posix()


def _wrap(path: str, text: str, exports: Mapping[str, list[str]]) -> str:
    def bind(found: re.Match[str]) -> str:
        target = _resolve(path, found[2])
        names = []
        for each in filter(None, (name.strip() for name in found[1].split(","))):
            parts = _ALIAS.fullmatch(each)
            if parts is None or parts[1] not in exports[target]:
                raise ScriptError(f"{path}: {each} is not exported by {target}")
            names.append(f"{parts[1]}: {parts[2]}" if parts[2] else parts[1])
        return f'const {{ {", ".join(names)} }} = modules["{target}"];\n'

    body = _EXPORT.sub("", _IMPORT.sub(bind, text))
    if left := _LEFT.search(body):
        raise ScriptError(f"{path}: {left[0]!r} is not handled")
    if any(line.count("`") % 2 for line in body.splitlines()):
        raise ScriptError(f"{path}: a text over several lines would lose its spaces")
    body = _BLANK.sub("", body)
    return f'modules["{path}"] = (() => {{\n{body.strip()}\nreturn {{ {", ".join(exports[path])} }};\n}})();\n'
