"""Markers of the seats and names of places, placed so that none covers another."""

from math import ceil, sqrt

import numpy as np
import pandas as pd
import shapely

from clauses.domain.couverture import Zone
from clauses.domain.territoires import COMMUNE
from clauses.impression import polices
from clauses.impression.contenu import Contenu, GuichetNumerote
from clauses.impression.dessin import DOUX, ENCRE, PAPIER, Dessin
from clauses.impression.etiquettes import Box, Placement, around, beside, within
from clauses.impression.feuille import MM_PER_POINT
from clauses.impression.signes import CAPITALE, draw_marker
from clauses.impression.terrain import Terrain

MER_ENCRE, DEPARTEMENT_ENCRE, VOISIN_ENCRE = "#3f6f88", "#39434b", "#6f7475"
MARKER = 4.3
TOWN, CHIEF, DEPARTEMENT, LETTERS, AROUND = 6.8, 7.6, 7.4, (9.0, 7.2, 6.0), 6.4
"""Sizes of names, in points on A4."""
TOWN_SPACE_MM, LEAST_TOWNS = 15, 8
LEAST_LETTERED_MM2 = 30


class Noms:
    """Names being placed on a map."""

    def __init__(self, dessin: Dessin, contenu: Contenu, terrain: Terrain, placement: Placement) -> None:
        self.dessin, self.contenu, self.terrain, self.placement = dessin, contenu, terrain, placement
        self.scale = terrain.scale

    def draw(self, libelles: pd.DataFrame) -> None:
        """Markers first, then names in the order of what a reader needs most."""
        seats = self._seats()
        towns = self._towns()
        for code, chief in towns:
            if chief:
                self._town(code, seats, chief=True)
        self._departement_names()
        self._letters()
        self._hand_placed(libelles)
        for code, chief in towns:
            if not chief:
                self._town(code, seats, chief=False)
        self._neighbours()

    def _seats(self) -> dict[str, Box]:
        """Markers by commune of their seat, beside their place where others are there already; the box of each."""
        groups: dict[str, list[GuichetNumerote]] = {}
        for entree in self.contenu.entrees:
            if entree.guichet.commune_siege in self.contenu.territoires.positions:
                groups.setdefault(entree.guichet.commune_siege, []).append(entree)
        communes = self.contenu.territoires.communes
        codes = sorted(groups, key=lambda code: (-len(groups[code]), code))
        points = self.terrain.emprise.points(communes.loc[codes, "lon"].to_list(), communes.loc[codes, "lat"].to_list())
        inside = self.terrain.emprise.rect
        found, pitch = {}, MARKER * 1.14 * self.scale
        placed = []
        for code, (x, y) in zip(codes, points.tolist(), strict=True):
            if not (inside.x < x < inside.right and inside.y < y < inside.bottom):
                continue
            number = len(groups[code])
            columns = number if number <= 3 else ceil(sqrt(number))
            width, height = columns * pitch, ceil(number / columns) * pitch
            places = around(x, y, width, height, self.scale)
            box = self.placement.first_free(places) or self.placement.best(places)
            found[code] = box
            placed.append((groups[code], box, columns, (x, y)))
        for _, box, _, (x, y) in placed:
            self._leader(x, y, box)
        for group, (left, top, _, _), columns, _ in placed:
            for rank, entree in enumerate(group):
                x, y = left + (rank % columns + 0.5) * pitch, top + (rank // columns + 0.5) * pitch
                size = MARKER * self.scale
                draw_marker(self.dessin, x, y, size, entree.forme, entree.typologie, str(entree.numero))
        return found

    def _leader(self, x: float, y: float, box: Box) -> None:
        """A line from markers that had to move to their place."""
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if max(abs(middle[0] - x), abs(middle[1] - y)) < 0.1:
            return
        self.dessin.polyline([(x, y), middle], PAPIER, 0.8 * self.scale)
        self.dessin.polyline([(x, y), middle], ENCRE, 0.25 * self.scale)
        self.dessin.disc(x, y, 0.5 * self.scale, ENCRE, PAPIER, 0.2 * self.scale)
        radius = 0.6 * self.scale
        self.placement.take((x - radius, y - radius, x + radius, y + radius))

    def _towns(self) -> list[tuple[str, bool]]:
        """Towns to name: chief towns, seats, then the most populated that stand apart; true for chief towns."""
        territoires = self.contenu.territoires
        communes = territoires.communes.iloc[self.contenu.positions]
        chief = (
            set(self.terrain.table["chef_lieu"][self.terrain.montres]) if "chef_lieu" in self.terrain.table else set()
        )
        seats = {entree.guichet.commune_siege for entree in self.contenu.entrees}
        order = communes.assign(
            chief=communes.index.isin(chief), seat=communes.index.isin(seats)
        ).sort_values(["chief", "seat", "population"], ascending=False, kind="stable")  # fmt: skip
        order = order.head(int(2.5 * sqrt(len(order))) + LEAST_TOWNS)
        points = self.terrain.emprise.points(order["lon"].to_list(), order["lat"].to_list())
        kept: list[int] = []
        for rank, (is_chief, is_seat) in enumerate(zip(order["chief"], order["seat"], strict=True)):
            near = np.hypot(*(points[kept] - points[rank]).T).min() if kept else np.inf
            if is_chief or is_seat or near > TOWN_SPACE_MM * self.scale:
                kept.append(rank)
        return [(str(order.index[rank]), bool(order["chief"].iloc[rank])) for rank in kept]

    def _town(self, code: str, seats: dict[str, Box], *, chief: bool) -> None:
        territoires, unit = self.contenu.territoires, self.scale
        row = territoires.communes.loc[code]
        ((x, y),) = self.terrain.emprise.points([row["lon"]], [row["lat"]]).tolist()
        size = (CHIEF if chief else TOWN) * unit
        name = polices.words(territoires.name(COMMUNE, code))
        radius = (0.65 if chief else 0.5) * unit
        dot = (x - radius, y - radius, x + radius, y + radius)
        seat = seats.get(code)
        if seat is None and not self.placement.is_free(dot) and not chief:
            return
        police = polices.GRAS if chief else polices.TEXTE
        width, height = polices.width(name, size, police), size * 0.9 * MM_PER_POINT
        places = beside(seat or dot, width, height, 0.7 * unit)
        box = self.placement.first_free(places)
        if box is None:
            if not chief:
                return
            further = [each for gap in (3, 5, 8) for each in beside(seat or dot, width, height, gap * unit)]
            box = self.placement.first_free(further) or self.placement.best(places)
        if seat is None:
            self.placement.take(dot)
            self.dessin.disc(x, y, radius, ENCRE, PAPIER, 0.2 * unit)
        self.dessin.text(box[0], box[3] - height * 0.2, name, size, police=police, halo=0.6 * unit)

    def _departement_names(self) -> None:
        unit = self.scale
        for name, area, shown in zip(
            self.terrain.table["nom"], self.terrain.departements, self.terrain.montres, strict=True
        ):
            seen = self.terrain.emprise.clip([area])[0]
            if seen.is_empty or (shown and self.contenu.selection.departement):
                continue  # The title names the département that the map is about.
            colour = DEPARTEMENT_ENCRE if shown else DOUX
            self._within(seen, polices.words(str(name)).upper(), DEPARTEMENT * unit, colour, needed=bool(shown))

    def _within(self, area: shapely.Geometry, name: str, size: float, colour: str, *, needed: bool) -> None:
        """A name in an area: all of it if possible; elsewhere on it rather than nowhere when it is needed."""
        parts = shapely.get_parts(area)
        largest = parts[int(np.argmax(shapely.area(parts)))]
        width, height = polices.width(name, size, polices.GRAS), size * 0.85 * MM_PER_POINT
        pad = 0.5 * self.scale
        inside = within(largest, width + 2 * pad, height + 2 * pad, whole=True)
        anywhere = within(largest, width, height, whole=False) if needed else []
        box = self.placement.first_free(inside) or self.placement.first_free(anywhere)
        if box is None:
            if not anywhere:
                return
            box = self.placement.best(anywhere)
        middle, baseline = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2 + size * CAPITALE / 2 * MM_PER_POINT
        self.dessin.text(
            middle, baseline, name, size, police=polices.GRAS, colour=colour, align=0.5, halo=0.55 * self.scale
        )

    def _letters(self) -> None:
        """Letters of the types of structure, in each zone and in each département that it covers."""
        for zone, area in zip(self.contenu.zones, self.terrain.zones, strict=True):
            letters = polices.words(self.contenu.aspect(zone).lettres)
            if letters:
                for part in self._by_departement(zone, area):
                    self._letter(part, letters)

    def _by_departement(self, zone: Zone, area: shapely.Geometry) -> list[shapely.Geometry]:
        codes = self.contenu.territoires.communes["code_departement"].to_numpy()[zone.positions]
        if len(set(codes)) == 1:
            return [area]
        wanted = self.terrain.table["code"].isin(set(codes)).to_numpy()
        return [part for part in shapely.intersection(self.terrain.departements[wanted], area) if not part.is_empty]

    def _letter(self, area: shapely.Geometry, wanted: str) -> None:
        parts = [part for part in shapely.get_parts(area) if isinstance(part, shapely.Polygon)]
        for part in parts:
            if part.area < LEAST_LETTERED_MM2 * self.scale**2:
                continue
            choices = [(wanted, size) for size in LETTERS]
            if "+" in wanted:
                choices.append((f"{wanted.partition('+')[0]}+", LETTERS[-1]))
            for letters, size in choices:
                points = size * self.scale
                width, height = polices.width(letters, points, polices.GRAS), points * CAPITALE * MM_PER_POINT
                pad = 0.5 * self.scale
                box = self.placement.first_free(within(part, width + 2 * pad, height + 2 * pad, whole=True))
                if box:
                    middle = (box[0] + box[2]) / 2
                    self.dessin.text(
                        middle, box[3] - pad, letters, points, police=polices.GRAS, align=0.5, halo=0.6 * self.scale
                    )
                    break

    def _hand_placed(self, labels: pd.DataFrame) -> None:
        """The sea, and what else was named by hand."""
        points = self.terrain.emprise.points(labels["lon"].to_list(), labels["lat"].to_list())
        for name, (x, y) in zip(labels["nom"], points.tolist(), strict=True):
            words, size = polices.words(str(name)), CHIEF * self.scale
            width, height = polices.width(words, size), size * MM_PER_POINT
            box = self.placement.first_free(around(x, y, width, height, self.scale))
            if box:
                self.dessin.text(box[0], box[3] - height * 0.25, words, size, colour=MER_ENCRE)

    def _neighbours(self) -> None:
        """Names of the neighbours, where there is room."""
        names = self.terrain.contexte.get("nom", ())
        for name, seen in zip(names, self.terrain.emprise.clip(self.terrain.voisins), strict=True):
            if not seen.is_empty and seen.area > 100 * self.scale**2:
                self._within(seen, polices.words(str(name)), AROUND * self.scale, VOISIN_ENCRE, needed=False)
