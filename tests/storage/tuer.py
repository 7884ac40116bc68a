"""Crash test: publish and kill the process, at each step in turn; reports leftovers. Not a test by itself."""

import json
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from clauses.storage.editions.depot import FOLDER, list_manifestes
from clauses.storage.editions.instantane import read_instantane
from tests.storage.test_editions import marks, publish_text


def main(region: Path, times: int) -> None:
    """Print the report."""
    steps: list[str] = []
    publish_text(region, "un")
    publish_text(region, "deux", step=steps.append)
    shown, wrong = "deux", []
    for turn in range(times):
        rank, text = turn % len(steps), f"essai-{turn}"
        before = [each.numero for each in list_manifestes(region)]
        child = os.fork()
        if not child:
            publish_text(region, text, step=Killer(rank))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            wrong.append([turn, steps[rank], "not killed"])
        found = marks(region)
        expected = {f"id,nom\n{each},{each}\n".encode() for each in (shown, text)}
        if len(found) != 1 or not found <= expected or read_instantane(region).modifies:
            wrong.append([turn, steps[rank], repr(found)])
        shown = next(iter(found)).decode().partition(",nom\n")[2].partition(",")[0]
        numbers = [each.numero for each in list_manifestes(region)]
        # A number is never given twice; that of a folder named but never shown is left out.
        if numbers != sorted(set(numbers), reverse=True) or not set(before) <= set(numbers):
            wrong.append([turn, steps[rank], repr(numbers)])
    publish_text(region, "fin")
    for each in list_manifestes(region):
        read_instantane(region, each.numero)
    if marks(region) != {b"id,nom\nfin,fin\n"} or list((region / FOLDER).glob(".0*")):
        wrong.append(["fin"])
    print(json.dumps({"tués": times, "étapes": len(steps), "faux": wrong}))


class Killer:
    """Kills its own program before the step of a rank."""

    def __init__(self, rank: int) -> None:
        self.left = rank

    def __call__(self, _name: str) -> None:
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
