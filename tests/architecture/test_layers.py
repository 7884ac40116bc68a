"""Layering: allowed imports (docs/adr, README « How it is organised »); a failure names the file."""

import ast
import re

import pytest

from tests.architecture.source import imported, imported_to_run, is_within, modules, text

LEVELS = (
    "clauses/domain",
    "clauses/storage",
    "clauses/donnees",
    "clauses/rendu",
    "clauses/diffusion",
    "clauses/impression",
    "clauses/acces",
    "clauses/edition",
    "clauses/autonome",
)
"""From the bottom up: each imports from those before it, and from itself."""

TOPS = ("clauses/ui", "clauses/web", "clauses/cli", "pages", "app.py")
"""Faces of the application: nothing below imports them, nor does one import another."""

GATHERING = {"pages": ("clauses/ui",), "app.py": ("clauses/ui", "clauses/web")}
"""Scripts that Streamlit runs show its screens; where the application starts, faces are put together."""

LIBRARIES = {
    "clauses/domain": ("streamlit", "starlette", "folium", "branca", "plotly", "pathlib", "os", "io", "time", "json"),
    "clauses/storage": ("streamlit", "starlette", "folium", "branca", "plotly"),
    "clauses/donnees": ("streamlit", "starlette", "folium", "branca", "plotly"),
    "clauses/rendu": ("streamlit", "starlette", "clauses.storage"),
    "clauses/diffusion": ("streamlit", "starlette", "folium", "plotly"),
    "clauses/impression": ("streamlit", "starlette", "folium", "plotly", "clauses.storage"),
    "clauses/acces": ("streamlit", "starlette", "folium", "plotly", "pandas"),
    "clauses/edition": ("streamlit", "starlette", "folium", "plotly"),
    "clauses/ui": ("clauses.storage", "starlette"),
    "clauses/autonome": ("streamlit", "starlette", "folium", "plotly"),
    "clauses/cli": ("streamlit", "starlette", "folium", "plotly"),
    "pages": ("pandas", "geopandas", "shapely", "numpy", "folium", "plotly", "clauses.storage", "clauses.domain"),
}
"""What each part must do without."""


def package(place: str) -> str:
    return place.removesuffix(".py").replace("/", ".")


def offenders(place: str, forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{path} imports {name}"
        for path, tree in modules(place).items()
        for name in sorted(imported(tree))
        if any(is_within(name, each) for each in forbidden)
    ]


@pytest.mark.parametrize("place", LEVELS)
def test_level_imports_nothing_above_it(place: str):
    above = LEVELS[LEVELS.index(place) + 1 :] + TOPS
    assert not offenders(place, tuple(map(package, above)))


@pytest.mark.parametrize("place", TOPS)
def test_faces_do_not_know_each_other(place: str):
    others = tuple(package(top) for top in TOPS if top != place and top not in GATHERING.get(place, ()))
    assert not offenders(place, others)


@pytest.mark.parametrize("place", LIBRARIES)
def test_libraries_stay_where_they_belong(place: str):
    assert not offenders(place, LIBRARIES[place])


def test_documents_have_the_same_levels():
    tree = re.findall(r"^((?:clauses/\w+)|pages|app\.py)/? ", text("README.md"), flags=re.MULTILINE)
    titles = re.findall(r"^### `([^`]+)`$", text("docs/architecture.md"), flags=re.MULTILINE)
    assert titles == [*LEVELS, *TOPS]
    assert tree == ["app.py", "pages", *TOPS[:3], *reversed(LEVELS)]


def test_every_module_has_its_level():
    known = tuple(f"{place}/" if not place.endswith(".py") else place for place in LEVELS + TOPS)
    others = [path for path in modules("clauses") if not path.startswith(known)]
    assert set(others) == {"clauses/__init__.py", "clauses/__main__.py"}


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The modules of an import circle, the first one again at the end; empty without any."""
    done: set[str] = set()

    def visit(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        found = next(filter(None, (visit(each, [*path, name]) for each in sorted(graph[name]))), [])
        done.add(name)
        return found

    return next(filter(None, (visit(name, []) for name in sorted(graph))), [])


def test_no_module_imports_itself_by_way_of_others():
    trees = {package(path).removesuffix(".__init__"): tree for path, tree in modules("clauses").items()}
    graph: dict[str, set[str]] = {name: set() for name in trees}
    for name, tree in trees.items():
        for module, taken in imported_to_run(tree):
            # What is taken from a package is one of its modules, otherwise a name that the package itself holds.
            inner = f"{module}.{taken}"
            graph[name] |= {inner if inner in trees else module} & trees.keys()
    assert sum(map(len, graph.values())) > len(graph), "imports are not read any more"
    assert not circle(graph), " → ".join(circle(graph))


def test_a_circle_is_named():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert not circle({"a": {"b", "c"}, "b": {"c"}, "c": set()})


def test_domain_has_no_clock():
    for path, tree in modules("clauses/domain", "clauses/rendu").items():
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
        assert not {"today", "now", "utcnow"} & {call.func.attr for call in calls}, path


@pytest.mark.parametrize("path", ["clauses", "app.py", "pages"])
def test_one_clock_tells_the_day_and_the_moment(path: str):
    """Finding 19: what asks the system directly follows the server's time zone, not the team's."""
    asked = {
        f"{place} {ast.unparse(call.func)}"
        for place, tree in modules(path).items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in ("date.today", "datetime.today", "datetime.now")
        and not (call.args and ast.unparse(call.args[0]) == "UTC")
    }
    assert asked <= {"clauses/storage/horloge.py datetime.now"}


def uses(name: str, *places: str) -> set[str]:
    """Files where this name is read, called or imported."""
    return {
        path
        for path, tree in modules(*places).items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr == name)
        or (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.keyword) and node.arg == name)
        or (isinstance(node, ast.alias) and node.name == name)
    }


@pytest.mark.parametrize("name", ["LRUCache", "cached", "cache_data", "cache_resource"])
def test_donnees_alone_keeps_what_is_computed_from_data(name: str):
    assert uses(name, "clauses", "pages", "app.py") <= {"clauses/donnees/cache.py"}


def test_makers_are_decorated_where_they_are():
    assert {path.split("/")[1] for path in uses("kept", "clauses")} >= {"donnees", "rendu", "impression", "diffusion"}


# Folium pastes what these are given into a script, where « ${…} » runs: text must not go through them.
@pytest.mark.parametrize("name", ["Popup", "Tooltip", "DivIcon", "GeoJsonPopup", "GeoJsonTooltip", "Element"])
def test_map_text_is_made_in_one_module(name: str):
    assert uses(name, "clauses", "pages", "app.py") <= {"clauses/rendu/cartes/carte.py"}


@pytest.mark.parametrize("name", ["Popup", "Tooltip", "DivIcon"])
def test_folium_never_writes_text(name: str):
    assert not uses(name, "clauses", "pages", "app.py")


def test_html_is_shown_in_one_module():
    # Components of the project have a fixed HTML of their own, that their scripts fill in with `textContent`.
    assert uses("html", "clauses/ui", "pages") == {"clauses/ui/blocks.py", "clauses/ui/composant.py"}
    assert not uses("unsafe_allow_html", "clauses", "pages", "app.py")
    assert uses("Markup", "clauses", "pages", "app.py") <= {"clauses/rendu/html.py"}
    assert not uses("iframe", "clauses", "pages", "app.py")


def test_templates_escape_everything():
    (call,) = [
        node
        for node in ast.walk(modules("clauses/rendu/html.py")["clauses/rendu/html.py"])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Environment"
    ]
    assert {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}["autoescape"] == "True"
