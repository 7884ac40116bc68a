"""The whole package in memory: every file that can be built, its description, and what had to be left out."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clauses.diffusion import tableaux
from clauses.diffusion.contenu import find_fault, nom_paquet
from clauses.diffusion.fichiers import FICHIERS, Fichier
from clauses.diffusion.lisezmoi import DESCRIPTION, README, Absent, build_readme
from clauses.donnees import Moment

_KEPT = ("title", "description", "version", "updated", "keywords", "licenses", "sources", "contributors")
"""What is taken from the description of the data folder, as written."""


@dataclass(frozen=True)
class Paquet:
    """Files by path, the description first; what was left out."""

    contents: Mapping[str, bytes]
    absents: tuple[Absent, ...]

    @property
    def titres(self) -> dict[str, str]:
        """Titles of the files, by path."""
        return {
            DESCRIPTION: "Description de tous les fichiers (Data Package)",
            README: "Présentation, licence et sources",
        } | {fichier.nom: fichier.titre for fichier in FICHIERS if fichier.nom in self.contents}


def build_package(moment: Moment, jour: date) -> Paquet:
    """Every file of a moment, made on a day; the same data give the same bytes."""
    faults = {need: find_fault(moment, need) for fichier in FICHIERS for need in fichier.needs}
    absents = []
    kept: dict[str, tuple[Fichier, bytes]] = {}
    for fichier in FICHIERS:
        reason = next((faults[need] for need in fichier.needs if faults[need]), "")
        if reason:
            absents.append(Absent(fichier.nom, reason))
        else:
            kept[fichier.nom] = (fichier, fichier.build(moment, jour))
    contents = {
        DESCRIPTION: _description(moment, list(kept.values())),
        README: build_readme(moment, [fichier for fichier, _ in kept.values()], absents),
    }
    return Paquet(contents | {name: content for name, (_, content) in kept.items()}, tuple(absents))


def _description(moment: Moment, kept: Sequence[tuple[Fichier, bytes]]) -> bytes:
    """Data Package (Frictionless): its tables with their schemas, its other files."""
    present = {fichier.table for fichier, _ in kept} - {""}
    said = {key: moment.description[key] for key in _KEPT if moment.description.get(key)}
    package = {
        "profile": "data-package",
        "name": nom_paquet(moment),
        **said,
        "resources": [_resource(moment, fichier, content, present) for fichier, content in kept],
    }
    return f"{json.dumps(package, ensure_ascii=False, indent=2)}\n".encode()


def _resource(moment: Moment, fichier: Fichier, content: bytes, present: set[str]) -> dict[str, Any]:
    shared = {
        "name": fichier.table or re.sub(r"[./]", "-", fichier.nom),
        "title": fichier.titre,
        "path": fichier.nom,
        "format": fichier.nom.rpartition(".")[2],
        "mediatype": fichier.mediatype,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if not fichier.table:
        return shared
    schema = dict(tableaux.schema(moment, fichier.table))
    keys = [key for key in schema.get("foreignKeys", ()) if key["reference"]["resource"] in {"", *present}]
    schema.pop("foreignKeys", None)
    return {
        **shared,
        "profile": "tabular-data-resource",
        "dialect": {"delimiter": ",", "quoteChar": '"', "header": True},
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }
