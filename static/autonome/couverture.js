/* Zones of a selection, as clauses/domain/couverture.py and clauses/rendu/cartes/couches.py make them; tests compare the two.
 *
 * The rule of coverage is not here: each guichet comes with the status it gives by buyer and level (`apports`), each
 * status with those of the guichets to call first there (`meneurs`). A lower rank is a better status.
 */

import { formatCount } from "../commun/textes.js";
import { findClasse } from "./affichages.js";

const MOST_KNOWN = 12; // selections

/** True if a selection keeps a guichet. */
export function keeps({ typologies, acheteur, aConfirmer, seul }, guichet) {
  return (
    (!seul || guichet.id === seul) &&
    (!typologies || typologies.has(guichet.typologie)) &&
    (aConfirmer || guichet.avere) &&
    acheteur in guichet.apports
  );
}

/** True if a selection would keep a guichet but for what the reader chose not to see. */
function hides(selection, guichet) {
  return !selection.seul && selection.acheteur in guichet.apports && !keeps(selection, guichet);
}

export class Couverture {
  /** @param {import("../types.js").Donnees} donnees */
  constructor(donnees) {
    this.donnees = donnees;
    this.guichets = donnees.zones.guichets;
    this.atomes = donnees.zones.atomes;
    this.known = new Map();
    /** Comes after the first sight of the map; {@link import("./communes.js").Communes} */
    this.communes = undefined;
    this.known = new Map();
  }

  /** Atomes with the same guichets and status together, most covered first; the map, its legend and its headline ask for
   * the same ones. */
  listZones(selection) {
    const { typologies, acheteur, aConfirmer, departement, epci, seul } = selection;
    const key = JSON.stringify([typologies && [...typologies].sort(), acheteur, aConfirmer, departement, epci, seul]);
    if (!this.known.has(key)) {
      if (this.known.size >= MOST_KNOWN) this.known.clear();
      this.known.set(key, this.makeZones(selection));
    }
    return this.known.get(key);
  }

  makeZones(selection) {
    const { statuts, vide, masque } = this.donnees.zones;
    const kept = this.guichets.map((guichet) => keeps(selection, guichet));
    const hidden = this.guichets.map((guichet) => hides(selection, guichet));
    const groups = new Map();
    const atomes = selection.epci === undefined ? this.atomes : this.communes.cut(this.atomes, selection.epci);
    atomes.forEach((atome, rank) => {
      if (selection.departement !== undefined && atome.departement !== selection.departement) return;
      const serving = atome.niveaux.filter(([g]) => kept[g]);
      const guichets = serving.map(([g]) => this.guichets[g]);
      const apports = serving.map(([g, niveau]) => this.guichets[g].apports[selection.acheteur][niveau]);
      const best = Math.min(vide, ...apports);
      const statut = best === vide && atome.niveaux.some(([g]) => hidden[g]) ? masque : best;
      const key = [statut, ...guichets.map((guichet) => guichet.id)].join("+");
      if (!groups.has(key)) {
        const meneurs = guichets.filter((_, place) => statuts[statut].meneurs.includes(apports[place]));
        groups.set(key, { statut, guichets, meneurs, atomes: [], communesRangs: [], communes: 0, population: 0 });
      }
      const zone = groups.get(key);
      zone.atomes.push(rank);
      zone.communesRangs.push(...(atome.rangs ?? []));
      zone.communes += atome.communes;
      zone.population += atome.population;
    });
    return [...groups.values()].sort((a, b) => a.statut - b.statut || b.population - a.population);
  }

