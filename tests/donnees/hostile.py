"""Cells that break careless programs: HTML, template literals, Markdown, formulas, odd characters."""

import csv
import json
import re
import shutil
from itertools import cycle
from pathlib import Path
from typing import Any

CELLS = {
    "html": "<img src=x onerror=alert(1)>",
    "script": "</script><script>alert(1)</script>",
    "template": "${alert(1)}",
    "accolades": "{{7*7}} {alert(1)}",
    "antislash": "C:\\users\\u0041\\`",
    "accent_grave": "`${1}`",
    "lien_javascript": "javascript:alert(1)",
    "markdown": "![x](http://ailleurs.invalid/x.png) [y](javascript:alert(1)) **gras**",
    "formule": '=HYPERLINK("http://ailleurs.invalid")',
    "formule_plus": "+1+1",
    "guillemets": '"l\'été" « d’août »',
    "droite_a_gauche": "abc \u202edef\u202c",
    "invisible": "zéro\u200blargeur",
    "emoji": "👩🏽‍🔧 clause ✅",
    "mojibake": "BÃ©ziers â€“ HÃ©rault",
    "entites": "&lt;b&gt; &amp; &nbsp;",
    "nul": "avant\x00après",
    "retour": "une\nligne\r\nde plus",
    "tiret_bas": "_repr_html_ __class__",
    "pourcent": "%s %(x)s {0} {nom}",
    "long": "très long " * 1000,
}
"""Awkward texts by name; none holds anything but text, and all must be shown as they are."""

# What ties the tables together stays as it is, otherwise the rows would be left out instead of shown.
KEYS = {
    "guichets": {"id", "typologie", "role", "statut", "perimetre", "commune_siege"},
    "typologies": {"code", "couleur"},
    "qpv": {"communes", "departement", "statut"},
    "heures": {"id", "territoire", "periode", "nature", "comparable"},
    "repartitions": {"territoire", "dimension"},
    "structures": {"id", "type", "commune"},
    "relais": {"id", "perimetre"},
    "coefficients": {"id", "rubrique", "unite", "nature", "territoire", "defaut"},
    "geo/communes": {"code", "code_epci", "code_departement", "codes_postaux"},
    "geo/libelles": set(),
}
NUMBERS = re.compile(r"-?\d+(\.\d+)?")
COMMUNES = ("09001", "09002", "09003", "09004", "09005", "09006", "98001", "98002", "98003", "98004", "98005", "98006")


def make_hostile(folder: Path) -> None:
    """Fill every text of a data folder with the cells; guichets and typologies take all of them in turn."""
    cells = list(CELLS.values())
    _many_guichets(folder, len(cells))
    for name, keys in KEYS.items():
        path = folder / f"{name}.csv"
        rows = _read(path)
        numbers = {column for column in rows[0] if all(NUMBERS.fullmatch(row[column] or "0") for row in rows)}
        for row, text in zip(rows, cycle(cells), strict=False):
            row |= dict.fromkeys(row.keys() - keys - numbers, text)
        if name == "coefficients":
            # Those are shown where Streamlit reads Markdown.
            for row in rows:
                row["libelle"] = (
                    CELLS["markdown"] if row["rubrique"] in ("etp", "heures_par_personne") else row["libelle"]
                )
        _write(path, rows)
    for path in (folder / "geo").glob("*.geojson"):
        layer = json.loads(path.read_text(encoding="utf-8"))
        for feature, text in zip(layer["features"], cycle(cells), strict=False):
            feature["properties"] |= {name: text for name in ("nom", "nature") if name in feature["properties"]}
        path.write_text(json.dumps(layer), encoding="utf-8")
    about = json.loads((folder / "geo" / "millesime.json").read_text(encoding="utf-8"))
    about["region"]["nom"] = CELLS["markdown"]
    (folder / "geo" / "millesime.json").write_text(json.dumps(about), encoding="utf-8")
    (folder / "notes-carte.md").write_text("".join(f"- {text}\n" for text in cells), encoding="utf-8")


def _many_guichets(folder: Path, number: int) -> None:
    kinds, guichets = _read(folder / "typologies.csv"), _read(folder / "guichets.csv")
    _write(folder / "typologies.csv", [{**kinds[0], "code": f"t{rank}", "ordre": rank} for rank in range(number)])
    proven = {**guichets[0], "role": "guichet", "statut": "avere"}
    rows = [
        {**proven, "id": f"g{rank}", "typologie": f"t{rank}", "perimetre": f"COM:{code}", "commune_siege": code}
        for rank, code in zip(range(number), cycle(COMMUNES), strict=False)
    ]
    _write(folder / "guichets.csv", rows)


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def make_hostile_contents(folder: Path) -> None:
    """Put the cells in every place of the contents where a text may be, and in a story of their own."""
    texts = [cell.replace("\x00", "")[:300] for cell in CELLS.values()]
    body = "".join(f"\n\n## {text}\n\n{text}\n\n- {text}\n\n[{text}]({text})" for text in texts)
    line = " ".join(texts[0].split()).replace('"', "")
    keys = "".join(
        f'{key}: "{line}"\n' for key in ("titre", "lieu", "porteur", "source", "heures", "effectif", "maillage")
    )
    (folder / "retours" / "01-essai.md").write_text(f"---\n{keys}---\n{body}", encoding="utf-8")
    (folder / "outils" / "01-essai.md").write_text(
        f'---\ntitre: "{line}"\nresume: "{line}"\nverifie_le: 2026-01-01\n---\n{body}', encoding="utf-8"
    )
    terms = "".join(f"\n\n## {' '.join(text.split())[:60]}\n\n{' '.join(text.split())[:200]}" for text in texts)
    (folder / "glossaire.md").write_text(terms, encoding="utf-8")
    shutil.rmtree(folder / "presentation")
    story = folder / "presentation" / "essai"
    story.mkdir(parents=True)
    for rank, cell in enumerate(CELLS.values(), 1):
        words = "'" + " ".join(cell.replace("\x00", "").split())[:200].replace("'", "''") + "'"
        (story / f"{rank:02}-essai{rank}.md").write_text(
            f"---\ntitre: {words}\nterritoire: REG:99\ntypologies: toutes\nnote: {words}\n"
            f"chiffres:\n  - valeur: {words}\n    libelle: {words}\n    source: {words}\n---\n{cell[:600]}",
            encoding="utf-8",
        )
