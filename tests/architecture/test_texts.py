"""French typography of what is displayed: apostrophes, no-break spaces, quotes."""

import html
import re

import pytest

from clauses.rendu.formats import typographic
from tests.architecture.source import modules, paths, strings
from tests.serveur import ROOT

TEXTS = ("clauses/rendu/mots",)
FOLDERS = ("rendu", "autonome", "web")
TEMPLATES = [path.relative_to(ROOT).as_posix() for name in FOLDERS for path in paths(f"clauses/{name}/**/*.html")]
# A mark stuck to the word before it; « 12:30 » and addresses are not concerned.
STUCK = re.compile(r"[^\W\d][;!?»]|[^\W\d]:(\s|$)|«\w|\.\.\.")


def faults(text: str) -> str:
    """What typography would change, or nothing."""
    if typographic(text) != text or STUCK.search(text):
        return text
    return ""


def test_texts_of_the_interface():
    found = [(path, line, value) for path, tree in modules(*TEXTS).items() for line, value in strings(tree)]
    assert len(found) > 200
    wrong = [f"{path}:{line}: {value!r}" for path, line, value in found if faults(value)]
    assert not wrong, "\n".join(wrong)


def displayed(template: str) -> list[str]:
    """Texts and read attributes of a template, without what fills it in."""
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", template, flags=re.DOTALL)
    bare = re.sub(r"\{\{.*?\}\}", "x", bare, flags=re.DOTALL)
    bare = re.sub(r"<style>.*?</style>", "", bare, flags=re.DOTALL)
    attributes = re.findall(r'(?:title|aria-label|alt|placeholder)="([^"]*)"', bare)
    texts = re.split(r"<[^>]*>", bare)
    return [" ".join(re.split(r"[ \n\t]+", html.unescape(text))).strip(" ") for text in attributes + texts]


@pytest.mark.parametrize("path", TEMPLATES)
def test_texts_of_the_templates(path: str):
    found = [text for text in displayed((ROOT / path).read_text(encoding="utf-8")) if text]
    wrong = [text for text in found if faults(text)]
    assert not wrong, "\n".join(wrong)


def test_some_template_has_words():
    assert any("Cherchez votre commune" in displayed((ROOT / path).read_text(encoding="utf-8")) for path in TEMPLATES)


@pytest.mark.parametrize(
    "text", ["l'achat", "Qui ?", "Qui?", "Note : oui", "Note: oui", "« oui »", "«oui»", "Attendez...", "un ; deux"]
)
def test_faults_are_seen(text: str):
    assert faults(text)


@pytest.mark.parametrize(
    "text", ["l’achat", "Qui\u202f?", "Note\u00a0: oui", "«\u00a0oui\u00a0»", "https://a.example", "12:30"]
)
def test_right_texts_pass(text: str):
    assert not faults(text)
