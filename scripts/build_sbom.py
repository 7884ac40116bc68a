"""Write ``sbom.cdx.json``: software bill of materials (CycloneDX) of what an installation runs.

Run ``make sbom``. cyclonedx-py describes the environment; packages of the tests are left out, vendored files (scripts,
fonts) are added. The same environment gives the same bytes: no date, no random number.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SBOM = ROOT / "sbom.cdx.json"
NOTE = "VERSION.txt"
"""In each folder of vendored files: where they come from, under which licence, their hashes."""

_PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^\s\\]+)( ;)?", re.MULTILINE)
_ORIGIN = re.compile(
    r"^(?P<name>[^\d\n]+) (?P<version>\d[\d.]*), .*\((?P<licence>[\w.-]+), see (?P<text>[\w.]+)\).*$", re.MULTILINE
)
_NPM = re.compile(r"npm package `([^`]+)`")
_HASH = re.compile(r"^([0-9a-f]{64})  (\S+)$", re.MULTILINE)

Component = dict[str, Any]


def notes() -> list[Path]:
    """The note of each folder of vendored files."""
    return sorted([*(ROOT / "static").glob(f"*/{NOTE}"), *(ROOT / "clauses").rglob(NOTE)])


def vendored(note: Path) -> Iterator[Component]:
    """Components that a note declares: a line for each origin, then the hashes of its files."""
    written = note.read_text(encoding="utf-8")
    folder = note.parent.relative_to(ROOT).as_posix()
    origins = list(_ORIGIN.finditer(written))
    ends = [*(each.start() for each in origins[1:]), len(written)]
    for origin, end in zip(origins, ends, strict=True):
        npm = _NPM.search(origin[0])
        yield {
            "type": "library",
            "bom-ref": f"{folder}#{origin['name']}",
            "name": origin["name"],
            "version": origin["version"],
            "description": origin[0],
            "licenses": [{"license": {"id": origin["licence"], "acknowledgement": "declared"}}],
            "components": [
                {"type": "file", "name": f"{folder}/{name}", "hashes": [{"alg": "SHA-256", "content": digest}]}
                for digest, name in _HASH.findall(written, origin.end(), end)
            ],
        } | ({"purl": f"pkg:npm/{npm[1]}"} if npm else {})


def assemble(environment: Mapping[str, Any], lock: str, asked: str) -> dict[str, Any]:
    """The description of an environment, kept to the packages of a lock, with the vendored files.

    Parameters
    ----------
    environment : what cyclonedx-py says
    lock, asked : texts of ``requirements.txt`` and ``requirements.in``

    Raises
    ------
    ValueError
        When a package of the lock is not installed, or not at that version.
    """
    pins = {name: (version, bool(marker)) for name, version, marker in _PIN.findall(lock)}
    found = {_normal(each["name"]): each for each in environment["components"] if _normal(each["name"]) in pins}
    for name, (version, is_conditional) in pins.items():
        # Some packages are for other systems, or for older versions of Python.
        if found[name]["version"] != version if name in found else not is_conditional:
            raise ValueError(
                f"{name} {version} of the lock is not what is installed: make clean, then make sbom again."
            )
    ours = [each for note in notes() for each in vendored(note)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    root = {
        "type": "application",
        "bom-ref": project["name"],
        "name": project["name"],
        "version": project["version"],
        "licenses": [{"license": {"id": "MIT", "acknowledgement": "declared"}}],
    }
    kept = {each["bom-ref"] for each in found.values()}
    direct = [found[name]["bom-ref"] for name, *_ in _PIN.findall(asked.lower())]
    dependencies = [
        each | {"dependsOn": [ref for ref in each.get("dependsOn", []) if ref in kept]}
        for each in environment["dependencies"]
        if each["ref"] in kept
    ]
    dependencies.append({"ref": root["bom-ref"], "dependsOn": sorted([*direct, *(each["bom-ref"] for each in ours)])})
    return {
        **environment,
        "metadata": {**environment["metadata"], "component": root},
        "components": sorted([*found.values(), *ours], key=lambda each: each["bom-ref"]),
        "dependencies": sorted(dependencies, key=lambda each: each["ref"]),
    }


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    """Describe this environment, check the document against the standard's schema, write it."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--sv", "1.6"]
    environment = json.loads(subprocess.run([*command, sys.executable], check=True, capture_output=True).stdout)
    lock, asked = ((ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements.in"))
    try:
        document = assemble(environment, lock, asked)
    except ValueError as error:
        sys.exit(str(error))
    text = json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        sys.exit(f"Not what CycloneDX asks for: {wrong}")
    SBOM.write_text(text, encoding="utf-8")
    print(f"{SBOM.relative_to(ROOT)}: {len(document['components'])} components")


if __name__ == "__main__":
    main()
