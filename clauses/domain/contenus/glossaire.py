"""Glossary: terms, the forms under which they are met, their definition."""

from collections.abc import Iterable, Sequence

from clauses.domain.contenus import Terme, Texte
from clauses.domain.contenus.legifrance import article_address
from clauses.domain.issues import Issue, issue
from clauses.domain.recherche import normalise
from clauses.domain.regles.contacts import is_url

LONGEST_DEFINITION = 240
"""Characters of a definition, which is read in a bubble."""


def build_glossaire(texte: Texte) -> tuple[tuple[Terme, ...], list[Issue]]:
    """Terms of a glossary, in alphabetical order, and its issues."""
    termes: list[Terme] = []
    issues: list[Issue] = []
    forms: dict[str, str] = {}
    for line, name, body in _sections(texte.corps):
        terme = _terme(name, body)
        if not terme.definition or len(terme.definition) > LONGEST_DEFINITION:
            issues.append(issue("E-CON-02", texte.file, line, terme=name, maximum=LONGEST_DEFINITION))
            continue
        if any(each.slug == terme.slug for each in termes):
            issues.append(issue("E-CON-03", texte.file, line, forme=name, terme=name))
            continue
        twice = [form for form in (terme.nom, *terme.formes) if forms.setdefault(form, name) != name]
        issues += [issue("E-CON-03", texte.file, line, forme=form, terme=forms[form]) for form in twice]
        termes.append(terme)
    return tuple(sorted(termes, key=lambda terme: normalise(terme.nom))), issues


def _sections(text: str) -> Iterable[tuple[int, str, list[str]]]:
    """Line, title and paragraphs of each « ## » section."""
    current: tuple[int, str, list[str]] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            if current:
                yield current
            current = (number, line[3:].strip(), [""])
        elif current:
            if line.strip():
                current[2][-1] = f"{current[2][-1]} {line.strip()}".strip()
            elif current[2][-1]:
                current[2].append("")
    if current:
        yield current


def _terme(name: str, paragraphs: Sequence[str]) -> Terme:
    forms: tuple[str, ...] = ()
    source = adresse = ""
    said: list[str] = []
    for paragraph in filter(None, paragraphs):
        if paragraph.startswith("Aussi :"):
            forms = tuple(form.strip() for form in paragraph.partition(":")[2].split(",") if form.strip())
        elif paragraph.startswith("Source :"):
            source, _, adresse = (part.strip() for part in paragraph.partition(":")[2].partition("—"))
        else:
            said.append(paragraph)
    definition, *more = said or [""]
    return Terme(
        name, forms, definition, "\n\n".join(more), source, adresse if is_url(adresse) else article_address(source)
    )
