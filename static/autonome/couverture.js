/* Zones of a selection, as clauses/domain/couverture.py and clauses/rendu/cartes/couches.py make them; tests compare the two. */

import { STATUTS } from "../commun/statuts.js";
import { formatCount } from "../commun/textes.js";

const EPCI = 2; // level of a perimeter that is still local

/** Whether a guichet serves a buyer; "" asks for all of them. */
function serves(guichet, acheteur) {
  return guichet.acheteurs.includes("tous") || (acheteur !== "" && guichet.acheteurs.includes(acheteur));
}

function isGeneral(guichet, acheteur) {
  return guichet.guichet && serves(guichet, acheteur);
}

/** Whether a selection keeps a guichet. */
export function keeps({ typologies, acheteur, aConfirmer, seul }, guichet) {
  return (
    (!seul || guichet.id === seul) &&
    (!typologies || typologies.has(guichet.typologie)) &&
    (aConfirmer || guichet.avere) &&
    (acheteur === "" || serves(guichet, acheteur) || !guichet.guichet)
  );
}

/** Rank of the status that these competences, [guichet, level], make for a buyer. */
export function rankStatut(competences, acheteur) {
  const proven = competences.filter(([guichet]) => guichet.avere);
  const general = proven.filter(([guichet]) => isGeneral(guichet, acheteur));
  const holds = {
    local: general.some(([, niveau]) => niveau <= EPCI),
    departemental: general.length,
    sectoriel: proven.some(([guichet]) => guichet.guichet),
    coordination: proven.length,
    a_confirmer: competences.length,
    non_documente: true,
  };
  return STATUTS.findIndex(({ code }) => holds[code]);
}

export class Couverture {
  /** @param {import("../types.js").Donnees} donnees */
  constructor(donnees) {
    this.donnees = donnees;
    this.guichets = donnees.zones.guichets;
    this.atomes = donnees.zones.atomes;
  }

  /** Atomes with the same guichets and status together, most covered first. */
  listZones(selection) {
    const kept = this.guichets.map((guichet) => keeps(selection, guichet));
    const groups = new Map();
    this.atomes.forEach((atome, rank) => {
      if (selection.departement !== undefined && atome.departement !== selection.departement) return;
      const competences = atome.niveaux.filter(([g]) => kept[g]).map(([g, niveau]) => [this.guichets[g], niveau]);
      const statut = rankStatut(competences, selection.acheteur);
      const key = [statut, ...competences.map(([guichet]) => guichet.id)].join("+");
      if (!groups.has(key)) {
        const guichets = competences.map(([guichet]) => guichet);
        groups.set(key, { statut, guichets, atomes: [], communes: 0, population: 0 });
      }
      const zone = groups.get(key);
      zone.atomes.push(rank);
      zone.communes += atome.communes;
      zone.population += atome.population;
    });
    return [...groups.values()].sort((a, b) => a.statut - b.statut || b.population - a.population);
  }

  /** Look and words of a zone, as the map draws them. */
  describe(zone, acheteur) {
    const { typologies } = this.donnees.zones;
    const general = zone.guichets.filter((guichet) => guichet.avere && isGeneral(guichet, acheteur));
    const kinds = (general.length ? general : zone.guichets).map(
      (guichet) => typologies[guichet.typologie] ?? typologies[""],
    );
    const look = {
      statut: STATUTS[zone.statut].code,
      titre: this.nameZone(zone, acheteur),
      detail: this.detailZone(zone),
    };
    if (kinds.length) Object.assign(look, { couleur: kinds[0].couleur, encre: kinds[0].encre, motif: kinds[0].motif });
    if (general.length > 1) look.hachures = kinds[1].couleur === kinds[0].couleur ? kinds[0].encre : kinds[1].couleur;
    return look;
  }

  nameZone(zone, acheteur) {
    const { personne, prefixes } = this.donnees.textes;
    if (!zone.guichets.length) return personne;
    const proven = zone.guichets.filter((guichet) => guichet.avere);
    const answering = proven.filter((guichet) => guichet.guichet);
    const { code, couvert } = STATUTS[zone.statut];
    const general = couvert ? answering.filter((guichet) => isGeneral(guichet, acheteur)) : [];
    const first = [...general, ...answering, ...proven, ...zone.guichets][0];
    const prefix = prefixes[code];
    return prefix ? `${prefix}\u00a0: ${first.nom}` : first.nom;
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
        return { lettre, couleur, encre, forme: guichet.forme };
      });
      const { nom, lon, lat } = guichets[0].siege;
      const properties = { titre: nom, detail: guichets.map((guichet) => guichet.court).join(" · "), guichets: badges };
      return { type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } };
    });
  }
}
