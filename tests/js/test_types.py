"""Payloads of Python match the typedefs of static/types.js: same keys, same types."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from clauses.autonome import build_atlas
from clauses.domain.selection import Selection
from clauses.donnees import load_contenus, load_moment
from clauses.rendu.blocs import projection
from clauses.rendu.cartes import couches
from clauses.rendu.cartes.affichages import Affichage, list_classes
from clauses.rendu.choix import Choix, frame
from clauses.rendu.reponse import presenter
from clauses.rendu.vues import load_reponse, load_vue
from clauses.storage.files import DATA_VARIABLE
from clauses.ui.carte import _state
from tests.donnees import REGION
from tests.serveur import ROOT

TEXT = (ROOT / "static" / "types.js").read_text(encoding="utf-8")
PRIMITIVES = {"string": str, "number": (int, float), "boolean": bool, "object": dict}


def outside(text: str, sign: str) -> list[str]:
    """Parts of a type between signs that no bracket encloses."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "{<[") - (char in "}>]")
        if char == sign and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def described() -> dict[str, Any]:
    """Types by name: a text, or the properties of an object."""
    found: dict[str, Any] = {}
    name = ""
    for line in TEXT.splitlines():
        if match := re.match(r" \* @typedef \{(.*)\} (\w+)$", line):
            name = match[2]
            found[name] = {} if match[1] == "object" else match[1]
        elif match := re.match(r" \* @property \{(.*)\} (\[?)(\w+)\]?(?: .*)?$", line):
            found[name][match[3]] = (match[1], bool(match[2]))
        else:
            assert "@" not in line, line
    return found


TYPES = described()


def defects(value: Any, kind: str, where: str) -> list[str]:
    """Mismatches between a value and a type."""
    if len(kinds := outside(kind, "|")) > 1:
        found = [defects(value, each, where) for each in kinds]
        return [] if [] in found else found[0]
    if kind == "null":
        return [] if value is None else [f"{where} is not null"]
    if kind.startswith('"'):
        return [] if value == json.loads(kind) else [f"{where}: {value!r}"]
    if kind.endswith("[]"):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [each for rank, item in enumerate(value) for each in defects(item, kind[:-2], f"{where}[{rank}]")]
    if kind.startswith("Record<string, "):
        if not isinstance(value, dict):
            return [f"{where} is no record"]
        inner = kind[len("Record<string, ") : -1]
        return [each for name, item in value.items() for each in defects(item, inner, f"{where}.{name}")]
    if kind.startswith("{"):
        pairs = [outside(each, ":") for each in outside(kind[1:-1].strip(), ",")]
        return object_defects(value, {name: (inner, False) for name, inner in pairs}, where)
    if kind in PRIMITIVES:
        wrong = not isinstance(value, PRIMITIVES[kind]) or (kind == "number" and isinstance(value, bool))
        return [f"{where}: {value!r} is no {kind}"] if wrong else []
    known = TYPES[kind]
    return defects(value, known, where) if isinstance(known, str) else object_defects(value, known, where)


def object_defects(value: Any, properties: dict[str, tuple[str, bool]], where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where} is no object"]
    missing = {name for name, (_, optional) in properties.items() if not optional} - value.keys()
    found = [f"{where}.{name} is missing" for name in sorted(missing)]
    found += [f"{where}.{name} is not described" for name in sorted(value.keys() - properties.keys())]
    for name in value.keys() & properties.keys():
        found += defects(value[name], properties[name][0], f"{where}.{name}")
    return found


def sent(value: Any) -> Any:
    return json.loads(json.dumps(value))


@pytest.fixture(scope="module", params=[ROOT / "data", REGION], ids=["shipped", "invented"])
def payloads(request: pytest.FixtureRequest) -> dict[str, list[Any]]:
    """Real payloads of Python, by name of their type."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(request.param))
        moment = load_moment()
        codes = moment.territoires.communes.index.tolist()
        contents = build_atlas(moment, "https://atlas.example")

        def handed(name: str) -> Any:
            text = contents[f"donnees/{name}.js"].decode()
            return json.loads(text[text.index(",") + 1 : text.rindex(")")])

        zones = load_vue(moment, Selection()).zones
        details = moment.territoires, moment.version
        guichets = {guichet.id: guichet for zone in zones for guichet in zone.guichets}.values()
        seats = couches.seats(guichets, moment.typologies, moment.territoires)
        histoire = load_contenus().histoires[0]
        states = [
            _state(moment, Selection(), layers, Affichage.GUICHETS, choix)
            for layers, choix in (
                ((), Choix()),
                (ALL, Choix(commune=codes[0])),
                ((), Choix(zone=zones[0])),
                ((), Choix(guichet=moment.guichets[0])),
            )
        ]
        return {
            "Etat": [{name: each for name, each in state.items() if each is not None} for state in states],
            "Zone": [
                couches.zone_properties(zone, moment.typologies, classe)
                for zone in zones
                for affichage in Affichage
                for classe in list_classes(affichage, moment.guichets) or (None,)
            ],
            "Siege": [json.loads(seat)["properties"] for seat in seats],
            "Reponse": [
                presenter(load_reponse(moment, code), *details, frame(moment, Choix(commune=code), Selection()))
                for code in codes[::97]
            ],
            "Histoire": [
                projection.build_donnees(moment, histoire, "projection", {}),
                *handed("histoires")["histoires"],
            ],
            "Donnees": [handed("carte")],
            "Colonnes": [handed("communes")],
            "Panneaux": [handed("reponses")],
            "Liste": list(handed("annuaire").values()),
            "Heures": [handed("heures")],
        }


ALL = ("departements", "sieges", "epci", "qpv", "motifs", "ign")


@pytest.mark.parametrize(
    "name", ["Etat", "Zone", "Siege", "Reponse", "Histoire", "Donnees", "Colonnes", "Panneaux", "Liste", "Heures"]
)
def test_what_is_sent_is_what_is_described(payloads: dict[str, list[Any]], name: str):
    assert payloads[name]
    assert not [each for value in sent(payloads[name]) for each in defects(value, name, name)][:5]


def test_a_key_too_many_a_key_too_few_and_a_wrong_type_are_seen():
    good = {"statut": "local", "titre": "a", "detail": "b", "couvert": True, "communes": 1}
    assert not defects(good, "Zone", "zone")
    assert defects(good | {"autre": 1}, "Zone", "zone") == ["zone.autre is not described"]
    without = {name: value for name, value in good.items() if name != "detail"}
    assert defects(without, "Zone", "zone") == ["zone.detail is missing"]
    assert defects(good | {"statut": "ailleurs"}, "Zone", "zone")
    assert defects(good | {"titre": 3}, "Zone", "zone") == ["zone.titre: 3 is no string"]


def test_types_that_scripts_name_are_described():
    named = {
        name
        for path in Path(ROOT / "static").rglob("*.js")
        for name in re.findall(r"types\.js\"\)\.(\w+)", path.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= TYPES.keys()
