"""Bundler of ES modules: bundles run as in a browser, and unsupported syntax is refused."""

from pathlib import Path

import pytest

from clauses.autonome.page import CHART, SCRIPT, SHOW
from clauses.rendu import scripts
from clauses.rendu.scripts import PAGES, ScriptError, exports_of, join, list_modules
from tests.js.moteur import Moteur

RECHERCHE = "clauses/ui/recherche/recherche.js"
PARTAGE = "clauses/ui/partage/telephone.js"
ENTETE = "clauses/ui/entete/entete.js"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(scripts, "ROOT", tmp_path)
    return tmp_path


def write(root: Path, **texts: str) -> None:
    for name, text in texts.items():
        (root / f"{name}.js").write_text(text, encoding="utf-8")


def test_each_module_runs_once_after_those_it_imports(root: Path):
    write(
        root,
        a='import { b } from "./b.js";\nimport { c } from "./c.js";\nexport const said = [...c(), b];\n',
        b='import { c } from "./c.js";\nexport const b = c().length;\n',
        c="const seen = [];\nexport function c() {\n  seen.push(seen.length);\n  return seen;\n}\n",
    )
    assert list_modules("a.js") == ["c.js", "b.js", "a.js"]
    assert Moteur("a.js").ask(f"() => {exports_of('a.js')}.said") == [0, 1, 1]


def test_names_of_two_modules_do_not_clash(root: Path):
    write(
        root,
        a='import { said as other } from "./b.js";\nconst WORD = "a";\nexport const said = () => WORD + other();\n',
        b='const WORD = "b";\nexport const said = () => WORD;\n',
    )
    assert Moteur("a.js").call("a.js", "said") == "ab"


def test_every_form_of_export_is_handed_over(root: Path):
    write(
        root,
        a="export const A = 1;\nexport function b() {}\nexport async function c() {}\nexport class D {}\n",
        b='import {\n  A,\n  b,\n  c, D,\n} from "./a.js";\nexport const kinds = [A, b, c, D].map((x) => typeof x);\n',
    )
    assert Moteur("b.js").ask(f"() => {exports_of('b.js')}.kinds") == ["number", "function", "function", "function"]


def test_modules_given_by_another_script_are_not_repeated(root: Path):
    write(
        root,
        page='import { count } from "./shared.js";\nexport const first = count();\n',
        later='import { count } from "./shared.js";\nexport const second = count();\n',
        shared="let seen = 0;\nexport function count() {\n  return ++seen;\n}\n",
    )
    moteur = Moteur("page.js")
    moteur.run(join("later.js", given=["page.js"]))
    assert moteur.ask(f"() => {exports_of('later.js')}.second") == 2


def test_comments_go_and_what_stands_beside_them_stays(root: Path):
    write(
        root,
        a='/** Said. */\n// Twice.\nexport const a = "/* kept */"; // here\n/* b */ show(a);\nfunction show() {}\n',
    )
    joined = join("a.js")
    assert "Said" not in joined
    assert "Twice" not in joined
    assert '"/* kept */"; // here\n/* b */ show(a);' in joined


@pytest.mark.parametrize(
    "text",
    [
        "export default function () {}",
        "export let a = 1;",
        "const a = 1;\nexport { a };",
        'export * from "./b.js";',
        'export { b } from "./b.js";',
        "export const { a } = {};",
        'import * as all from "./b.js";',
        'import b from "./b.js";',
        'import "./b.js";',
        'import { b } from "b";',
        "import { b } from './b.js';",
        'const b = () => import("./b.js");',
        "const here = import.meta.url;",
    ],
)
def test_what_is_not_understood_is_refused(root: Path, text: str):
    write(root, a=f"{text}\n", b="export const b = 1;\n")
    with pytest.raises(ScriptError, match=r"a\.js"):
        join("a.js")


def test_a_name_that_is_not_exported_is_refused(root: Path):
    write(root, a='import { c } from "./b.js";\n', b="export const b = 1, c = 2;\n")
    with pytest.raises(ScriptError, match=r"a\.js: c is not exported by b\.js"):
        join("a.js")


def test_modules_that_import_each_other_are_refused(root: Path):
    write(
        root,
        a='import { b } from "./b.js";\nexport const a = 1;\n',
        b='import { a } from "./a.js";\nexport const b = 1;\n',
    )
    with pytest.raises(ScriptError, match=r"a\.js → b\.js → a\.js"):
        join("a.js")


@pytest.mark.parametrize(("target", "said"), [("./absent.js", "does not exist"), ("../b.js", "outside")])
def test_a_file_that_cannot_be_taken_along_is_refused(root: Path, target: str, said: str):
    (root.parent / "b.js").write_text("export const b = 1;\n", encoding="utf-8")
    write(root, a=f'import {{ b }} from "{target}";\n')
    with pytest.raises(ScriptError, match=said):
        join("a.js")


@pytest.mark.parametrize("entry", [*PAGES.values(), SCRIPT, SHOW, CHART, RECHERCHE, PARTAGE, ENTETE])
def test_scripts_of_the_project_are_joined_and_well_formed(entry: str):
    moteur = Moteur()
    moteur.ask("(text) => { new Function(text); }", join(entry))
    assert list_modules(entry)[-1] == entry


def test_every_module_of_the_project_is_in_some_script():
    known = {
        path
        for entry in [*PAGES.values(), SCRIPT, SHOW, CHART, RECHERCHE, PARTAGE, ENTETE]
        for path in list_modules(entry)
    }
    # For pages of other sites, and for those of Streamlit: they stand alone. The types are comments.
    alone = {"static/partage/cadre.js", "static/partage/hauteur.js", "static/types.js"}
    vendored = ("static/leaflet/", "static/plotly/", "static/topojson/")
    found = {
        path.relative_to(scripts.ROOT).as_posix()
        for folder in ("static", "clauses")
        for path in (scripts.ROOT / folder).rglob("*.js")
    }
    assert {path for path in found if not path.startswith(vendored)} == known | alone


def test_indentation_is_not_sent_and_a_text_that_would_lose_it_is_refused(root: Path):
    write(root, a="export function f() {\n    return 1;\n\n}\n", b="export const F = `\n  a\n`;\n")
    assert "f() {\nreturn 1;\n}" in join("a.js")
    with pytest.raises(ScriptError, match="over several lines"):
        join("b.js")
