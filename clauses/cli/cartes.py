"""The printed map from the command line."""

import difflib
import os
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd

from clauses.cli.affichage import waiting
from clauses.cli.publier import unknown
from clauses.cli.refus import Refus
from clauses.cli.reponses import read
from clauses.domain.selection import Selection
from clauses.domain.territoires import DEPARTEMENT
from clauses.donnees import Catalogue, EditionInconnueError, read_catalogue
from clauses.impression import Contenu, Feuille, Fonds, Sortie, build_carte
from clauses.rendu.documents import SITE_VARIABLE
from clauses.rendu.impression import titre
from clauses.storage.files import data_dir
from clauses.storage.geo import read_contours, read_labels
from clauses.storage.refus_systeme import reason_of

SUGGESTIONS = 5


def load(edition: int | None) -> Catalogue:
    """All data, as they are now or were at an edition."""
    current = read()
    if edition is None:
        return current
    try:
        return read_catalogue(data_dir(), edition)
    except EditionInconnueError as error:
        raise unknown(error.numero) from error


def selection(catalogue: Catalogue, departement: str | None) -> Selection:
    """What to print; a département that does not exist is answered with those it may mean."""
    if departement is None:
        return Selection()
    code = departement.strip().upper().removeprefix("DEP:")
    if (DEPARTEMENT, code) in catalogue.territoires.members:
        return Selection(departement=code)
    names = {each.code: catalogue.territoires.nom(each) for each in catalogue.territoires.all(DEPARTEMENT)}
    found = _close(code, names)
    message = f"Aucun département de la région {catalogue.territoires.region_nom} n’a le code « {departement} »."
    lines = [f"{each} {names[each]}" for each in found]
    if len(lines) == 1:
        message += f"\nVouliez-vous dire {lines[0]} ?"
    elif lines:
        message += "\nVouliez-vous dire :" + "".join(f"\n  {line}" for line in lines)
    raise Refus(message, suggestions=[{"code": each, "nom": names[each]} for each in found])


def _close(words: str, names: dict[str, str]) -> list[str]:
    """Codes of the départements that a wrong code, or a name, may mean."""
    if words.zfill(2) in names:
        return [words.zfill(2)]
    known = {name.casefold(): code for code, name in names.items()} | {code.casefold(): code for code in names}
    near = difflib.get_close_matches(words.casefold(), known, n=SUGGESTIONS, cutoff=0.5)
    return list(dict.fromkeys(known[each] for each in near)) or sorted(names)[:SUGGESTIONS]


def kind_of(path: Path) -> Sortie:
    """Kind of file, told by its extension."""
    try:
        return Sortie(path.suffix.lower().removeprefix("."))
    except ValueError:
        known = ", ".join(f".{each.value}" for each in Sortie)
        raise Refus(f"Le nom du fichier doit finir par {known} : « {path.name} ».", valeurs=list(Sortie)) from None


def default_path(chosen: Selection, feuille: Feuille) -> Path:
    """Where the map goes when nobody says."""
    return Path(f"carte-{chosen.departement or 'region'}-{feuille.format.value}.pdf")


def write(catalogue: Catalogue, chosen: Selection, feuille: Feuille, path: Path, site: str) -> dict[str, Any]:
    """Write the map; what was written, as plain values. Refused when the file cannot be written."""

    @cache
    def contours(layer: str) -> gpd.GeoDataFrame:
        return read_contours(data_dir() / "geo" / f"{layer}.geojson")

    sortie = kind_of(path)
    site = site or os.environ.get(SITE_VARIABLE, "").strip()
    fonds = Fonds(contours, read_labels(data_dir() / "geo" / "libelles.csv"))
    with waiting("Dessin de la carte…"):
        content = build_carte(catalogue, fonds, chosen, feuille, sortie, site)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refus(f"La carte ne peut pas être écrite dans {path} : {reason_of(error)}.") from error
    return {
        "fichier": str(path),
        "type": sortie.value,
        "format": feuille.format.value,
        "orientation": feuille.orientation.value,
        "departement": chosen.departement,
        "titre": titre(catalogue.territoires, chosen.departement),
        "edition": catalogue.edition,
        "guichets": len(Contenu(catalogue, chosen).entrees),
        "octets": len(content),
    }
