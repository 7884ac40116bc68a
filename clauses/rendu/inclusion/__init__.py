"""Guichets and structures in the schema of data·inclusion (v1), checked by its own models.

A guichet is a ``Structure`` and a ``Service`` whose ``zone_eligibilite`` bears its territory; a structure d’insertion
is a ``Structure`` alone. What the schema refuses is left out and listed, what it cannot carry is said (:data:`PERTES`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from clauses.domain.adresse_postale import parse_adresse
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.perimetre import Perimetre, PerimetreError
from clauses.domain.structures import Structure
from clauses.domain.territoires import COMMUNE, Territoires
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.rendu.inclusion.correspondance import PERTES as PERTES
from clauses.rendu.inclusion.correspondance import RAISONS, reseaux, service_words, telephone, zone_eligibilite
from clauses.rendu.mentions import mentions
from clauses.rendu.mots.domaine import STRUCTURE_TYPES

if TYPE_CHECKING:
    from pydantic import BaseModel

SOURCE = "atlas-clauses-sociales"

Leave = Callable[[str, str], None]
"""Notes that a field (or everything, when empty) is left out, and why."""

_ESSENTIAL = frozenset({"zone_eligibilite"})
"""Optional for the schema, but a service without it would pass for open everywhere."""


@dataclass(frozen=True, slots=True)
class NonRepris:
    """What was left out of an entry, and why, in French.

    ``champ`` is a field of its structure (« courriel »), its whole service (« service »), a field of that one
    (« service.courriel »), or empty for the whole entry.
    """

    table: str
    id: str
    champ: str
    raison: str


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Records ready for JSON, and what was left out of them."""

    structures: list[dict[str, Any]] = field(default_factory=list)
    services: list[dict[str, Any]] = field(default_factory=list)
    non_repris: list[NonRepris] = field(default_factory=list)


def to_inclusion(
    guichets: Iterable[Guichet],
    structures: Iterable[Structure],
    typologies: Mapping[str, Typologie],
    territoires: Territoires,
    jour: date,
    source: str = SOURCE,
) -> Inclusion:
    """Records of all entries, in order.

    Parameters
    ----------
    jour : day of the edition: date of what is undated, and latest date given; the models refuse one to come
    source : who publishes, the prefix of all identifiers
    """
    export = _Export(territoires, jour, source)
    for guichet in guichets:
        kind = typologies.get(guichet.typologie)
        export.add_guichet(guichet, kind.libelle if kind else guichet.typologie)
    for structure in structures:
        export.add_structure(structure)
    return export.result


@dataclass(frozen=True)
class _Export:
    territoires: Territoires
    jour: date
    source: str
    result: Inclusion = field(default_factory=Inclusion)

    def add_guichet(self, guichet: Guichet, typologie: str) -> None:
        from data_inclusion.schema.v1 import Structure as Organisme

        leave = self._leaver("guichets", guichet.id)
        if not guichet.is_avere:
            return leave("", "à confirmer, ce que le schéma ne peut pas dire")
        said = mentions(guichet, self.territoires)
        shared = self._contact(guichet, guichet.commune_siege)
        organisme = shared | {
            "id": f"{self.source}--guichet-{guichet.id}",
            "nom": guichet.nom,
            "description": f"{typologie}. {said}" if typologie else said,
            "site_web": guichet.site or None,
            "reseaux_porteurs": reseaux("guichet", guichet.typologie),
        }
        record = _validated(Organisme, organisme, leave)
        if record is not None:
            self.result.structures.append(record)
            self._add_service(guichet, shared | {"structure_id": record["id"], **service_words(guichet, said)})
        return None

    def _add_service(self, guichet: Guichet, shared: Mapping[str, Any]) -> None:
        from data_inclusion.schema.v1 import Service

        leave = self._leaver("guichets", guichet.id, "service")
        zone, fault = self._zone(guichet.perimetre)
        if fault:
            return leave("", fault)
        service = {**shared, "id": f"{self.source}--service-{guichet.id}", "zone_eligibilite": zone}
        record = _validated(Service, service, leave)
        if record is not None:
            self.result.services.append(record)
        return None

    def add_structure(self, structure: Structure) -> None:
        from data_inclusion.schema.v1 import Structure as Organisme

        kind = STRUCTURE_TYPES.get(structure.type, ("", ""))[0] if structure.type else ""
        sectors = f"{typographic('Secteurs :')} {', '.join(structure.secteurs)}" if structure.secteurs else ""
        parts = (kind, sectors, mentions(structure, self.territoires))
        organisme = self._contact(structure, structure.commune) | {
            "id": f"{self.source}--structure-{structure.id}",
            "nom": structure.nom,
            "description": ". ".join(filter(None, parts)),
            "siret": structure.siret or None,
            "site_web": structure.site or None,
            "reseaux_porteurs": reseaux("structure", structure.type),
        }
        record = _validated(Organisme, organisme, self._leaver("structures", structure.id))
        if record is not None:
            self.result.structures.append(record)

    def _leaver(self, table: str, identifier: str, part: str = "") -> Leave:
        def leave(champ: str, raison: str) -> None:
            self.result.non_repris.append(NonRepris(table, identifier, ".".join(filter(None, (part, champ))), raison))

        return leave

    def _contact(self, entry: Guichet | Structure, code: str) -> dict[str, Any]:
        """What a record and its service share."""
        place = parse_adresse(entry.adresse)
        year, known = entry.constate_en, code in self.territoires.positions
        dated = self.jour if year is None or year >= self.jour.year else date(max(year, 1), 12, 31)
        return {
            "source": self.source,
            "date_maj": dated,
            "commune": self.territoires.name(COMMUNE, code) if known else place.ville or None,
            "code_postal": place.code_postal or None,
            "code_insee": code if known else None,
            "adresse": place.rue or None,
            "telephone": telephone(entry.telephone) or None,
            "courriel": entry.courriel or None,
        }

    def _zone(self, perimetre: Perimetre) -> tuple[list[str], str]:
        """The codes of a perimeter, or why there are none."""
        if not perimetre:
            return [], "périmètre inconnu"
        try:
            return zone_eligibilite(perimetre, self.territoires), ""
        except PerimetreError as error:
            return [], error.raison


def _validated(model: "type[BaseModel]", values: Mapping[str, Any], leave: Leave) -> dict[str, Any] | None:
    """The record as the model gives it back, without the fields it refuses; ``None`` when one of them is required."""
    from pydantic import ValidationError

    try:
        return model(**values).model_dump(mode="json", exclude_none=True)
    except ValidationError as error:
        refused = {str(each["loc"][0]) for each in error.errors()}
    required = sorted(name for name in refused if name in _ESSENTIAL or model.model_fields[name].is_required())
    for name in required or sorted(refused):
        leave(name if not required else "", f"{name}{NO_BREAK}: {RAISONS.get(name, 'valeur refusée')}")
    kept = {name: value for name, value in values.items() if name not in refused}
    return None if required else _validated(model, kept, leave)
