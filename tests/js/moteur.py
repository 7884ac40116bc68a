"""V8 without a browser: runs the modules of the project that draw nothing."""

import json
from typing import Any

from py_mini_racer import JSPromise, MiniRacer

from clauses.rendu.scripts import exports_of, join
from tests.serveur import ROOT

# The part of the browser's own that the rules need; V8 alone has none of it.
_BROWSER = """
globalThis.window = globalThis;
globalThis.URLSearchParams = class {
  constructor(given = "") {
    const decode = (text) => decodeURIComponent(text.replaceAll("+", " "));
    const pairs = typeof given === "string"
      ? given.replace(/^[?]/, "").split("&").filter(Boolean).map((each) => {
          const [name, ...value] = each.split("=");
          return [decode(name), decode(value.join("="))];
        })
      : Symbol.iterator in given ? given : Object.entries(given);
    this.pairs = [...pairs].map(([name, value]) => [name, String(value)]);
  }
  get(name) { return this.pairs.find((pair) => pair[0] === name)?.[1] ?? null; }
  delete(name) { this.pairs = this.pairs.filter((pair) => pair[0] !== name); }
  set(name, value) {
    const pair = this.pairs.find((each) => each[0] === name);
    if (pair) pair[1] = String(value);
    else this.pairs.push([name, String(value)]);
  }
  toString() {
    return this.pairs.map((pair) => pair.map(encodeURIComponent).join("=").replaceAll("%20", "+")).join("&");
  }
  [Symbol.iterator]() { return this.pairs[Symbol.iterator](); }
};
"""


class Moteur:
    """A V8 where these modules have run, libraries (paths of classic scripts) before them."""

    def __init__(self, *entries: str, libraries: tuple[str, ...] = ()) -> None:
        self._v8 = MiniRacer()
        self.run(_BROWSER)
        for name in libraries:
            self.run((ROOT / name).read_text(encoding="utf-8"))
        for entry in entries:
            self.run(join(entry))

    def run(self, script: str) -> None:
        self._v8.eval(f"{script}\n;0")

    def ask(self, function: str, *arguments: Any) -> Any:
        """Result of a function, through JSON; a promise is awaited."""
        call = f"Promise.resolve(({function})(...{json.dumps(arguments)})).then((answer) => JSON.stringify(answer))"
        promise = self._v8.eval(call)
        assert isinstance(promise, JSPromise)
        answer = promise.get()
        return json.loads(answer) if isinstance(answer, str) else None

    def call(self, path: str, name: str, *arguments: Any) -> Any:
        """Result of an exported function of a module."""
        return self.ask(f"{exports_of(path)}.{name}", *arguments)
