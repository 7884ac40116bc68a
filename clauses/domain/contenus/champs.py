"""Champs: fields of the head of a page, as a form shows them, and the head written back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from clauses.domain.contenus.textes import NOTES

LIGNE, PARAGRAPHES, LISTE, FICHES = "ligne", "paragraphes", "liste", "fiches"
"""One line, several paragraphs, one text per line, one record per line."""
JOUR, OUI, CHOIX = "jour", "oui", "choix"
"""A day, yes or no, several of a list."""

_BAR, _RULE = "|", "---"
_KEY = re.compile(r"([\w-]+):")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?::[A-Za-z0-9]+)?")


@dataclass(frozen=True, slots=True)
class Champ:
    """Field of a head: its key, what it holds; for records, their keys in order, and those that may be left out."""

    cle: str
    genre: str = LIGNE
    parties: tuple[str, ...] = ()
    facultatives: frozenset[str] = frozenset()


TITRE, _RESUME, _TERRITOIRE = Champ("titre"), Champ("resume"), Champ("territoire")
_PAGE = (TITRE, Champ("maj_le", JOUR))
_OUTIL = (
    TITRE,
    _RESUME,
    Champ("verifie_le", JOUR),
    Champ("references", FICHES, ("article", "objet", "adresse"), frozenset({"adresse"})),
)
_RETOUR = (
    TITRE,
    Champ("lieu"),
    _TERRITOIRE,
    *map(Champ, ("hors_region", "porteur", "effectif", "heures", "maillage")),
    Champ("chiffres", FICHES, ("valeur", "libelle")),
    Champ("temoins", LISTE),
    Champ("guichets", CHOIX),
    Champ("structures", CHOIX),
    Champ("source"),
    Champ("dit_le", JOUR),
)
_ETAPE = (
    TITRE,
    _TERRITOIRE,
    Champ("typologies", CHOIX),
    Champ("couches", CHOIX),
    Champ("chiffres", FICHES, ("valeur", "libelle", "source")),
    Champ("calculs", FICHES, ("calcul", "libelle")),
    Champ("code_qr", OUI),
    Champ("note", PARAGRAPHES),
)
_FAMILLES = {"retours": _RETOUR, "outils": _OUTIL, "donnees": _PAGE, "presentation": _ETAPE}


def famille_of(name: str) -> str:
    """Family of a page: its folder.

    >>> famille_of("presentation/lot/01-ici.md"), famille_of("glossaire.md"), famille_of("notes-carte.md")
    ('presentation', 'glossaire', 'notes')
    """
    return "notes" if name == NOTES else name.partition("/")[0].removesuffix(".md")


def champs_of(name: str) -> tuple[Champ, ...]:
    """Fields of the head of a page; none for the pages that have no head."""
    if name.endswith("/conclusions.md"):
        return _PAGE
    if name.endswith("/histoire.md"):
        return (TITRE, _RESUME)
    return _FAMILLES.get(famille_of(name), ())


def has_body(name: str) -> bool:
    """False for what introduces a story, which is a head alone."""
    return not name.endswith("/histoire.md")


def shown(value: object, champ: Champ) -> str:
    """A value as a form shows it.

    >>> shown([{"valeur": "42 %", "libelle": "des heures"}], Champ("chiffres", FICHES, ("valeur", "libelle")))
    '42 % | des heures'
    """
    items = value if isinstance(value, list) else [value] if value else []
    if champ.genre == FICHES:
        return "\n".join(_joined(item, champ) if isinstance(item, Mapping) else str(item) for item in items)
    return "\n".join(str(item).strip() for item in items)


def understood(text: str, champ: Champ) -> object:
    r"""What was typed, as a value; the last part of a record takes the rest of its line.

    >>> understood("42 % | des heures | dites", Champ("chiffres", FICHES, ("valeur", "libelle")))
    [{'valeur': '42 %', 'libelle': 'des heures | dites'}]
    >>> understood(" a\n\nb ", Champ("temoins", LISTE)), understood(" a\nb ", Champ("titre"))
    (['a', 'b'], 'a b')
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if champ.genre == PARAGRAPHES:
        return text.strip()
    if champ.genre == FICHES:
        return [_record(line, champ) for line in lines]
    return lines if champ.genre in (LISTE, CHOIX) else " ".join(lines)