  /** Look and words of a zone, as the map draws them; `vue` names a way to colour it, "" for the usual one. */
  describe(zone, vue) {
    const { typologies, statuts } = this.donnees.zones;
    const { code, couvert, signe, teinte } = statuts[zone.statut];
    const [first, next] = zone.meneurs.map((guichet) => typologies[guichet.typologie] ?? typologies[""]);
    const { communes } = zone;
    const look = { statut: code, titre: this.nameZone(zone), detail: this.detailZone(zone), couvert, communes };
    if (vue) {
      const classe = findClasse(this.donnees.affichages[vue], zone);
      return { ...look, detail: [classe.detail, look.detail].filter(Boolean).join(" · "), ...classe.look };
    }
    if (first) Object.assign(look, { couleur: first.couleur, encre: first.encre, motif: first.motif });
    else if (teinte) look.couleur = teinte;
    if (signe) look.signe = signe;
    if (couvert && next) {
      const hachures = next.couleur === first.couleur ? first.encre : next.couleur;
      Object.assign(look, { signe: "hachures", hachures });
    }
    if (first) look.lettres = this.writeLettres(zone);
    return look;
  }

  writeLettres({ statut, meneurs }) {
    const { typologies, statuts, plusDeLettres } = this.donnees.zones;
    const every = meneurs.map((guichet) => (typologies[guichet.typologie] ?? typologies[""]).lettre);
    const letters = statuts[statut].couvert ? [...new Set(every)] : every.slice(0, 1);
    const joined = letters.slice(0, plusDeLettres).join("+") + (letters.length > plusDeLettres ? "+…" : "");
    return statuts[statut].lettres.replace("*", joined);
  }

  nameZone({ statut, meneurs: [first] }) {
    if (!first) return this.donnees.zones.statuts[statut].titre;
    return first.prefixes[statut] + first.nom;
  }

  /** Guichets that serve these zones, and those of no known territory, which are where their seat is. */
  listConnus(selection, zones) {
    const { departement, epci } = selection;
    const isThere = (guichet) =>
      (departement === undefined || guichet.departement === departement) &&
      (epci === undefined || guichet.epci === epci);
    const lost = this.donnees.zones.perdus.filter((guichet) => keeps(selection, guichet) && isThere(guichet));
    return [...new Set(zones.flatMap((zone) => zone.guichets)), ...lost];
  }

  /** What the zones of a selection come to: share of the inhabitants that are covered, of them by a recent source, and
   * guichets by kind. */
  summarise(selection) {
    const zones = this.listZones(selection);
    const count = (kept) => kept.reduce((total, { population }) => total + population, 0);
    const covered = zones.filter(({ statut }) => this.donnees.zones.statuts[statut].couvert);
    const { guichets: ages } = this.donnees.affichages.age;
    const recent = covered.filter(({ meneurs }) => meneurs.some(({ id }) => ages[id] === 0));
    const guichets = this.listConnus(selection, zones);
    const treating = guichets.filter(({ traite }) => traite);
    const averes = treating.filter(({ avere }) => avere).length;
    return {
      part: count(covered) / count(zones) || 0,
      recente: count(recent) / count(zones) || 0,
      averes,
      aConfirmer: treating.length - averes,
      coordinations: guichets.length - treating.length,
    };
  }

  detailZone(zone) {
    const others = zone.guichets.length - 1;
    return [
      ...(others > 0 ? [`et ${formatCount(others, "autre organisme", "autres organismes")}`] : []),
      formatCount(zone.communes, "commune"),
      formatCount(zone.population, "habitant"),
    ].join(" · ");
  }

  /** Seats of the guichets that serve these zones: a point for each commune, a badge for each guichet. */
  listSieges(zones) {
    const groups = new Map();
    for (const guichet of new Set(zones.flatMap((zone) => zone.guichets))) {
      if (guichet.siege) groups.set(guichet.siege.code, [...(groups.get(guichet.siege.code) || []), guichet]);
    }
    const { typologies } = this.donnees.zones;
    return [...groups.keys()].sort().map((code) => {
      const guichets = groups.get(code);
      const badges = guichets.map((guichet) => {
        const { lettre, couleur, encre } = typologies[guichet.typologie] ?? typologies[""];
        return { id: guichet.id, lettre, couleur, encre, forme: guichet.forme };
      });
      const { nom, lon, lat } = guichets[0].siege;
      const properties = { titre: nom, detail: guichets.map((guichet) => guichet.court).join(" · "), guichets: badges };
      return { type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } };
    });
  }
}
