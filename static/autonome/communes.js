/* Communes: search as one types, search by point, homonyms; tests compare them with Python. */

import { Lieux, measure } from "../commun/lieux.js";
import { checkVersion, load } from "./donnees.js";
import { Contours } from "./geometrie.js";
import { dropArticle, normalise, ownName, rankName, ratio, spellOut } from "./recherche.js";

const LONGEST_QUERY = 80;
const ANSWERS = 8;
const CLOSE = 0.75;
const AROUND = 0.04; // degrees from a town hall, within which most of a commune lies

const BETWEEN = ";"; // and PER_DEGREE: as clauses/autonome/communes.py writes them
const PER_DEGREE = 10_000;

/** The columns, each with one value per commune. */
function expand({ code, nom, codesPostaux, departement, lon, lat, ...others }) {
  return {
    ...others,
    code: code.split(BETWEEN),
    nom: nom.split(BETWEEN),
    codesPostaux: codesPostaux.split(BETWEEN),
    departement: departement.flatMap(([rank, length]) => Array(length).fill(rank)),
    lon: lon.map((value) => value / PER_DEGREE),
    lat: lat.map((value) => value / PER_DEGREE),
  };
}

export class Communes {
  /**
   * @param {import("../types.js").Colonnes} colonnes
   * @param {import("../types.js").Territoires} territoires
   */
  constructor(colonnes, territoires) {
    this.colonnes = expand(colonnes);
    this.territoires = territoires;
    this.rang = new Map(this.colonnes.code.map((code, rank) => [code, rank]));
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

  /** Ranks of the communes of the EPCI of one of them. */
  listAround(code) {
    const { code: codes, epci } = this.colonnes;
    const here = this.rang.get(code);
    return codes.map((_, rank) => rank).filter((rank) => (epci[here] < 0 ? rank === here : epci[rank] === epci[here]));
  }

  /** Ranks of the communes of an EPCI, or of a département. */
  listMembers({ epci, departement }) {
    const [column, place] = epci === undefined ? ["departement", departement] : ["epci", epci];
    return this.colonnes.code.map((_, rank) => rank).filter((rank) => this.colonnes[column][rank] === place);
  }

  /** The parts of atomes that are in an EPCI, by rank of the atome. */
  cut(atomes, epci) {
    const { situation, atomes: places, population } = this.colonnes;
    const parts = [];
    for (const rank of this.listMembers({ epci })) {
      const place = places[situation[rank]];
      const part = (parts[place] ??= { ...atomes[place], communes: 0, population: 0, rangs: [] });
      part.rangs.push(rank);
      part.communes++;
      part.population += population[rank];
    }
    return parts;
  }

  /** Bounds around communes, from their town halls: what is asked for is framed before outlines are there. */
  frame(ranks) {
    const { lon, lat } = this.colonnes;
    const corner = (find, slack) => [lat, lon].map((places) => find(...ranks.map((rank) => places[rank])) + slack);
    return [corner(Math.min, -AROUND), corner(Math.max, AROUND)];
  }

  /** Code of the most populated commune of some atomes. */
  findLargest(atomes) {
    const { code, population, situation, atomes: places } = this.colonnes;
    const members = code.map((_, rank) => rank).filter((rank) => atomes.includes(places[situation[rank]]));
    return code[members.reduce((best, rank) => (population[rank] > population[best] ? rank : best))];
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

  /** Wider territories: the region, départements, EPCI. */
  get wide() {
    const { region, departements, epci } = this.territoires;
    const entry = (niveau, { code, nom }) => {
      const normal = normalise(nom);
      return { niveau, code, nom: normal, court: ownName(normal), departement: new Set(), affiche: nom };
    };
    return (this.larges ??= [
      entry("REG", region),
      ...departements.map((each) => entry("DEP", each)),
      ...epci.map((each) => entry("EPCI", each)),
    ]);
  }

  /** Territories of every level matching a query, as [{code, nom, lieu}]; the code of a wide one is « DEP:34 ». */
  searchAll(query, limit = ANSWERS) {
    const text = normalise(query.slice(0, LONGEST_QUERY));
    if (!text) return [];
    const { niveaux } = this.territoires;
    const whole = spellOut(text);
    const ranked = this.wide
      .map((entry) => [entry.code === query.trim().toUpperCase() ? 0 : rankName(whole, entry), entry])
      .filter(([rank]) => rank !== null)
      .sort((a, b) => a[0] - b[0]);
    const answers = ranked.map(([rank, { niveau, code, affiche }]) => {
      const lieu = niveau === "DEP" ? `${niveaux.DEP} (${code})` : niveaux[niveau];
      return [rank, { code: `${niveau}:${code}`, nom: affiche, lieu }];
    });
    const pick = (test) => answers.filter(([rank]) => test(rank)).map(([, answer]) => answer);
    let found = this.search(query, limit);
    // Spellings close to the query are for when nothing bears the name.
    if (answers.length && !found.some(({ code }) => this.isNear(text, code))) found = [];
    const communes = found.map((each) => ({ ...each, lieu: `${niveaux.COM}, ${each.lieu}` }));
    const begins = (name) => name.startsWith(text) || dropArticle(name).startsWith(text);
    const first = found.some(({ nom }) => begins(normalise(nom))) ? 0 : 1;
    const [exact, close] = [pick((rank) => rank <= first), pick((rank) => rank > first)];
    return [...exact, ...communes.slice(0, 3), ...close, ...communes.slice(3)].slice(0, limit);
  }

  /** The commune was found by a word or a number of the query, not by a likeness. */
  isNear(text, code) {
    const { nom, departement, rang } = this.get(code);
    const postal = this.colonnes.codesPostaux[rang].split("|").join(" ");
    const names = `${normalise(nom)} ${normalise(departement.nom)} ${code} ${postal}`;
    return text.split(" ").some((word) => names.includes(word));
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

  /** Code of the commune at a point, or of the nearest one within `slack` kilometres; null outside of the region. */
  async findAt(lon, lat, slack = 0) {
    const { topology } = await this.loadContours();
    this.lieux ??= new Lieux(topology);
    return this.colonnes.code[this.lieux.find(lon, lat, slack)] ?? null;
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
