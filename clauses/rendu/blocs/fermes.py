"""Closed guichets: what the directory and their old addresses say of them."""

from collections.abc import Iterable
from typing import Any

from clauses.domain.guichets import Guichet
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import adresses
from clauses.rendu.blocs import render
from clauses.rendu.mots import annuaire as texts


def render_ferme(moment: Moment, guichet: Guichet) -> str:
    """The notice at the address of a closed guichet."""
    return _render(moment, [guichet], seul=True)


def render_fermes(moment: Moment) -> str:
    """All of them, folded; nothing where there is none."""
    closed = sorted(moment.guichets_fermes.values(), key=lambda each: (-(each.ferme_en or 0), each.nom))
    return _render(moment, closed, seul=False) if closed else ""


def find_suivant(moment: Moment, guichet: Guichet) -> Guichet | None:
    """The open guichet that replaces a closed one, even through others that closed since; ``None`` if there is none."""
    opened = {each.id: each for each in moment.guichets}
    seen, name = {guichet.id}, guichet.remplace_par
    while name in moment.guichets_fermes and name not in seen:
        seen.add(name)
        name = moment.guichets_fermes[name].remplace_par
    return opened.get(name)


def _render(moment: Moment, guichets: Iterable[Guichet], *, seul: bool) -> str:
    lines = [_line(moment, each) for each in guichets]
    return render("annuaire_fermes.html", fermes=lines, seul=seul, titre=texts.closed_title(len(lines)))


def _line(moment: Moment, guichet: Guichet) -> dict[str, Any]:
    after = find_suivant(moment, guichet)
    return {
        "nom": typographic(guichet.nom),
        "phrase": texts.closed(guichet.ferme_en),
        "mot": texts.CLOSED_SEE,
        "voir": typographic(after.nom) if after else "",
        "adresse": adresses.entree(after) if after else None,
    }
