"""Rate limit of passwords: how long a try must wait, from the wrong ones of the last day.

One row for each person and origin (an address, or a browser that the person already signed in from). Three rules read
them, so that guessing is slow wherever it comes from, and keeping somebody out is not within everybody's reach:

- a person from an origin: five tries, then a quarter of an hour, then twice as long each five;
- a person, from all addresses together: fifty, then one try at a time, further and further apart. One address counts
  for half of that at most: alone, it keeps nobody out elsewhere;
- an address, by the *names* it tries, twenty: the mistakes of one person do not close an office.

A known browser answers to the first rule only, and counts for itself. Times are seconds since 1970.
"""

import sqlite3
from dataclasses import dataclass

MEMOIRE = 24 * 3600.0
"""How long a wrong password is remembered."""

TOLERANCE = 60.0
"""How far ahead a time may be: beyond, the clock was wrong when it was written, and has been put right since."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS essais (
    compte TEXT NOT NULL, origine TEXT NOT NULL, connu INTEGER NOT NULL, nombre INTEGER NOT NULL, dernier REAL NOT NULL,
    PRIMARY KEY (compte, origine)
) STRICT;
CREATE INDEX IF NOT EXISTS essais_origine ON essais (origine);
CREATE INDEX IF NOT EXISTS essais_dernier ON essais (dernier);
"""


@dataclass(frozen=True, slots=True)
class Regle:
    """From `seuil` tries on, one wait each `pas` tries: `premier` seconds, doubled each time up to `maximum`."""

    seuil: int
    pas: int
    premier: float
    maximum: float

    def delai(self, nombre: int) -> float:
        """Seconds between the last of so many tries and the next.

        >>> [Regle(5, 5, 900.0, 3600.0).delai(n) for n in (4, 5, 6, 10, 15, 5000)]
        [0.0, 900.0, 0.0, 1800.0, 3600.0, 3600.0]
        """
        rang, reste = divmod(nombre - self.seuil, self.pas)
        return 0.0 if rang < 0 or reste else min(self.premier * 2.0 ** min(rang, 30), self.maximum)


ORIGINE = Regle(seuil=5, pas=5, premier=15 * 60.0, maximum=4 * 3600.0)
COMPTE = Regle(seuil=50, pas=1, premier=1.0, maximum=15 * 60.0)
ADRESSE = Regle(seuil=20, pas=1, premier=1.0, maximum=15 * 60.0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password may be looked at.

    Attributes
    ----------
    attente : float
        Seconds to wait before another try; 0 when this one is allowed, and counted.
    restants : int
        Tries left to this person from this origin before a wait, should this one be wrong.
    ensuite : float
        Seconds that the next try would then have to wait.
    """

    attente: float
    restants: int = 0
    ensuite: float = 0.0


def attempt(base: sqlite3.Connection, compte: str, origine: str, maintenant: float, *, connu: bool) -> Verdict:
    """Count one more try, unless it must wait: waiting is then enough, refused tries are not counted."""
    base.execute("DELETE FROM essais WHERE dernier <= ? OR dernier > ?", (maintenant - MEMOIRE, maintenant + TOLERANCE))

    def waits(moment: float) -> float:
        return max(_wait(*counted, moment) for counted in _counts(base, compte, origine, connu=connu))

    attente = waits(maintenant)
    if attente > 0:
        return Verdict(attente)
    (nombre,) = base.execute(
        "INSERT INTO essais VALUES (?, ?, ?, 1, ?) ON CONFLICT (compte, origine)"
        " DO UPDATE SET nombre = nombre + 1, dernier = excluded.dernier RETURNING nombre",
        (compte, origine, int(connu), maintenant),
    ).fetchone()
    return Verdict(0.0, -nombre % ORIGINE.pas, waits(maintenant))


def forgive(base: sqlite3.Connection, compte: str, origine: str) -> None:
    """The last try was right: this origin starts afresh for this person, and weighs on nobody any more."""
    base.execute("DELETE FROM essais WHERE compte = ? AND origine = ?", (compte, origine))


def unlock(base: sqlite3.Connection, compte: str) -> int:
    """Forget the wrong passwords of a person; from how many origins they came."""
    return base.execute("DELETE FROM essais WHERE compte = ?", (compte,)).rowcount


def _counts(
    base: sqlite3.Connection, compte: str, origine: str, *, connu: bool
) -> list[tuple[Regle, int | None, float | None]]:
    """Each rule, the tries it counts, and when the last was."""

    def read(what: str, where: str, *values: object) -> tuple[int | None, float | None]:
        return base.execute(f"SELECT {what}, max(dernier) FROM essais WHERE {where}", values).fetchone()

    found = [(ORIGINE, *read("sum(nombre)", "compte = ? AND origine = ?", compte, origine))]
    if not connu:
        share = COMPTE.seuil // 2
        found.append((COMPTE, *read(f"sum(min(nombre, {share}))", "compte = ? AND NOT connu", compte)))
        found.append((ADRESSE, *read("count(*)", "origine = ? AND NOT connu", origine)))
    return found


def _wait(regle: Regle, nombre: int | None, dernier: float | None, maintenant: float) -> float:
    if not nombre or dernier is None:
        return 0.0
    delai = regle.delai(nombre)
    # Never more than the delay, whatever the clock did.
    return min(delai, max(0.0, dernier + delai - maintenant))
