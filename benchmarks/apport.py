"""A list that someone brings: ten thousand rows mapped, checked and previewed, a hundred thousand refused at once."""

import csv
import io
import random
import resource
import subprocess
import sys
import time

from benchmarks.lieux import DATA
from benchmarks.resultats import MB, MS, SECONDS, Mesure, within
from clauses.domain.recherche import normalise
from clauses.donnees import Moment, read_moment
from clauses.edition.apport import SourceError, preview, propose, read_apport, roles, with_roles
from clauses.edition.preparation import prepare
from clauses.storage.limites import MOST_ROWS

ROWS, FEW, TOO_MANY = 10_000, 1_000, 100_000
WHOLE_S, REFUSED_S, RATIO, MEMORY = 10.0, 1.0, 12.0, 400_000_000
YEAR = 2031
TITLES = ["TYPE_SIAE", "DENOMINATION", "NUM_RUE", "NOM_RUE", "CODE_POST_COM", "NOM_COMMUNE", "TEL", "MAIL", "DEPT"]
WORDS = ("ATELIER", "CHANTIER", "JARDIN", "TEXTILE", "CUISINE", "MOBILITE", "EMPLOI", "BOIS", "METAL", "NETTOYAGE")


def measure(*, quick: bool) -> list[Mesure]:
    """In one process, then in one of its own for its memory."""
    moment = read_moment(DATA)
    contents = {count: liste(moment, count) for count in (FEW, ROWS)}
    _whole(moment, contents[FEW])
    rounds = range(1 if quick else 3)
    times = {count: min(_whole(moment, content) for _ in rounds) for count, content in contents.items()}
    ratio = times[ROWS] / times[FEW]
    many = liste(moment, TOO_MANY, thin=True)
    start = time.perf_counter()
    try:
        read_apport(moment, "structures", many, "liste.csv")
        refused = float("inf")
    except SourceError:
        refused = time.perf_counter() - start
    what = f"a list of {ROWS} rows that someone brings"
    return [
        within(f"{what}: columns guessed, rows checked, draft prepared", times[ROWS], WHOLE_S, SECONDS),
        Mesure(f"{what}, against {FEW} rows", SECONDS.write(times[ROWS]), SECONDS.write(times[FEW]), f"{ratio:.1f} ×",
               f"≤ {RATIO:g} ×", ratio <= RATIO),
        within(f"{TOO_MANY} rows, {len(many) / 1e6:.1f} MB: refused ({MOST_ROWS} at most)", refused, REFUSED_S, MS),
        within(f"{what}: memory of the whole process at its most", float(_memory()), float(MEMORY), MB),
    ]  # fmt: skip


def liste(moment: Moment, count: int, *, thin: bool = False) -> bytes:
    """An invented list with the columns of one of the State; ``thin``: light enough to be refused for its rows."""
    draw = random.Random(17)
    communes = moment.territoires.communes.sample(count, replace=True, random_state=17)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(TITLES)
    for rank, each in enumerate(communes.itertuples()):
        name = f"ESSAI {rank}" if thin else f"ASSOC {' '.join(draw.sample(WORDS, 3))} {rank}"
        postal = each.codes_postaux.split("|")[0]
        rest = ["", ""] if thin else [f"05{61000000 + rank}", f"contact@essai{rank}.example"]
        writer.writerow(
            [draw.choice(("ACI", "EI", "AI")), name, rank % 90 + 1, "RUE DE L ESSAI", postal,
             normalise(each.nom).upper(), *rest, each.code_departement]
        )  # fmt: skip
    return buffer.getvalue().encode("cp1252")


def _whole(moment: Moment, content: bytes) -> float:
    """Seconds from the file to a draft ready to publish."""
    start = time.perf_counter()
    apport = read_apport(moment, "structures", content, "liste.csv")
    found = propose(moment, apport)
    found = with_roles(found, roles(found, apport), fixes={"confiance": "faible", "source": "Mesure"})
    apercu = preview(moment, apport, found, annee=YEAR)
    assert apercu.travail is not None
    assert apercu.ecartees == 0
    prepare(moment, apercu.travail.table, apercu.travail.base, annee=YEAR)
    return time.perf_counter() - start


def _memory() -> int:
    """Bytes of a process that reads a list, at its most."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.apport"], capture_output=True, text=True, check=True)
    return int(done.stdout)


if __name__ == "__main__":
    data = read_moment(DATA)
    _whole(data, liste(data, ROWS))
    sys.stdout.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))
