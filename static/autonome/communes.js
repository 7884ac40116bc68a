/* Communes: found as people type them (as clauses/domain/recherche.py does), found at a point, told apart. */
(function () {
  "use strict";

  const SHORT_FORMS = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes", s: "sur", cedex: "" };
  const ARTICLES = new Set(["le", "la", "les", "l"]);
  const LONGEST_QUERY = 80;
  const ANSWERS = 8;
  const CLOSE = 0.75;
  const EARTH_KM = 6371;

  function normalise(text) {
    const plain = text.replace(/[œŒ]/g, "oe").replace(/[æÆ]/g, "ae").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return (plain.match(/[a-z0-9]+/g) || []).map((word) => SHORT_FORMS[word] ?? word).filter(Boolean).join(" ");
  }

  function withoutArticle(name) {
    const [first, ...rest] = name.split(" ");
    return rest.length && ARTICLES.has(first) ? rest.join(" ") : name;
  }

  /** How alike two texts are, as Python's difflib measures it: twice the matching letters over all the letters. */
  function ratio(a, b) {
    const where = new Map();
    [...b].forEach((letter, j) => where.set(letter, [...(where.get(letter) || []), j]));
    const matching = (alo, ahi, blo, bhi) => {
      let [besti, bestj, best] = [alo, blo, 0];
      let lengths = new Map();
      for (let i = alo; i < ahi; i++) {
        const next = new Map();
        for (const j of where.get(a[i]) || []) {
          if (j < blo) continue;
          if (j >= bhi) break;
          const length = (lengths.get(j - 1) || 0) + 1;
          next.set(j, length);
          if (length > best) [besti, bestj, best] = [i - length + 1, j - length + 1, length];
        }
        lengths = next;
      }
      if (!best) return 0;
      return best + matching(alo, besti, blo, bestj) + matching(besti + best, ahi, bestj + best, bhi);
    };
    return (2 * matching(0, a.length, 0, b.length)) / (a.length + b.length || 1);
  }

  function rankOf(text, { nom, court, departement }) {
    if (text === nom || text === court) return 0;
    if (nom.startsWith(text) || court.startsWith(text)) return 1;
    const words = text.split(" ");
    const names = nom.split(" ");
    const begins = (word) => names.some((name) => name.startsWith(word));
    if (words.every(begins)) return 2;
    const rest = words.filter((word) => !departement.has(word));
    if (rest.length && rest.length < words.length && rest.every(begins)) return 3;
    return text.length >= 3 && nom.includes(text) ? 4 : null;
  }

  function distance(a, b) {
    const radians = (degrees) => (degrees * Math.PI) / 180;
    const [lat1, lat2] = [radians(a.lat), radians(b.lat)];
    const half =
      Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
    return 2 * EARTH_KM * Math.asin(Math.sqrt(half));
  }

  function inside(ring, lon, lat) {
    let within = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i];
      const [xj, yj] = ring[j];
      if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) within = !within;
    }
    return within;
  }

  class Communes {
    constructor(colonnes, territoires) {
      this.colonnes = colonnes;
      this.territoires = territoires;
      this.rang = new Map(colonnes.code.map((code, rank) => [code, rank]));
    }

    /** A commune by its code. */
    de(code) {
      const { colonnes, territoires } = this;
      const rank = this.rang.get(code);
      return {
        code,
        rang: rank,
        nom: colonnes.nom[rank],
        lon: colonnes.lon[rank],
        lat: colonnes.lat[rank],
        population: colonnes.population[rank],
        atome: colonnes.atome[rank],
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
      const order = colonnes.code.map((_, rank) => rank).sort((a, b) => colonnes.population[b] - colonnes.population[a] || a - b);
      this.entrees = order.map((rank) => {
        const nom = normalise(colonnes.nom[rank]);
        const postal = colonnes.codesPostaux[rank].split("|").filter(Boolean);
        const numbers = [colonnes.code[rank], ...postal];
        return { rank, nom, court: withoutArticle(nom), numbers, departement: departements[colonnes.departement[rank]] };
      });
      return this.entrees;
    }

    /** Communes matching what is typed, best first, as [{code, nom, lieu}]. */
    chercher(query, limit = ANSWERS) {
      const words = normalise(query.slice(0, LONGEST_QUERY)).split(" ").filter(Boolean);
      const isNumber = (word) => /^\d/.test(word);
      const numbers = words.filter(isNumber).map((word) => word.toUpperCase());
      const text = words.filter((word) => !isNumber(word)).join(" ");
      const ranked = [];
      this.index.forEach((entry, order) => {
        if (!numbers.every((number) => entry.numbers.some((each) => each.startsWith(number)))) return;
        const rank = text ? rankOf(text, entry) : numbers.length ? 0 : null;
        if (rank !== null) ranked.push([rank, order, entry]);
      });
      ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      const found = !ranked.length && text ? this.proches(text, limit) : ranked.slice(0, limit).map(([, , entry]) => entry);
      return found.map(({ rank }) => {
        const { code, nom, departement } = this.de(this.colonnes.code[rank]);
        return { code, nom, lieu: `${departement.nom} (${departement.code})` };
      });
    }

    /** The closest spellings, when nothing has the words. */
    proches(text, limit) {
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
    contours() {
      this.charges ??= window.atlas.charger("contours").then((topology) => {
        window.atlas.verifier(topology.geometrie === this.colonnes.geometrie);
        return new window.atlas.Contours(topology);
      });
      this.charges.catch(() => (this.charges = undefined));
      return this.charges;
    }

    /** Code of the commune at a point; null outside of the region. */
    async trouver(lon, lat) {
      const contours = await this.contours();
      this.cadres ??= contours.formes.map((_, rank) => {
        const { geometry } = contours.feature(rank);
        const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
        const points = polygons.flatMap(([ring]) => ring);
        const [x, y] = [points.map((point) => point[0]), points.map((point) => point[1])];
        return { polygons, box: [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)] };
      });
      const found = this.cadres.findIndex(
        ({ polygons, box }) =>
          lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3] &&
          polygons.some(([outer, ...holes]) => inside(outer, lon, lat) && !holes.some((hole) => inside(hole, lon, lat)))
      );
      return found < 0 ? null : this.colonnes.code[found];
    }

    /** Nearest of the guichets named, by its seat: [guichet, kilometres], or null. */
    plusProche(code, guichets) {
      const here = this.de(code);
      let best = null;
      for (const guichet of guichets) {
        const far = distance(here, guichet.siege);
        if (!best || far < best[1]) best = [guichet, far];
      }
      return best;
    }
  }

  Object.assign(window.atlas, { Communes, normalise });
})();
