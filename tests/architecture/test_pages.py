"""Page scripts hold the order of the blocks, nothing else."""

import ast

import pytest

from tests.architecture.source import modules, strings, text
from tests.serveur import ROOT

PAGES = modules("pages")
LONGEST = 60
THINKING = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Try, ast.For, ast.While, ast.ListComp,
    ast.DictComp, ast.SetComp, ast.GeneratorExp,
)  # fmt: skip
STATEFUL = {
    "button", "checkbox", "download_button", "feedback", "file_uploader", "form", "form_submit_button", "multiselect",
    "number_input", "pills", "plotly_chart", "radio", "segmented_control", "select_slider", "selectbox", "slider",
    "text_area", "text_input", "toggle", "data_editor", "dataframe", "date_input",
}  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_page_is_thin(path: str):
    assert len(text(path).splitlines()) <= LONGEST
    assert not [ast.unparse(node) for node in ast.walk(PAGES[path]) if isinstance(node, THINKING)]


@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_sentence_of_its_own(path: str):
    assert not [value for _, value in strings(PAGES[path]) if " " in value.strip() or not value.isascii()]


def test_page_says_what_it_is_for():
    for path, tree in PAGES.items():
        assert ast.get_docstring(tree), path


def test_scripts_are_in_folders():
    """Streamlit's old discovery would run a script of `pages/` alone on a cold link, without its guards."""
    assert not list((ROOT / "pages").glob("*.py"))
    assert not (ROOT / "clauses" / "ui" / "pages").exists()


def test_every_widget_has_a_key():
    """Without a key, a widget is known by its label: rewording it, or drawing it twice, would lose its value."""
    calls = [
        (path, node)
        for path, tree in modules("clauses/ui", "pages").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in STATEFUL
        and ast.unparse(node.func.value).startswith("st")
    ]
    assert calls
    assert not [
        f"{path}:{call.lineno}" for path, call in calls if "key" not in {keyword.arg for keyword in call.keywords}
    ]


def test_keys_are_constants_of_one_module():
    for path, tree in modules("clauses/ui", "pages").items():
        literal = [
            node.value.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.keyword) and node.arg == "key" and isinstance(node.value, ast.Constant)
        ]
        assert not literal, f"{path}: {literal}"
