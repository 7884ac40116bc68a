"""``carte``: the printed map."""

import difflib
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clauses.cli.refus import Refus
from clauses.cli.sortie import AsJson, print_json, waiting, written
from clauses.rendu.mots import commandes as mots
from clauses.storage.refus_systeme import reason_of

if TYPE_CHECKING:
    from clauses.domain.selection import Selection
    from clauses.donnees import Moment
    from clauses.impression import FeuillePapier, Sortie


class Papier(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    A3 = "a3"


class Sens(StrEnum):
    """Orientation of the paper."""

    PAYSAGE = "paysage"
    PORTRAIT = "portrait"


def carte(
    departement: Annotated[
        str | None, typer.Option(metavar="CODE", help="Département à cadrer, par exemple 34 ; sinon toute la région.")
    ] = None,
    papier: Annotated[Papier, typer.Option("--format", metavar="PAPIER", help="a4 ou a3.")] = Papier.A4,
    orientation: Annotated[Sens, typer.Option(metavar="SENS", help="paysage ou portrait.")] = Sens.PAYSAGE,
    sortie: Annotated[
        Path | None,
        typer.Option(metavar="FICHIER", help="Fichier à écrire : .pdf, .svg ou .png ; carte-….pdf par défaut."),
    ] = None,
    adresse: Annotated[
        str, typer.Option(metavar="URL", help="Adresse publique de l’atlas, pour le QR code (sinon CLAUSES_ADRESSE).")
    ] = "",
    edition: Annotated[
        int | None, typer.Option(metavar="NUMÉRO", min=1, help="Édition à imprimer ; sinon les données d’aujourd’hui.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Imprime la carte des guichets : PDF, SVG ou PNG (300 points par pouce), lisible en noir et blanc.

    Avec titre, légende, sièges numérotés et leur liste, échelle, nord, notes, sources, date et édition
    (docs/carte-imprimee.md). Une liste trop longue pour la page continue sur une autre, en PDF.
    """
    from clauses.cli import lecture
    from clauses.impression import FeuillePapier, FormatPapier, Orientation

    moment = lecture.read_at(edition)
    chosen = _selection(moment, departement)
    feuille = FeuillePapier(FormatPapier(papier.value), Orientation(orientation.value))
    path = sortie or Path(f"carte-{chosen.departement or 'region'}-{feuille.format.value}.pdf")
    answer = _write(moment, chosen, feuille, path, adresse)
    if as_json:
        print_json(answer)
    else:
        written(path)


def _selection(moment: "Moment", departement: str | None) -> "Selection":
    """Selection to print; for an unknown département, the error suggests close ones."""
    from clauses.domain.selection import Selection
    from clauses.domain.territoires import DEPARTEMENT

    if departement is None:
        return Selection()
    code = departement.strip().upper().removeprefix("DEP:")
    if (DEPARTEMENT, code) in moment.territoires.members:
        return Selection(departement=code)
    names = {each.code: moment.territoires.nom(each) for each in moment.territoires.all(DEPARTEMENT)}
    found = _close(code, names)
    message = mots.code_inconnu("Aucun département", departement, moment.territoires.region_nom)
    message += mots.vouliez_vous_dire([f"{each} {names[each]}" for each in found])
    raise Refus(message, suggestions=[{"code": each, "nom": names[each]} for each in found])


def _close(words: str, names: dict[str, str]) -> list[str]:
    """Suggestions: codes of the départements close to a wrong code, or to a name."""
    from clauses.cli.lecture import SUGGESTIONS

    if words.zfill(2) in names:
        return [words.zfill(2)]
    known = {name.casefold(): code for code, name in names.items()} | {code.casefold(): code for code in names}
    near = difflib.get_close_matches(words.casefold(), known, n=SUGGESTIONS, cutoff=0.5)
    return list(dict.fromkeys(known[each] for each in near)) or sorted(names)[:SUGGESTIONS]


def _kind_of(path: Path) -> "Sortie":
    """File format, from its extension."""
    from clauses.impression import Sortie

    try:
        return Sortie(path.suffix.lower().removeprefix("."))
    except ValueError:
        known = [f".{each.value}" for each in Sortie]
        raise Refus(mots.extension_inconnue(path.name, known), valeurs=list(Sortie)) from None


def _write(moment: "Moment", chosen: "Selection", feuille: "FeuillePapier", path: Path, adresse: str) -> dict[str, Any]:
    """Write the map; a report as plain values. Refused when the file cannot be written."""
    from clauses.cli import lecture
    from clauses.impression import Contenu, Fonds, build_carte
    from clauses.rendu.affiche import titre

    sortie = _kind_of(path)
    fonds = Fonds(moment.geo.contours, moment.geo.libelles)
    with waiting(mots.DESSIN):
        content = build_carte(moment, fonds, chosen, feuille, sortie, lecture.site(adresse))
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refus(mots.page_pas_ecrite("La carte", path, reason_of(error))) from error
    return {
        "fichier": str(path),
        "type": sortie.value,
        "format": feuille.format.value,
        "orientation": feuille.orientation.value,
        "departement": chosen.departement,
        "titre": titre(moment.territoires, chosen.departement),
        "edition": moment.edition,
        "guichets": len(Contenu(moment, chosen).entrees),
        "octets": len(content),
    }
