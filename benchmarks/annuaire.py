"""Directory: ten thousand invented structures against the shipped ones, on every screen that shows some."""

import asyncio
import csv
import gzip
import random
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.lieux import DATA, pick
from benchmarks.reruns import MEDIAN_S
from benchmarks.resultats import KB, MS, Mesure, against, within
from benchmarks.serveurs import Serveur, application
from benchmarks.websocket import Visiteur
from clauses.domain.schema import Schema
from clauses.storage.schemas import read_schemas

STRUCTURES = 10_000
RATIO = 3.0
PLACES_BYTES = 120_000
WORDS = ("Atelier", "Chantier", "Régie", "Relais", "Coup de main", "Tremplin", "Passerelle", "Horizon", "Nouvel élan")
QUESTIONS = (
    {"liste": "structures", "q": "atelier net"},
    {"liste": "structures", "type": "EI,ACI", "departement": "34", "page": "3"},
    {"liste": "structures", "secteur": "nettoyage", "mois": "24"},
    {"liste": "structures"},
)


def measure(*, quick: bool) -> list[Mesure]:
    """Both servers run together and are asked in turn."""
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder) / "data"
        shutil.copytree(DATA, many)
        write_structures(many, read_schemas(DATA)["structures"])
        with application() as shipped, application(many) as grown:
            return asyncio.run(_measure(grown, shipped, rounds=3 if quick else 10))


def write_structures(folder: Path, schema: Schema) -> None:
    """Replace the structures of a data folder by invented ones, the same at every run."""
    chance = random.Random(STRUCTURES)
    communes = [lieu.code for lieu in pick(2_000, folder)]
    types = schema.by_name["type"].enum
    with (folder / "structures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, schema.names, lineterminator="\n")
        writer.writeheader()
        for rank in range(STRUCTURES):
            writer.writerow(
                {
                    "id": f"essai-{rank}",
                    "nom": f"{chance.choice(WORDS)} inventé {rank}",
                    "type": chance.choice(types),
                    "commune": chance.choice(communes),
                    "secteurs": "|".join(chance.sample(["nettoyage", "bâtiment", "espaces verts", "tri"], 2)),
                    "constate_en": chance.choice(["", "2019", "2023", "2025"]),
                    "confiance": "faible",
                    "source": "Banc d'essai",
                }
            )


async def _measure(grown: Serveur, shipped: Serveur, rounds: int) -> list[Mesure]:
    many, _ = await Visiteur.arrive(grown, "annuaire")
    few, _ = await Visiteur.arrive(shipped, "annuaire")
    what = f"{STRUCTURES:,} structures, against the shipped ones".replace(",", "\u202f")
    lists: tuple[list[float], list[float]] = ([], [])
    sheets: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for rank, visitor in enumerate((many, few)):
            for question in QUESTIONS:
                # Words never searched before, so that no cache can answer.
                fresh = {**question, "q": f"{question.get('q', '')} {'inventé'[: turn % 7]}".strip()}
                lists[rank].append((await visitor.visit(fresh, "annuaire")).seconds)
            for territoire in ("DEP:34", "REG:76"):
                sheets[rank].append((await visitor.visit({"territoire": territoire}, "territoire")).seconds)
    await many.leave()
    await few.leave()
    first, body = _places(grown)
    warm = [values[len(QUESTIONS) :] for values in lists], [values[2:] for values in sheets]
    return [
        against(f"{what}: a question to the directory", *warm[0], RATIO),
        within(f"{what}: the slowest question", max(warm[0][0]), MEDIAN_S, MS),
        against(f"{what}: the sheets of a département and of the region", *warm[1], RATIO),
        within("places of all of them on the map, the first time", first, None, MS),
        within("their bytes, gzip", len(body), PLACES_BYTES, KB),
    ]


def _places(server: Serveur) -> tuple[float, bytes]:
    start = time.perf_counter()
    body = server.get("/geo/essai/annuaire.geojson?liste=structures&q=inv")
    return time.perf_counter() - start, gzip.compress(body)
