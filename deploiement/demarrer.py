"""Start of an installation: give the data folder what it lacks, then become `streamlit run app.py`.

Arguments go to Streamlit: ``python -m deploiement.demarrer --server.address 0.0.0.0``.
"""

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from filelock import Timeout

from clauses.storage.disque import UN_SEUL_ECRIVAIN, genre, is_layer, is_memory, is_oui, is_shared
from clauses.storage.ecriture import ChangedFileError
from clauses.storage.files import SHIPPED_DATA, data_dir
from clauses.storage.refus_systeme import reason_of
from deploiement.remplir import (
    ATTENDUES,
    PATIENCE_S,
    DonneesAbsentesError,
    EditionsAbimeesError,
    RepriseInterrompueError,
    prepare,
)

APP = Path(__file__).parents[1] / "app.py"


class ReglageError(ValueError):
    """A setting is neither « oui » nor « non »; its argument is its name."""


def _refusal(error: Exception, folder: Path) -> str:
    """Reason why the atlas cannot start, in French, and what to do."""
    match error:
        case ReglageError():
            return f"{error}\u00a0: «\u00a0oui\u00a0», «\u00a0non\u00a0» ou rien."
        case DonneesAbsentesError():
            return (
                f"{folder} ne contient aucune donnée, alors que {ATTENDUES} dit qu’il y en a. Le disque est-il "
                "monté, le volume est-il le bon\u00a0? Si elles sont perdues, reprenez une sauvegarde\u00a0: "
                f"{_reprendre(folder)}. Pour repartir de celles livrées avec l’atlas, ôtez ce réglage."
            )
        case EditionsAbimeesError():
            return (
                f"Les tables de {folder} sont perdues, et aucune de ses éditions n’est entière\u00a0: mettez ce "
                f"dossier de côté, puis reprenez une sauvegarde\u00a0: {_reprendre(folder)}."
            )
        case RepriseInterrompueError():
            return (
                f"Une reprise de sauvegarde a été interrompue dans {folder}\u00a0: videz ce dossier "
                f"(find {shlex.quote(str(folder))} -mindepth 1 -delete), et recommencez-la."
            )
        case ChangedFileError():
            return f"Un autre programme écrit dans {folder}\u00a0: attendez qu’il finisse, puis redémarrez."
        # It is an OSError too.
        case Timeout():
            return (
                f"Un autre démarrage de l’atlas occupe {folder} depuis plus de {PATIENCE_S} secondes\u00a0: "
                "attendez qu’il finisse, ou arrêtez-le."
            )
        case OSError():
            name = str(error.filename or folder)
            # The name of a temporary file would mean nothing to the person.
            return f"{folder if name.endswith('.tmp') else name} ne peut pas être écrit\u00a0: {reason_of(error)}."
    raise error


def _reprendre(folder: Path) -> str:
    return f"./atlas reprendre archive.tar.gz {shlex.quote(str(folder))}"


def warn(folder: Path) -> Iterator[str]:
    """Say in French what the disk of a folder cannot be trusted with."""
    kind = genre(folder)
    if is_shared(kind) and not is_oui(UN_SEUL_ECRIVAIN):
        yield (
            f"{folder} est sur un disque que plusieurs machines peuvent atteindre ({kind}), et dont les verrous ne "
            "tiennent pas entre elles\u00a0: l’atlas se consulte, mais rien ne peut y être publié, et personne ne peut "
            f"se connecter. Si une seule machine y écrit, donnez le réglage {UN_SEUL_ECRIVAIN}=oui."
        )
    if is_layer(kind):
        yield (
            f"{folder} est dans le conteneur lui-même ({kind})\u00a0: tout ce qui y est publié disparaîtra avec lui. "
            "Donnez-lui un volume."
        )
    if is_memory(kind):
        yield f"{folder} est en mémoire ({kind})\u00a0: tout ce qui y est publié disparaîtra à l’arrêt."


def _is_attendu(environ: Mapping[str, str]) -> bool:
    """Whether the folder must hold data. ``ReglageError`` for a setting that would be taken for a « no »."""
    for name in (ATTENDUES, UN_SEUL_ECRIVAIN):
        if environ.get(name, "").strip().lower() not in ("", "oui", "non"):
            raise ReglageError(name)
    return is_oui(ATTENDUES, environ)


def main() -> None:
    """Prepare the data folder, then replace this process with Streamlit (exec), so that it receives signals."""
    folder = data_dir()
    try:
        attendues = _is_attendu(os.environ)
        said = () if folder == SHIPPED_DATA else prepare(folder, attendues=attendues)
        for sentence in chain(said, warn(folder)):
            print(sentence, file=sys.stderr, flush=True)
    except (ReglageError, RuntimeError, OSError) as error:
        sys.exit(_refusal(error, folder))
    # Streamlit would otherwise ask an outside service for this machine's address, to print it.
    os.environ.setdefault("STREAMLIT_BROWSER_SERVER_ADDRESS", "localhost")
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *sys.argv[1:]]
    os.chdir(APP.parent)
    os.execv(sys.executable, command)


if __name__ == "__main__":
    main()
