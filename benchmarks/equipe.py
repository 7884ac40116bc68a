"""The team: publishing against plainly writing the same files, checking a table, files far too large, its screen."""

import asyncio
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.lieux import DATA
from benchmarks.reruns import MEDIAN_S, P95_S
from benchmarks.resultats import MS, Mesure, against, percentile, within
from benchmarks.serveurs import Serveur, application
from benchmarks.websocket import Visiteur
from clauses.domain.changements import lignes
from clauses.edition.etat import Etat, read_etat
from clauses.edition.preparation import Preparation, prepare
from clauses.edition.publication import publish
from clauses.edition.travail import read_fichier, table_of_rows
from clauses.rendu.mots.equipe import TABLE_NAMES
from clauses.storage.ecriture import render_table
from clauses.ui.navigation import MISE_A_JOUR

PUBLISH_S, FILE_S = 0.2, 10.0
NOW = datetime(2031, 1, 1, tzinfo=UTC)


def measure(*, quick: bool) -> list[Mesure]:
    """On copies of the shipped data: nothing here touches them."""
    with _copy() as folder:
        publications = _publications(folder, 5 if quick else 30)
    with _copy() as folder:
        files = _files(read_etat(folder))
    with _copy() as folder, application(folder, CLAUSES_EQUIPE="poste-local") as server:
        reruns = asyncio.run(_reruns(server, 3 if quick else 20))
    return [*publications, *files, *reruns]


@contextmanager
def _copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data"
        shutil.copytree(DATA, path, ignore=shutil.ignore_patterns("editions", "equipe"))
        yield path


def _publications(folder: Path, times: int) -> list[Mesure]:
    prepared, published, written = [], [], []
    for rank in range(times):
        etat = read_etat(folder)
        start = time.perf_counter()
        preparation = _changed(etat, f"Essai {rank}")
        assert preparation.effet is not None
        prepared.append(time.perf_counter() - start)
        start = time.perf_counter()
        done = publish(preparation, "Mesure", f"Essai {rank}", NOW)
        published.append(time.perf_counter() - start)
        written.append(_write_plainly(folder, etat, done.manifeste.numero))
    return [
        against("publication of an edition, against writing the same files with fsync", published, written, None),
        within(f"publication of an edition, median of {times}", statistics.median(published), PUBLISH_S, MS),
        within(
            "check of the table of guichets, with its effect on the coverage", statistics.median(prepared), None, MS
        ),
    ]


def _changed(etat: Etat, sigle: str) -> Preparation:
    rows = [dict(row) for row in lignes(etat.tables["guichets"])]
    rows[0]["sigle"] = sigle
    table = table_of_rows(rows, etat.schemas["guichets"])
    return prepare(etat, table, etat.tables["guichets"], annee=NOW.year)


def _write_plainly(folder: Path, etat: Etat, rank: int) -> float:
    target = folder / f"plain-{rank}"
    target.mkdir()
    start = time.perf_counter()
    for name, content in etat.instantane.contents.items():
        with (target / name).open("xb") as file:
            file.write(content or b"")
            file.flush()
            os.fsync(file.fileno())
    return time.perf_counter() - start


def _files(etat: Etat) -> list[Mesure]:
    """Files of many rows: a refusal, or a result."""
    mesures = []
    schema = etat.schemas["structures"]
    model = lignes(etat.tables["structures"])[0]
    for rows in (10_000, 100_000):
        content = render_table(schema, ({**model, "id": f"invente-{rank}"} for rank in range(rows)))
        start = time.perf_counter()
        _, travail = read_fichier(etat, "structures", content, "invente.csv")
        preparation = prepare(etat, travail.table, travail.base, annee=NOW.year)
        seconds = time.perf_counter() - start
        answer = "refused" if travail.table.is_unread else f"{len(preparation.changements.ajouts)} rows added"
        mesures.append(within(f"file of {rows} invented structures, read and checked ({answer})", seconds, FILE_S, MS))
    return mesures


async def _reruns(server: Serveur, rounds: int) -> list[Mesure]:
    visitor, _ = await Visiteur.arrive(server, MISE_A_JOUR.url_path)
    tables = [{"table": name} for name in TABLE_NAMES]
    for address in tables:
        await visitor.visit(address, MISE_A_JOUR.url_path)
    reruns = [await visitor.visit(address, MISE_A_JOUR.url_path) for _ in range(rounds) for address in tables]
    await visitor.leave()
    seconds = [rerun.seconds for rerun in reruns]
    what = "server time of one rerun, whole screen « /mise-a-jour » (the team)"
    return [
        within(f"{what}, median of {len(seconds)}", statistics.median(seconds), MEDIAN_S, MS),
        within(f"{what}, p95", percentile(seconds, 0.95), P95_S, MS),
    ]
