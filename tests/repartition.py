"""Distribution of tests over processes (xdist): tests that share a server stay in one."""

from functools import cache

from xdist.scheduler import LoadScopeScheduling

from tests.serveur import ROOT

BROWSER = "tests/e2e/"


@cache
def shares(path: str) -> bool:
    """True if the tests of a file share something that lasts, usually a server."""
    return 'scope="module"' in (ROOT / path).read_text(encoding="utf-8")


def scope_of(nodeid: str) -> str:
    """A whole file, but in the browser, where tests are long and most need nothing but the shipped data."""
    path = nodeid.partition("::")[0]
    if not path.startswith(BROWSER) or shares(path):
        return path
    # Two servers for all of them, whatever the file.
    return "hostile" if "hostile" in nodeid else nodeid


# Not the groups of xdist: pytest 9.2 no longer lets it add them to the names of tests.
class Scheduling(LoadScopeScheduling):
    """One scope after another, each to the first process that is free."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)
