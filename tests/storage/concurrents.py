"""Concurrent writers and readers of one folder; reports what was lost or mixed. Not a test by itself."""

import json
import multiprocessing
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from clauses.storage.editions.depot import list_manifestes
from clauses.storage.editions.instantane import read_instantane
from clauses.storage.editions.publication import EditionEntreTempsError, publish
from tests.storage.test_editions import DEPART, GUICHETS, HEURES, entete, publish_text

WRITERS, EDITS, READERS, READS = 2, 15, 2, 300


def write(region: Path, who: int) -> int:
    """Add lines to two tables, starting again after each edition in between; number of conflicts met."""
    conflicts = 0
    for rank in range(EDITS):
        while True:
            instantane = read_instantane(region)
            before = instantane.contents[GUICHETS] or b""
            after = before + f"e{who}-{rank},x\n".encode()
            try:
                publish(region, {GUICHETS: after, HEURES: after}, instantane.cle, entete(), DEPART)
                break
            except EditionEntreTempsError:
                conflicts += 1
    return conflicts


def read(region: Path, _who: int) -> int:
    """Number of inconsistent reads of the two tables."""
    mixed = 0
    for _ in range(READS):
        contents = read_instantane(region).contents
        mixed += contents[GUICHETS] != contents[HEURES]
    return mixed


def main(region: Path) -> None:
    """Print the report."""
    publish_text(region, "un")
    first = len(list_manifestes(region))
    with multiprocessing.get_context("fork").Pool(WRITERS + READERS) as pool:
        writers = [pool.apply_async(write, (region, who)) for who in range(WRITERS)]
        readers = [pool.apply_async(read, (region, who)) for who in range(READERS)]
        conflicts, mixed = (sum(each.get() for each in group) for group in (writers, readers))
    lines = (read_instantane(region).contents[GUICHETS] or b"").decode().splitlines()
    wanted = {f"e{who}-{rank},x" for who in range(WRITERS) for rank in range(EDITS)}
    report = {
        "attendues": WRITERS * EDITS,
        "publiées": len(list_manifestes(region)) - first,
        "perdues": len(wanted - set(lines)),
        "conflits": conflicts,
        "lectures": READERS * READS,
        "mélanges": mixed,
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
