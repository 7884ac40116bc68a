"""Cold process: our imports and all the data, against the libraries alone."""

import subprocess
import sys
import time

from benchmarks.resultats import Mesure, against
from benchmarks.serveurs import ROOT

LIBRARIES = "import streamlit, geopandas"
OURS = "import clauses; from clauses.donnees import load_moment; load_moment().complete().geo.contours('communes')"
RATIO = 1.5


def measure(*, quick: bool) -> list[Mesure]:
    """Wall time of whole processes, alternately."""
    pairs = [(_run(OURS), _run(LIBRARIES)) for _ in range(3 if quick else 7)]
    what = "`import clauses` and load of all data, cold, against `import streamlit, geopandas`"
    return [against(what, [ours for ours, _ in pairs], [libraries for _, libraries in pairs], RATIO)]


def _run(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start
