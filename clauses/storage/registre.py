"""Registry of the team: accounts, sessions, wrong passwords and sign-ins under way, in one SQLite file.

It lives in the private folder of the team (``<data>/equipe/registre.sqlite``, readable by the server alone) and is
shared by every process that serves the same data. No secret of a person is in it: a password is an argon2id hash, the
identifier of a session is known by its SHA-256 only. Every method opens the file, does one transaction and closes it,
so that a session revoked by another process is refused at the next look-up.

Times are seconds since 1970, given by the caller.
"""

import hashlib
import json
import math
import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clauses.storage import essais
from clauses.storage.disque import check_writable
from clauses.storage.equipe import FOLDER, equipe_folder
from clauses.storage.files import data_dir
from clauses.storage.refus_systeme import reason_of

REGISTRE_FILE = "registre.sqlite"

DUREE_SEANCE = 8 * 3600.0
DUREE_ATTENTE = 10 * 60.0

# How long another process may hold the file before the answer is an error.
_PATIENCE = 5.0

_TABLES = {"comptes", "seances", "essais", "attentes"}
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS comptes (
    identifiant TEXT PRIMARY KEY, nom TEXT NOT NULL, empreinte TEXT NOT NULL, cree REAL NOT NULL, actif INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS seances (
    empreinte TEXT PRIMARY KEY, identifiant TEXT NOT NULL, nom TEXT NOT NULL, methode TEXT NOT NULL,
    expire REAL NOT NULL, jeton TEXT NOT NULL
) STRICT;
DROP TABLE IF EXISTS echecs;
{essais.SCHEMA}CREATE TABLE IF NOT EXISTS attentes (
    cle TEXT PRIMARY KEY, contenu TEXT NOT NULL, expire REAL NOT NULL
) STRICT;
"""


class RegistreError(Exception):
    """The registry cannot be read or written; ``raison``, in French, when it is the disk that refuses."""

    def __init__(self, message: str, raison: str = "") -> None:
        self.raison = raison
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Compte:
    """An account; `empreinte` is the argon2id hash of its password, `nom` signs the editions."""

    identifiant: str
    nom: str
    empreinte: str
    cree: float
    actif: bool


@dataclass(frozen=True, slots=True)
class Seance:
    """An open session; `jeton` is the ``id_token`` that a provider wants back to close its own, or nothing."""

    identifiant: str
    nom: str
    methode: str
    expire: float
    jeton: str


def digest(secret: str) -> str:
    """Hash stored for a random identifier: enough to recognise it, not to use it.

    >>> digest("abc")[:16]
    'ba7816bf8f01cfea'
    """
    return hashlib.sha256(secret.encode()).hexdigest()


class Registre:
    """The registry of a data folder (the served one unless told): empty until the first writing makes its file.

    Every method raises `RegistreError` when the file is damaged, locked for long or out of reach.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = data_dir() if folder is None else folder
        self.path = self.folder / FOLDER / REGISTRE_FILE

    # Accounts

    def comptes(self) -> list[Compte]:
        """Every account, by identifier."""
        rows = self._read("SELECT identifiant, nom, empreinte, cree, actif FROM comptes ORDER BY identifiant")
        return [_compte(row) for row in rows]

    def compte(self, identifiant: str) -> Compte | None:
        """One account, also when it is closed."""
        rows = self._read(
            "SELECT identifiant, nom, empreinte, cree, actif FROM comptes WHERE identifiant = ?", identifiant
        )
        return _compte(rows[0]) if rows else None

    def ajouter_compte(self, identifiant: str, nom: str, empreinte: str, maintenant: float) -> bool:
        """Open an account, or open again one that was closed; ``False`` when there is an open one of this name."""
        with self._writing() as base:
            done = base.execute(
                "INSERT INTO comptes VALUES (?, ?, ?, ?, 1) ON CONFLICT (identifiant) DO UPDATE SET nom = excluded.nom,"
                " empreinte = excluded.empreinte, cree = excluded.cree, actif = 1 WHERE actif = 0",
                (identifiant, nom, empreinte, maintenant),
            )
            if done.rowcount > 0:
                essais.unlock(base, digest(identifiant))
            return done.rowcount > 0

    def changer_mot_de_passe(self, identifiant: str, empreinte: str) -> bool:
        """Replace the hash of an open account, close its sessions, forget its wrong passwords; ``False`` without it."""
        with self._writing() as base:
            done = base.execute(
                "UPDATE comptes SET empreinte = ? WHERE identifiant = ? AND actif = 1", (empreinte, identifiant)
            )
            base.execute("DELETE FROM seances WHERE identifiant = ? AND methode = 'comptes'", (identifiant,))
            essais.unlock(base, digest(identifiant))
            return done.rowcount > 0

    def retirer_compte(self, identifiant: str, *, effacer: bool = False) -> bool:
        """Close an account, or erase it, with its sessions; ``False`` when there is nothing to do."""
        with self._writing() as base:
            statement = (
                "DELETE FROM comptes WHERE identifiant = ?"
                if effacer
                else "UPDATE comptes SET actif = 0 WHERE identifiant = ? AND actif = 1"
            )
            done = base.execute(statement, (identifiant,))
            base.execute("DELETE FROM seances WHERE identifiant = ? AND methode = 'comptes'", (identifiant,))
            essais.unlock(base, digest(identifiant))
            return done.rowcount > 0

    # Sessions

    def ouvrir_seance(
        self, secret: str, identifiant: str, nom: str, methode: str, maintenant: float, jeton: str = ""
    ) -> Seance:
        """Open a session known by a random identifier, of which only the hash is kept; expired ones go."""
        seance = Seance(identifiant, nom, methode, maintenant + DUREE_SEANCE, jeton)
        with self._writing() as base:
            base.execute("DELETE FROM seances WHERE expire NOT BETWEEN ? AND ?", _lifetime(DUREE_SEANCE, maintenant))
            base.execute(
                "INSERT INTO seances VALUES (?, ?, ?, ?, ?, ?)",
                (digest(secret), identifiant, nom, methode, seance.expire, jeton),
            )
        return seance

    def seance(self, secret: str, maintenant: float) -> Seance | None:
        """The open session of this identifier; none if it expired, was closed, or if its account was."""
        rows = self._read(
            "SELECT seances.identifiant, coalesce(comptes.nom, seances.nom), methode, expire, jeton FROM seances"
            " LEFT JOIN comptes ON comptes.identifiant = seances.identifiant AND methode = 'comptes'"
            " WHERE seances.empreinte = ? AND expire BETWEEN ? AND ? AND (methode <> 'comptes' OR comptes.actif = 1)",
            digest(secret),
            *_lifetime(DUREE_SEANCE, maintenant),
        )
        return Seance(*rows[0]) if rows else None

    def fermer_seance(self, secret: str) -> bool:
        """Close one session."""
        with self._writing() as base:
            return base.execute("DELETE FROM seances WHERE empreinte = ?", (digest(secret),)).rowcount > 0

    def fermer_seances(self, identifiant: str) -> int:
        """Close every session of a person, whatever the way they came in; how many there were."""
        with self._writing() as base:
            return base.execute("DELETE FROM seances WHERE identifiant = ?", (identifiant,)).rowcount

    def compter_seances(self, maintenant: float) -> dict[str, int]:
        """Number of open sessions of each person who has any."""
        rows = self._read(
            "SELECT identifiant, count(*) FROM seances WHERE expire BETWEEN ? AND ?"
            " GROUP BY identifiant ORDER BY identifiant",
            *_lifetime(DUREE_SEANCE, maintenant),
        )
        return dict(rows)

    # Wrong passwords

    def essayer(self, compte: str, origine: str, maintenant: float, *, connu: bool = False) -> essais.Verdict:
        """Count one more try of this person from this origin, in line with the rules of `essais`.

        A try counts as wrong until `reussir` says otherwise: tries sent together cannot slip between the verification
        and the count.
        """
        with self._writing() as base:
            return essais.attempt(base, digest(compte), digest(origine), maintenant, connu=connu)

    def reussir(self, compte: str, origine: str) -> None:
        """The try was right."""
        with self._writing() as base:
            essais.forgive(base, digest(compte), digest(origine))

    def debloquer(self, compte: str) -> int:
        """Forget the wrong passwords of a person; from how many origins they came."""
        with self._writing() as base:
            return essais.unlock(base, digest(compte))

    # Sign-ins under way

    def attendre(self, cle: str, contenu: dict[str, str], maintenant: float) -> None:
        """Keep for ten minutes what a provider's answer will be checked against."""
        with self._writing() as base:
            base.execute("DELETE FROM attentes WHERE expire NOT BETWEEN ? AND ?", _lifetime(DUREE_ATTENTE, maintenant))
            base.execute(
                "INSERT INTO attentes VALUES (?, ?, ?)", (digest(cle), json.dumps(contenu), maintenant + DUREE_ATTENTE)
            )

    def reprendre(self, cle: str, maintenant: float) -> dict[str, str] | None:
        """One-time read of the value kept under this name; ``None`` if it is unknown, used already or too old."""
        if not self.path.exists():
            return None
        with self._writing() as base:
            row = base.execute("SELECT contenu, expire FROM attentes WHERE cle = ?", (digest(cle),)).fetchone()
            base.execute("DELETE FROM attentes WHERE cle = ?", (digest(cle),))
        earliest, latest = _lifetime(DUREE_ATTENTE, maintenant)
        return json.loads(row[0]) if row and earliest <= row[1] <= latest else None

    def _read(self, statement: str, *values: object) -> list[Any]:
        if not self.path.exists():
            return []
        with self._errors(), closing(self._connect()) as base:
            return base.execute(statement, values).fetchall()

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection, None, None]:
        """One transaction, alone from its start: two processes never count the same try."""
        with self._errors():
            check_writable(self.folder)
            self._make()
            with closing(self._connect()) as base:
                base.execute("BEGIN IMMEDIATE")
                try:
                    yield base
                except BaseException:
                    base.execute("ROLLBACK")
                    raise
                base.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        # Never through a creation by SQLite itself, which would follow the umask.
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        base = sqlite3.connect(address, timeout=_PATIENCE, isolation_level=None, uri=True)
        try:
            # An empty file: just made, or left by a full disk.
            if not {name for (name,) in base.execute("SELECT name FROM sqlite_master")} >= _TABLES:
                base.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
        except BaseException:
            base.close()
            raise
        return base

    def _make(self) -> None:
        if not self.path.exists():
            equipe_folder(self.folder)
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))

    @contextmanager
    def _errors(self) -> Generator[None, None, None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raison = reason_of(error) if isinstance(error, OSError) else ""
            raise RegistreError(f"{self.path}: {error}", raison) from error


def _lifetime(duree: float, maintenant: float) -> tuple[float, float]:
    """Bounds of the expiry of what lives so long: later than that, it dates from a clock that was ahead."""
    return math.nextafter(maintenant, math.inf), maintenant + duree + essais.TOLERANCE


def _compte(row: tuple[str, str, str, float, int]) -> Compte:
    return Compte(row[0], row[1], row[2], row[3], bool(row[4]))
