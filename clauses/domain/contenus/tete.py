"""Tete: front matter (YAML) of a text, read key by key, with its issues."""

from collections.abc import Mapping, Sequence
from datetime import date

from clauses.domain.contenus import Place, Texte
from clauses.domain.issues import Issue, issue
from clauses.domain.regles.contexte import closest


class Tete:
    """Reader of the front matter of a text, key by key; collects its issues."""

    def __init__(self, texte: Texte) -> None:
        self.texte = texte
        self.issues: list[Issue] = []
        self._known: set[str] = set()

    def text(self, name: str, expected: str, *, required: bool = False) -> str:
        """A text; an issue when it is required and missing, or is a list."""
        self._known.add(name)
        value = self.texte.tete.get(name, "")
        if not isinstance(value, str):
            self._unfit(str(value), expected, name)
            return ""
        if required and not value.strip():
            self.issues.append(self._issue("E-COL-12", (name,), cle=name, attendu=expected))
        return value.strip()

    def day(self, name: str, expected: str, *, required: bool = False) -> date | None:
        """A day, as 2026-11-24."""
        value = self.text(name, expected, required=required)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self._unfit(value, expected, name)
            return None

    def texts(self, name: str, expected: str) -> tuple[str, ...]:
        """A list of texts."""
        self._known.add(name)
        value = self.texte.tete.get(name, "")
        items = value if isinstance(value, list) else [value] if value else []
        texts = [item.strip() for item in items if isinstance(item, str)]
        if len(texts) < len(items):
            self._unfit(str(value), expected, name)
        return tuple(filter(None, texts))

    def records(
        self, name: str, keys: Sequence[str], expected: str, optional: Sequence[str] = ()
    ) -> list[dict[str, str]]:
        """A list of small mappings that have exactly these keys, some of which may be left out."""
        self._known.add(name)
        value = self.texte.tete.get(name, [])
        items: list[object] = value if isinstance(value, list) else [value] if value else []
        found: list[dict[str, str]] = []
        for item in items:
            if (
                isinstance(item, Mapping)
                and set(item) - set(optional) == set(keys)
                and all(isinstance(v, str) for v in item.values())
            ):
                found.append({str(key): str(cell).strip() for key, cell in item.items()})
            else:
                self._unfit(str(item), expected, name)
        return found

    def refuse(self, value: str, expected: str, name: str) -> None:
        """Report a value as invalid."""
        self._unfit(value, expected, name)

    def done(self) -> list[Issue]:
        """Every issue, keys that nobody asked for included, in the order of the lines."""
        for name in self.texte.tete:
            if name not in self._known:
                guess = closest(name, self._known)
                self.issues.append(self._issue("E-COL-11", (name,), cle=name, suggestion=guess))
        return sorted(self.issues, key=lambda each: each.line or 0)

    def _unfit(self, value: str, expected: str, name: str) -> None:
        self.issues.append(self._issue("E-COL-13", (name,), valeur=value, cle=name, attendu=expected))

    def _issue(self, code: str, place: Place, **params: object) -> Issue:
        return issue(code, self.texte.file, self.texte.lines.get(place), place[0], **params)
