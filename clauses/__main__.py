"""``python -m clauses``: the command line."""

import sys
from io import TextIOWrapper

from clauses.cli import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows would otherwise be in the local code page; and an argument may hold bytes that are not text.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
