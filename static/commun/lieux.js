/* Shapes and points, as clauses/autonome/geometrie.py writes them: TopoJSON whose arcs are encoded polylines. */

const EARTH_KM = 6371;

/** Kilometres between two places, { lon, lat } each (great circle). */
export function measure(a, b) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const [lat1, lat2] = [radians(a.lat), radians(b.lat)];
  const half =
    Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(half));
}

function decodeNumbers(text) {
  const numbers = [];
  for (let at = 0; at < text.length;) {
    let value = 0;
    for (let shift = 0, sign = 0x20; sign >= 0x20; shift += 5) {
      sign = text.charCodeAt(at++) - 63;
      value |= (sign & 0x1f) << shift;
    }
    numbers.push(value & 1 ? ~(value >> 1) : value >> 1);
  }
  return numbers;
}

/** Steps from point to point of an arc, on the grid of the topology. */
function decodeArc(text) {
  const numbers = decodeNumbers(text);
  return Array.from({ length: numbers.length / 2 }, (_, rank) => [numbers[2 * rank], numbers[2 * rank + 1]]);
}

const decodeLines = (text) => text.split(",").map(decodeNumbers);
/** By rank of the type. */
const FORMES = [
  ["LineString", decodeNumbers],
  ["Polygon", decodeLines],
  ["MultiLineString", decodeLines],
  ["MultiPolygon", (text) => text.split(";").map(decodeLines)],
];

function decodeForme(text) {
  if (!text) return { type: null };
  const [type, decode] = FORMES[text[0]];
  return { type, arcs: decode(text.slice(1)) };
}

/** TopoJSON, read from its texts. */
export function decodeTopology({ transform, arcs, formes, proprietes }) {
  const geometries = formes
    .split(" ")
    .map((text, rank) => ({ ...decodeForme(text), ...(proprietes && { properties: proprietes[rank] }) }));
  return {
    type: "Topology",
    transform,
    arcs: arcs.split(" ").map(decodeArc),
    objects: { formes: { type: "GeometryCollection", geometries } },
  };
}

/** The shapes of a topology, searched by point. */
export class Lieux {
  /** @param {object} topology TopoJSON */
  constructor({ arcs, transform, objects }) {
    const { scale, translate } = transform;
    this.arcs = arcs.map((steps) => {
      const at = [0, 0];
      return steps.map((step) => step.map((value, axis) => (at[axis] += value) * scale[axis] + translate[axis]));
    });
    this.formes = objects.formes.geometries.map((forme) => {
      const own = (forme.arcs ?? []).flat(Infinity).map((rank) => this.arcs[rank < 0 ? ~rank : rank]);
      const [x, y] = [0, 1].map((axis) => own.flat().map((point) => point[axis]));
      return { own, box: [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)] };
    });
  }

  /** Rank of the shape that holds a point, or of the nearest one within `slack` kilometres; -1 for none. */
  find(lon, lat, slack = 0) {
    const inside = this.formes.findIndex(({ own, box }) => isWithin(box, lon, lat, 0) && isInside(own, lon, lat));
    if (inside >= 0 || !slack) return inside;
    const near = this.formes.map(({ own, box }) =>
      isWithin(box, lon, lat, slack / 50)
        ? Math.min(...own.flat().map((point) => measure({ lon, lat }, { lon: point[0], lat: point[1] })))
        : Infinity,
    );
    const least = Math.min(...near);
    return least <= slack ? near.indexOf(least) : -1;
  }
}

function isWithin([west, south, east, north], lon, lat, margin) {
  return lon >= west - margin && lat >= south - margin && lon <= east + margin && lat <= north + margin;
}

/** Parity of the borders that a half-line meets, holes and islands alike: neither order nor direction of arcs matters. */
function isInside(arcs, lon, lat) {
  let within = false;
  for (const points of arcs) {
    for (let i = 1; i < points.length; i++) {
      const [[xi, yi], [xj, yj]] = [points[i], points[i - 1]];
      if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) within = !within;
    }
  }
  return within;
}
