/* Communes: search as one types, search by point, homonyms; tests compare them with Python. */

import { checkVersion, load } from "./donnees.js";
import { Contours } from "./geometrie.js";
import { dropArticle, normalise, rankName, ratio } from "./recherche.js";

const LONGEST_QUERY = 80;
const ANSWERS = 8;
const CLOSE = 0.75;
const EARTH_KM = 6371;

function measure(a, b) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const [lat1, lat2] = [radians(a.lat), radians(b.lat)];
  const half =
    Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(half));
}

function isInside(ring, lon, lat) {
  let within = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) within = !within;
  }
  return within;
}

export class Communes {
  /**
   * @param {import("../types.js").Colonnes} colonnes
   * @param {import("../types.js").Territoires} territoires
   */
  constructor(colonnes, territoires) {
    this.colonnes = colonnes;
    this.territoires = territoires;
    this.rang = new Map(colonnes.code.map((code, rank) => [code, rank]));
  }

  /** A commune by its code. */
  get(code) {
    const { colonnes, territoires } = this;
    const rank = this.rang.get(code);
    return {
      code,
      rang: rank,
      nom: colonnes.nom[rank],
      lon: colonnes.lon[rank],
      lat: colonnes.lat[rank],
      population: colonnes.population[rank],
      atome: colonnes.atomes[colonnes.situation[rank]],
      situation: colonnes.situation[rank],
      departement: territoires.departements[colonnes.departement[rank]],
      epci: territoires.epci[colonnes.epci[rank]],
      ou: colonnes.ou[code] ?? `À ${colonnes.nom[rank]}`,
      quartiers: colonnes.quartiers[code] ?? "",
    };
  }

  /** Most populated first; made at the first search. */
  get index() {
    if (this.entrees) return this.entrees;
    const { colonnes, territoires } = this;
    const departements = territoires.departements.map(({ nom }) => new Set(normalise(nom).split(" ")));
    const order = colonnes.code
      .map((_, rank) => rank)
      .sort((a, b) => colonnes.population[b] - colonnes.population[a] || a - b);
    this.entrees = order.map((rank) => {
      const nom = normalise(colonnes.nom[rank]);
      const postal = colonnes.codesPostaux[rank].split("|").filter(Boolean);
      const numbers = [colonnes.code[rank], ...postal];
      return { rank, nom, court: dropArticle(nom), numbers, departement: departements[colonnes.departement[rank]] };
    });
    return this.entrees;
  }

  /** Communes matching a query, best first, as [{code, nom, lieu}]. */
  search(query, limit = ANSWERS) {
    const words = normalise(query.slice(0, LONGEST_QUERY)).split(" ").filter(Boolean);
    const isNumber = (word) => /^\d/.test(word);
    const numbers = words.filter(isNumber).map((word) => word.toUpperCase());
    const text = words.filter((word) => !isNumber(word)).join(" ");
    const ranked = [];
    this.index.forEach((entry, order) => {
      if (!numbers.every((number) => entry.numbers.some((each) => each.startsWith(number)))) return;
      const rank = text ? rankName(text, entry) : numbers.length ? 0 : null;
      if (rank !== null) ranked.push([rank, order, entry]);
    });
    ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const found =
      !ranked.length && text ? this.findClose(text, limit) : ranked.slice(0, limit).map(([, , entry]) => entry);
    return found.map(({ rank }) => {
      const { code, nom, departement } = this.get(this.colonnes.code[rank]);
      return { code, nom, lieu: `${departement.nom} (${departement.code})` };
    });
  }

  /** The closest spellings, when nothing has the words. */
  findClose(text, limit) {
    const scored = [];
    for (const { nom } of this.index) {
      const shorter = Math.min(nom.length, text.length);
      if ((2 * shorter) / (nom.length + text.length) < CLOSE) continue;
      const score = ratio(nom, text);
      if (score >= CLOSE) scored.push([score, nom]);
    }
    scored.sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? 1 : -1));
    const close = new Set(scored.slice(0, Math.min(limit, 3)).map(([, nom]) => nom));
    return this.index.filter((entry) => close.has(entry.nom)).slice(0, limit);
  }

  /** Outlines of the communes, loaded when first needed. */
  loadContours() {
    this.charges ??= load("contours").then((topology) => {
      checkVersion(topology.geometrie === this.colonnes.geometrie);
      return new Contours(topology);
    });
    this.charges.catch(() => (this.charges = undefined));
    return this.charges;
  }

  /** Code of the commune at a point; null outside of the region. */
  async findAt(lon, lat) {
    const contours = await this.loadContours();
    this.cadres ??= contours.formes.map((_, rank) => {
      const { geometry } = contours.buildFeature(rank);
      const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      const points = polygons.flatMap(([ring]) => ring);
      const [x, y] = [points.map((point) => point[0]), points.map((point) => point[1])];
      return { polygons, box: [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)] };
    });
    const found = this.cadres.findIndex(
      ({ polygons, box }) =>
        lon >= box[0] &&
        lat >= box[1] &&
        lon <= box[2] &&
        lat <= box[3] &&
        polygons.some(
          ([outer, ...holes]) => isInside(outer, lon, lat) && !holes.some((hole) => isInside(hole, lon, lat)),
        ),
    );
    return found < 0 ? null : this.colonnes.code[found];
  }

  /** Nearest of the guichets named, by its seat: [guichet, kilometres], or null. */
  findNearest(code, guichets) {
    const here = this.get(code);
    let best = null;
    for (const guichet of guichets) {
      const far = measure(here, guichet.siege);
      if (!best || far < best[1]) best = [guichet, far];
    }
    return best;
  }
}
