"""``./atlas``, or ``python -m clauses`` in an environment of one's own: the command line."""

import sys
from importlib.util import find_spec
from io import TextIOWrapper

for stream in (sys.stdout, sys.stderr):
    # A pipe on Windows would otherwise be in the local code page; and an argument may hold bytes that are not text.
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")

if __name__ == "__main__":
    if find_spec("typer") is None:
        from clauses.rendu.mots.commandes import PAS_INSTALLE

        sys.exit(PAS_INSTALLE)

    from clauses.cli import main
    from clauses.storage.traces import system_log

    with system_log():
        sys.exit(main())
