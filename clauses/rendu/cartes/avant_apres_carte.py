"""The two small maps of a change: zones as the public map colours them, outlines where a guichet comes or goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import shapely

from clauses.domain.couverture import Couverture, Zone
from clauses.domain.evolution.effet import Etendue, Nature
from clauses.domain.guichets import Typologie
from clauses.domain.territoires import Territoires
from clauses.domain.typographie import typographic
from clauses.rendu.cartes.apercu import LEAST_DEGREES, MOST_OUTLINED, Contours
from clauses.rendu.cartes.aspect import MOTIFS, SOL, UNKNOWN, VIDE, aspect, list_signes, shape
from clauses.rendu.cartes.palette import INK, PAPER, ink_on
from clauses.rendu.cartes.traces import Frame, inline, line, path, pattern, svg
from clauses.rendu.mots.domaine import sign_words

WIDTH, HEIGHT, MARGIN = 460, 362, 8
"""Pixels; small enough for its letters to be read on a phone."""
ZOOM_MARGIN = 0.25
"""Seen around what changes, as a share of its size."""
WORTH_ZOOMING = 0.45
"""A change that takes more than this share of the region's width and height is seen well enough from afar."""
LARGEST_ZOOM = 0.75
"""Looking closer shows less than this share of the region."""
BADGE, ROOM = 8, 7
"""Radius of a badge; radius of the free room it needs (pixels)."""
TOWNS, TOWN_ROOM = 7, 76
MOST_SIGNS, MOST_BADGES = 24, 60
"""The largest parts have a sign; on the smallest of many it would only hide the map."""
TOLERANCE_PX = 0.5
HEAVIEST = 140_000
"""Bytes of a drawing; one that would weigh more has its lines simplified further."""

SIGNS = {Nature.GAIN: "+", Nature.PERTE: "\u2212", Nature.ECHANGE: "\u00b1"}
DASHES = {Nature.GAIN: "", Nature.PERTE: "6 4", Nature.ECHANGE: "10 3 2 3"}
BOLD = ' font-weight="700"'

Bounds = tuple[float, float, float, float]
Mark = tuple[tuple[float, float], str]
"""Where a sign is (pixels), and its strokes."""


@dataclass(frozen=True, slots=True)
class Cadrage:
    """Framing shared by both maps: their bounds, and the communes that change."""

    bounds: Bounds
    natures: Mapping[Nature, Etendue]
    contours: Contours