def split_page(text: str) -> tuple[str, str, int]:
    """Head and body of a page, and the lines before the head; without head, all of it is body."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != _RULE:
        return "", text, 0
    end = next((rank for rank, line in enumerate(lines[1:], 1) if line.strip() == _RULE), None)
    if end is None:
        return "", text, 0
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), 1


def with_champ(text: str, champ: Champ, value: object, champs: tuple[Champ, ...]) -> str:
    r"""The page with another value of a field; every other line of its head stays as it is written.

    >>> with_champ('---\n# Ici.\ntitre: "Un"\n---\n\nCorps.', Champ("maj_le", JOUR), "2026-11-24", _PAGE)
    '---\n# Ici.\ntitre: "Un"\nmaj_le: 2026-11-24\n---\n\nCorps.'
    """
    head, corps, _ = split_page(text)
    blocks = _blocks(head)
    order = [each.cle for each in champs]
    before = set(order[: order.index(champ.cle)]) if champ.cle in order else set(order)
    rank = next((rank for rank, (cle, _) in enumerate(blocks) if cle == champ.cle), None)
    if rank is None:
        rank = max((rank + 1 for rank, (cle, _) in enumerate(blocks) if not cle or cle in before), default=0)
        blocks.insert(rank, (champ.cle, ""))
    blocks[rank] = champ.cle, _written(champ.cle, value) if value else ""
    return _page("".join(block for _, block in blocks), corps)


def with_body(text: str, corps: str) -> str:
    """The page with another body; its head stays as it is written."""
    head, _, _ = split_page(text)
    return _page("".join(f"{line}\n" for line in head.splitlines()), corps)


def _page(head: str, corps: str) -> str:
    return f"{_RULE}\n{head}{_RULE}\n\n{corps.strip()}".strip()


def _blocks(head: str) -> list[tuple[str, str]]:
    """Keys of a head with their lines; those above the first key have none."""
    blocks: list[tuple[str, str]] = []
    for line in head.splitlines():
        key = _KEY.match(line)
        if key or not blocks:
            blocks.append((key[1] if key else "", ""))
        cle, lines = blocks[-1]
        blocks[-1] = cle, f"{lines}{line}\n"
    return blocks


def _joined(item: Mapping, champ: Champ) -> str:
    parts = [str(item.get(name, "")) for name in champ.parties]
    while parts and not parts[-1]:
        parts.pop()
    return f" {_BAR} ".join(parts)


def _record(line: str, champ: Champ) -> dict[str, str]:
    parts = [part.strip() for part in line.split(_BAR, len(champ.parties) - 1)]
    parts += [""] * (len(champ.parties) - len(parts))
    found = dict(zip(champ.parties, parts, strict=True))
    return {name: value for name, value in found.items() if value or name not in champ.facultatives}


def _written(cle: str, value: object) -> str:
    if isinstance(value, list):
        return f"{cle}:\n" + "".join(f"  - {_item(item)}\n" for item in value)
    text = str(value)
    if "\n" in text.strip() and not text.startswith(" "):
        lines = "\n".join(f"  {line}".rstrip() for line in text.strip().splitlines())
        return f"{cle}: |\n{lines}\n"
    return f"{cle}: {_quoted(text)}\n"


def _item(item: object) -> str:
    if isinstance(item, Mapping):
        return "\n    ".join(f"{name}: {_quoted(str(value))}" for name, value in item.items())
    return _quoted(str(item))


def _quoted(text: str) -> str:
    """A text between quotes, as YAML reads it; a day, a code or an identifier needs none."""
    if _PLAIN.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
