"""French typography: plain spaces in the source, no-break spaces and curly apostrophes on screen."""

import html
import importlib
import re

import pytest

from clauses.domain.typographie import typographic
from clauses.rendu.html import environment
from clauses.rendu.mots import editions
from tests.architecture.source import modules, paths, strings
from tests.serveur import ROOT

TEXTS = modules("clauses/rendu/mots")
FOLDERS = ("rendu", "autonome", "web")
TEMPLATES = [path.relative_to(ROOT).as_posix() for name in FOLDERS for path in paths(f"clauses/{name}/**/*.html")]
# A mark stuck to the word before it; « 12:30 » and addresses are not concerned.
STUCK = re.compile(r"[^\W\d][;!?»]|[^\W\d]:(\s|$)|«\w|\.\.\.")
NO_BREAK_SPACES = re.compile("[\u00a0\u202f]")
# The patterns that read these spaces in data have no word.
WORD = re.compile(r"[^\W\d_]{3}")
FACES = ("clauses/ui", "clauses/web", "clauses/autonome", "pages", "app.py")
# An accented letter, or a word that English and code do not have, beside another word.
FRENCH = re.compile(
    r"[à-öø-ÿœ«»]|\b(?:au|aucune?|aux|avec|cet|cette|ces|dans|depuis|des|du|elle|est|et|il|inconnue?|la|le|les|leur|mais|ne|nos|"
    r"notre|ou|par|pas|pour|puis|que|qui|sans|ses|sont|sur|un|une|votre|vos|vous|[cdjlmnqs]’\w+)\b",
    re.IGNORECASE,
)
FRENCH_OF_FACES = {
    "clauses/web/traductions.py": "each sentence stands beside the English one of Streamlit that it replaces",
    "clauses/autonome/page.py": "the meta tag by which an export recognises its own folder, shown to nobody",
}
"""Modules of the faces that hold French all the same, with the reason."""


def faults(text: str) -> str:
    """Fault that typography cannot mend (straight apostrophe, mark without its space), or nothing."""
    return text if "'" in text or STUCK.search(text) else ""


def test_words_are_written_right():
    found = [(path, line, value) for path, tree in TEXTS.items() for line, value in strings(tree)]
    assert len(found) > 200
    wrong = [f"{path}:{line}: {value!r}" for path, line, value in found if faults(value)]
    assert not wrong, "\n".join(wrong)


def test_sentences_have_plain_spaces():
    escaped = [
        f"{path}:{line}: {value!r}"
        for path, tree in modules("clauses").items()
        for line, value in strings(tree)
        if NO_BREAK_SPACES.search(value) and WORD.search(value)
    ]
    assert not escaped, "a search would not find these:\n" + "\n".join(escaped)


def test_no_sentence_names_a_setting():
    """S6, S46: readers were asked to set CLAUSES_ADRESSE and CLAUSES_EMBARQUER_DANS.

    What is told to those who run the program takes the name as a value.
    """
    named = [f"{path}:{line}" for path, tree in TEXTS.items() for line, value in strings(tree) if "CLAUSES_" in value]
    assert not named


def is_french(text: str) -> bool:
    """True for French of two words or more; a word alone is a name, more often than not."""
    return " " in text.strip() and FRENCH.search(text) is not None


def test_faces_hold_no_sentence():
    found = {
        path: [f"{path}:{line}: {value!r}" for line, value in strings(tree) if is_french(value)]
        for path, tree in modules(*FACES).items()
    }
    wrong = [place for path, places in found.items() if path not in FRENCH_OF_FACES for place in places]
    assert not wrong, "to be moved to clauses/rendu/mots:\n" + "\n".join(wrong)
    assert all(found[path] for path in FRENCH_OF_FACES), "an exception that is no longer one"


def leaves(value: object) -> list[str]:
    """Texts of a constant."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in leaves(each)]
    if isinstance(value, tuple | list):
        return [text for each in value for text in leaves(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("path", [path for path in TEXTS if not path.endswith("__init__.py")])
def test_words_leave_their_module_typeset(path: str):
    module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    texts = [text for name, value in vars(module).items() if not name.startswith("__") for text in leaves(value)]
    assert texts
    assert not [text for text in texts if typographic(text) != text]


def test_what_functions_of_words_return_is_typeset():
    assert editions.name(3, "hier") == "N°\u00a03, hier"


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


def test_templates_are_typeset_outside_of_tags_and_styles():
    template = environment(ROOT).from_string(
        '<style>a { font-weight: 200 900; }</style><a title="{{ x }}" data-b="1 ; 2">Note : {{ x }}</a> « oui » ?'
    )
    assert template.render(x="Et ?") == (
        '<style>a { font-weight: 200 900; }</style><a title="Et\u202f?" data-b="1 ; 2">Note\u00a0: Et\u202f?</a> '
        "«\u00a0oui\u00a0»\u202f?"
    )


def test_some_template_has_words():
    assert any("Bon à savoir" in displayed((ROOT / path).read_text(encoding="utf-8")) for path in TEMPLATES)


@pytest.mark.parametrize("text", ["l'achat", "Qui?", "Note: oui", "«oui»", "Attendez..."])
def test_faults_are_seen(text: str):
    assert faults(text)


@pytest.mark.parametrize("text", ["l’achat", "Qui ?", "Note : oui", "« oui »", "https://a.example", "12:30"])
def test_right_texts_pass(text: str):
    assert not faults(text)


@pytest.mark.parametrize("text", ["guichet inconnu", "Trop lourd : 10 Mo au plus.", " contient déjà ", "l’achat pur"])
def test_french_is_seen(text: str):
    assert is_french(text)


@pytest.mark.parametrize("text", ["département", "The data cannot be read.", "public, max-age=60", '<html lang="fr">'])
def test_code_and_english_are_not_french(text: str):
    assert not is_french(text)