def find_bounds(natures: Mapping[Nature, Etendue], contours: Contours) -> tuple[Bounds, Bounds | None]:
    """Bounds of the region, and of what changes where it is worth looking closer."""
    west, south, east, north = map(float, contours("region").total_bounds)
    region = (west, south, east, north)
    if not natures:
        return region, None
    changed = contours("communes").geometry.to_numpy()[np.concatenate([each.positions for each in natures.values()])]
    w, s, e, n = map(float, shapely.total_bounds(changed))
    if max((e - w) / (east - west), (n - s) / (north - south)) > WORTH_ZOOMING:
        return region, None
    x, y = (w + e) / 2, (s + n) / 2
    squeeze = float(np.cos(np.radians(y)))
    # As wide for its height as the frame: both maps fill theirs.
    high = max(LEAST_DEGREES, (1 + 2 * ZOOM_MARGIN) * max(n - s, (e - w) * squeeze * HEIGHT / WIDTH))
    wide = high * WIDTH / HEIGHT / squeeze
    if wide > LARGEST_ZOOM * (east - west) or high > LARGEST_ZOOM * (north - south):
        return region, None
    return region, (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def draw(couverture: Couverture, typologies: Mapping[str, Typologie], cadrage: Cadrage) -> str:
    """Data URI of one of the two maps; its text alternative is beside the image."""
    drawing = _draw(couverture, typologies, cadrage, TOLERANCE_PX)
    if len(drawing) > HEAVIEST:
        # What a line weighs falls a little slower than the tolerance rises.
        drawing = _draw(couverture, typologies, cadrage, 1.6 * TOLERANCE_PX * len(drawing) / HEAVIEST)
    return drawing


def _draw(couverture: Couverture, typologies: Mapping[str, Typologie], cadrage: Cadrage, tolerance: float) -> str:
    frame = Frame.around(cadrage.bounds, WIDTH, HEIGHT, MARGIN)
    polygons = cadrage.contours("communes").geometry.to_numpy()
    zones = couverture.zones()
    shapes = frame.place_all([shapely.coverage_union_all(polygons[zone.positions]) for zone in zones])
    seen = frame.clip(shapely.coverage_simplify(shapes, tolerance))
    looks = [_look(zone, typologies) for zone in zones]
    tiles = dict.fromkeys(tile for _, tile in looks if tile)
    names = {tile: f"t{rank}" for rank, tile in enumerate(tiles)}
    drawn = [f"<defs>{''.join(pattern(names[tile], *tile) for tile in tiles)}</defs>"]
    drawn += [
        path([area], f"url(#{names[tile]})" if tile else colour, PAPER, 0.8)
        for (colour, tile), area in zip(looks, seen, strict=True)
    ]
    drawn += _borders(frame, cadrage.contours, tolerance)
    largest = sorted(zip(zones, seen, strict=True), key=lambda pair: -pair[1].area)[:MOST_BADGES]
    badges = [mark for pair in largest if (mark := _badge(*pair, typologies))]
    areas = {
        nature: frame.clip(
            [shapely.simplify(frame.place(shapely.coverage_union_all(polygons[here.positions])), tolerance)]
        )
        for nature, here in cadrage.natures.items()
    }
    drawn += _outlines(areas)
    signs = _signs(areas, frame)
    drawn += [text for _, text in badges] + [text for _, text in signs]
    drawn += _towns(couverture.territoires, frame, [place for place, _ in (*badges, *signs)])
    return inline(svg(frame, drawn, "Carte"))


def legende(
    cartes: Sequence[tuple[Couverture, Mapping[str, Typologie]]], bounds: Bounds, contours: Contours
) -> list[dict[str, str]]:
    """Signs of the zones seen on the maps: colours and letters of typologies, then patterns of statuses."""
    seen = np.flatnonzero(shapely.intersects(contours("communes").geometry.to_numpy(), shapely.box(*bounds)))
    looks = [aspect(zone, typologies) for couverture, typologies in cartes for zone in couverture.zones(seen)]
    # The hatching has the colour of the guichet that comes next.
    kinds = {kind.code: kind for look in looks for kind in (look.typologie, look.suivante) if kind}
    letters = [
        {
            "forme": "",
            "libelle": kind.libelle,
            "lettre": kind.lettre,
            "couleur": kind.couleur,
            "encre": ink_on(kind.couleur),
        }
        for kind in sorted(kinds.values(), key=lambda kind: kind.ordre)
    ]
    signs = [
        {
            "forme": look.signe,
            "libelle": sign_words(look.statut)[0],
            "lettre": "",
            "couleur": look.couleur,
            "encre": look.hachures or PAPER,
        }
        for look in list_signes(looks)
    ]
    return [*letters, *signs]


def _look(zone: Zone, typologies: Mapping[str, Typologie]) -> tuple[str, tuple | None]:
    """Colour of a zone, or its tile: ground, ink, side, strokes, width."""
    look = aspect(zone, typologies)
    if look.signe == VIDE:
        return SOL.clair, None
    if look.hachures:
        return look.couleur, (look.couleur, look.hachures, *MOTIFS[look.signe])
    return look.couleur, (SOL.clair, look.couleur, *MOTIFS[look.signe]) if look.signe else None


def _borders(frame: Frame, contours: Contours, tolerance: float) -> Iterable[str]:
    """Communes where few are seen, départements; each border once."""
    communes = contours("communes").geometry.to_numpy()
    near = communes[shapely.intersects(communes, frame.box())]
    layers = [(near, PAPER, 0.7, 0.6)] if len(near) <= MOST_OUTLINED else []
    for polygons, colour, width, opacity in [*layers, (contours("departements").geometry.to_numpy(), INK, 0.8, 0.6)]:
        placed = shapely.coverage_simplify(frame.place_all(polygons), tolerance)
        once = shapely.line_merge(shapely.union_all(shapely.boundary(placed)))
        yield line(frame.clip([once]), colour, width, f' stroke-opacity="{opacity:g}"')


def _badge(zone: Zone, area: shapely.Geometry, typologies: Mapping[str, Typologie]) -> Mark | None:
    """Letter of the typology of the guichet that answers in a zone, in its largest part, if there is room."""
    place = _middle(area)
    first = zone.premier
    if first is None or place is None:
        return None
    kind, form, (x, y) = typologies.get(first.typologie, UNKNOWN), shape(first), place
    fill, ink, edge = kind.couleur, ink_on(kind.couleur), f'stroke="{PAPER}" stroke-width="1.4"'
    if form == "a_confirmer":
        fill, ink, edge = PAPER, INK, f'stroke="{fill}" stroke-width="2" stroke-dasharray="3 2"'
    if form in ("secteur", "coordination"):
        turn = f' transform="rotate(45 {x:.1f} {y:.1f})"' if form == "coordination" else ""
        side = BADGE - 1
        mark = f'<rect x="{x - side:.1f}" y="{y - side:.1f}" width="{2 * side}" height="{2 * side}" rx="2"{turn}'
    else:
        mark = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{BADGE}"'
    return place, f'{mark} fill="{fill}" {edge}/>{_text(x, y + 3.9, kind.lettre, 11, ink, "middle", BOLD)}'


def _outlines(areas: Mapping[Nature, Sequence[shapely.Geometry]]) -> Iterable[str]:
    for nature, shapes in areas.items():
        dash = f' stroke-dasharray="{DASHES[nature]}"' if DASHES[nature] else ""
        # Drawn twice, written once.
        yield f'<g id="{nature}">{path(shapes, "none", "inherit", 0)}</g>'.replace(' stroke="none"', "")
        for colour, width, more in ((PAPER, 5, ""), (INK, 2.6, dash)):
            yield f'<use href="#{nature}" stroke="{colour}" stroke-width="{width:g}" stroke-linejoin="round"{more}/>'


def _signs(areas: Mapping[Nature, Sequence[shapely.Geometry]], frame: Frame) -> list[Mark]:
    """Signs of the changes, on the edge of each part: on a badge they would hide the letter."""
    found = []
    for nature, shapes in areas.items():
        parts = [part for area in shapes for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
        for part in sorted(parts, key=lambda part: -part.area)[:MOST_SIGNS]:
            west, north, east, south = part.bounds
            top = shapely.get_coordinates(part.exterior)
            x, y = top[np.argmax(top[:, 0] - top[:, 1])] if max(east - west, south - north) > 4 else (east, north)
            x, y = min(max(x, BADGE + 2), frame.width - BADGE - 2), min(max(y, BADGE + 2), frame.height - BADGE - 2)
            disc = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{BADGE}" fill="{INK}" stroke="{PAPER}" stroke-width="1.6"/>'
            found.append(((x, y), disc + _text(x, y + 4.6, SIGNS[nature], 14, PAPER, "middle", BOLD)))
    return found


def _middle(area: shapely.Geometry) -> tuple[float, float] | None:
    """Well inside the largest part of a shape, where a badge has room."""
    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    if not parts:
        return None
    largest = max(parts, key=lambda part: part.area)
    if largest.area < np.pi * ROOM**2:
        return None
    well = shapely.maximum_inscribed_circle(largest, 2)
    if well.length < ROOM:
        return None
    x, y = shapely.get_coordinates(well)[0]
    return float(x), float(y)


def _towns(territoires: Territoires, frame: Frame, taken: Sequence[tuple[float, float]]) -> Iterable[str]:
    """Names of the most populated communes seen, far from one another and from the badges."""
    communes = territoires.communes.sort_values("population", ascending=False, kind="stable")
    points = frame.pixels(communes[["lon", "lat"]].to_numpy())
    inside = (points > 16).all(axis=1) & (points < [frame.width - 16, frame.height - 16]).all(axis=1)
    busy = np.array(taken).reshape(-1, 2)
    named: list[np.ndarray] = []
    for (x, y), nom in zip(points[inside][:200], communes["nom"].to_numpy()[inside][:200], strict=True):
        if len(named) == TOWNS:
            return
        name = typographic(str(nom))
        sides = [
            before
            for before in (x > frame.width * 0.72, x <= frame.width * 0.72)
            if _is_free(x, y, name, before, frame, busy)
        ]
        if not sides or any(np.hypot(*((other - (x, y)) * (0.5, 1))) < TOWN_ROOM / 2 for other in named):
            continue
        before = sides[0]
        named.append(np.array([x, y]))
        halo = f' paint-order="stroke" stroke="{PAPER}" stroke-width="3" stroke-linejoin="round"'
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{INK}" stroke="{PAPER}" stroke-width="1"/>'
        yield _text(x - 5 if before else x + 5, y + 4, name, 12, INK, "end" if before else "start", halo)


def _is_free(x: float, y: float, name: str, before: bool, frame: Frame, busy: np.ndarray) -> bool:
    """True if a name fits in the frame on this side of its point, without a badge under it."""
    start, end = sorted((x, x + (-1 if before else 1) * (8 + 6.2 * len(name))))
    under = (np.abs(busy[:, 1] - y) < 17) & (busy[:, 0] > start - 10) & (busy[:, 0] < end + 10)
    return start > 0 and end < frame.width and not under.any()


def _text(x: float, y: float, words: str, size: float, ink: str, anchor: str, more: str = "") -> str:
    # A control character would make the whole drawing unreadable.
    words = "".join(letter for letter in words if letter.isprintable())
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="sans-serif" font-size="{size:g}" text-anchor="{anchor}" '
        f'fill="{ink}"{more}>{escape(words)}</text>'
    )
