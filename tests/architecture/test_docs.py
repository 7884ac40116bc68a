"""Documentation that fails when it is stale."""

import ast
import re

import pytest

from clauses.domain.statut import STATUTS
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.schemas import read_schemas
from tests.architecture.source import modules, paths, strings, text
from tests.serveur import ROOT

TARGETS = re.findall(r"^([a-z0-9-]+):", text("Makefile"), flags=re.MULTILINE)
# Prerequisites, which nobody asks for by name.
INNER = {"chromium", "systeme"}
TERMS = (
    "Guichet",
    "Typologie",
    "Perimetre",
    "Couverture",
    "Statut",
    "Zone",
    "Selection",
    "Territoires",
    "Issue",
    "Fiche",
    "Histoire",
    "Chiffre",
    "Lot",
    "Coefficient",
    "Annuaire",
    "Entree",
    "Criteres",
    "Contenus",
    "Retour",
    "Terme",
    "Liens",
)


@pytest.mark.parametrize("target", sorted(set(TARGETS) - INNER))
def test_make_target_has_its_help_and_its_word_in_the_readme(target: str):
    assert re.search(rf"^{target}:.*## \S", text("Makefile"), flags=re.MULTILINE)
    assert f"make {target}" in text("README.md")


def test_targets_that_people_know_exist():
    assert {"run", "test", "check", "e2e", "geo", "bench", "help"} <= set(TARGETS)


@pytest.mark.parametrize("term", TERMS)
def test_term_of_the_domain_is_in_the_glossary(term: str):
    classes = {
        node.name
        for tree in modules("clauses/domain").values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    assert term in classes, "the glossary speaks of something that is gone"
    assert f"`{term}`" in text("docs/glossaire.md")


@pytest.mark.parametrize("statut", STATUTS)
def test_status_is_in_the_glossary(statut):
    assert f"`{statut.value}`" in text("docs/glossaire.md")


def test_settings_are_in_the_readme():
    names = {
        value
        for tree in modules("clauses", "app.py").values()
        for _, value in strings(tree)
        if re.fullmatch(r"CLAUSES_[A-Z_]+", value)
    }
    assert "CLAUSES_DATA" in names
    assert not [name for name in names if f"`{name}`" not in text("README.md")]


def test_links_between_documents_lead_somewhere():
    links = 0
    for path in [*paths("*.md"), *paths("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                links += 1
                folder = path.parent
                found = (folder / target).exists() or list(folder.glob(f"{target}*"))
                assert found, f"{path.name}: {target}"
    assert links


GUIDE = text("docs/guide-equipe.md")
NAMED = re.findall(r"\*\*«\s([^»]+?)\s»\*\*", GUIDE)
"""What is on screen, in bold between quotes."""
IMAGES = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", GUIDE)


@pytest.mark.parametrize("words", sorted({" ".join(each.split()) for each in NAMED}))
def test_words_that_the_guide_names_are_on_screen(words: str):
    shown = {
        value
        for name in (
            "equipe",
            "apport",
            "equipe_fichier",
            "apport",
            "equipe_perimetre",
            "fiche",
            "textes",
            "editions",
            "annuaire",
            "editeur",
        )
        for tree in modules(f"clauses/rendu/mots/{name}.py").values()
        for _, value in strings(tree)
    }
    titles = {field.title for schema in read_schemas(SHIPPED_DATA).values() for field in schema.fields}
    assert words.replace("'", "’") in shown | titles


def test_guide_names_its_buttons():
    assert len(NAMED) > 20


@pytest.mark.parametrize("image", IMAGES)
def test_image_of_the_guide_is_there_and_taken_by_the_script(image: str):
    assert (ROOT / "docs" / image).is_file()
    assert f'"{image.rpartition("/")[2].removesuffix(".png")}"' in text("scripts/captures.py")


def test_decisions_are_numbered_and_titled():
    for rank, path in enumerate(paths("docs/adr/*.md"), 1):
        assert path.name.startswith(f"{rank:04d}-")
        assert path.read_text(encoding="utf-8").startswith("# ")


def test_files_to_open_for_a_change_exist():
    rows = re.findall(r"^\| ([^|]+) \| (.+) \|$", text("docs/architecture.md"), flags=re.MULTILINE)[1:]
    named = [path for _, cell in rows for path in re.findall(r"`((?:\w+/)+[\w.*-]*)`", cell)]
    assert len(rows) >= 12
    assert len(named) >= len(rows)
    assert not [path for path in named if not list(ROOT.glob(path))]
