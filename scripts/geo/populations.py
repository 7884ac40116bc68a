"""Populations and SIREN of the communes, from an archive of the npm registry read as data: Node is not needed."""

import base64
import hashlib
import io
import json
import tarfile
import urllib.request
from pathlib import Path
from typing import Any

import pandas as pd

PAQUET = "@etalab/decoupage-administratif"
VERSION = "6.0.0"
URL = f"https://registry.npmjs.org/{PAQUET}/-/decoupage-administratif-{VERSION}.tgz"
INTEGRITE = "sha512-XavYsFlbcM/prKr8hNHPKER94IHw/dsxNM4nxjWMYk6PLFACpEedvn/7wK8Baozm0dCYhWWcf+7bcWpA5pmCaQ=="
ARCHIVE = Path(__file__).resolve().parents[2] / "build" / URL.rpartition("/")[2]
DELAY = 60.0  # seconds

# The README of the package names the INSEE pages that its populations come from: 8680726 is the municipal population of
# 2023, 3291775 that of Mayotte, last counted in 2017.
_ANNEE, _EN_VIGUEUR, _PAGE = 2023, "2026-01-01", "https://www.insee.fr/fr/statistiques/8680726"
_MAYOTTE = "06"
_ANNEE_MAYOTTE, _PAGE_MAYOTTE = 2017, "https://www.insee.fr/fr/statistiques/3291775"


class PopulationError(Exception):
    """The populations cannot be had, or not for every commune; the message is in French."""


def read_populations() -> pd.DataFrame:
    """Return population (municipal) and siren of every commune in force, indexed by INSEE code.

    The archive is downloaded once, then kept in `build/`, where it may also be put by hand. Raise `PopulationError`
    when it can be had from neither, or is not the one expected.
    """
    with tarfile.open(fileobj=io.BytesIO(_fetch()), mode="r:gz") as archive:
        entry = archive.extractfile("package/data/communes.json")
        communes = pd.DataFrame(json.load(entry) if entry else [])
    communes = communes[communes["type"] == "commune-actuelle"].set_index("code")
    return communes[["population", "siren"]].astype({"population": "Int64"})


def check_complete(communes: pd.DataFrame) -> None:
    """Raise `PopulationError` if a commune has no population or no SIREN: the two sources are of different years."""
    lacking = communes.index[communes[["population", "siren"]].isna().any(axis=1)]
    if len(lacking):
        raise PopulationError(
            f"Communes sans population ou sans SIREN dans {PAQUET} {VERSION} : {', '.join(lacking)}. "
            "Les communes fusionnées ou rétablies depuis demandent une version plus récente."
        )


def describe(region: str) -> dict[str, Any]:
    """Return what millesime.json says of the populations of a region."""
    mayotte = region == _MAYOTTE
    annee = _ANNEE_MAYOTTE if mayotte else _ANNEE
    return {
        "paquet": PAQUET,
        "version": VERSION,
        "origine": f"INSEE, population municipale {annee}",
        "licence": "Licence Ouverte 2.0",
        "millesime": annee,
        "en_vigueur": None if mayotte else _EN_VIGUEUR,
        "page": _PAGE_MAYOTTE if mayotte else _PAGE,
    }


def _fetch() -> bytes:
    if ARCHIVE.is_file() and _is_expected(content := ARCHIVE.read_bytes()):
        return content
    try:
        with urllib.request.urlopen(URL, timeout=DELAY) as response:
            content = response.read()
    except OSError as error:
        raise PopulationError(
            f"Téléchargement impossible : {URL} ({error}). Le fichier peut être déposé à la main : {ARCHIVE}"
        ) from error
    if not _is_expected(content):
        raise PopulationError(f"Le fichier reçu n’est pas celui attendu (empreinte différente) : {URL}")
    ARCHIVE.parent.mkdir(exist_ok=True)
    ARCHIVE.write_bytes(content)
    return content


def _is_expected(content: bytes) -> bool:
    algorithm, _, digest = INTEGRITE.partition("-")
    return hashlib.new(algorithm, content).digest() == base64.b64decode(digest)
