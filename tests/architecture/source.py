"""Reading the source of the project, for the tests that hold it to its rules."""

import ast
from pathlib import Path

from tests.serveur import ROOT


def modules(*places: str) -> dict[str, ast.Module]:
    """Syntax tree of each Python file found there, by its path; it is an error that a place holds none."""
    found: dict[str, ast.Module] = {}
    for place in places:
        path = ROOT / place
        paths = [path] if path.is_file() else sorted(path.rglob("*.py"))
        assert paths, f"no Python file in {place}: was it renamed?"
        found |= {each.relative_to(ROOT).as_posix(): ast.parse(each.read_text(encoding="utf-8")) for each in paths}
    return found


def imported(tree: ast.Module) -> set[str]:
    """Full names of what a module imports, wherever in the file: modules, and what is taken from them."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def imported_to_run(tree: ast.Module) -> set[tuple[str, str]]:
    """Module and name of what a module imports, inside its functions too, but for what only types need."""
    found: set[tuple[str, str]] = set()
    todo: list[ast.AST] = [tree]
    for node in todo:
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {(node.module, alias.name) for alias in node.names}
        elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            todo += ast.iter_child_nodes(node)
    return found


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def strings(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and text of every string, those of f-strings included, without the documentation strings."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    # A string alone on its line documents the constant above it.
    documentation |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
    ]


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def paths(pattern: str) -> list[Path]:
    """Files matching a pattern; it is an error that there is none."""
    found = sorted(ROOT.glob(pattern))
    assert found, f"nothing matches {pattern}"
    return found
