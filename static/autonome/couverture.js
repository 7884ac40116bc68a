/* Zones of a selection, as clauses/domain/couverture.py and clauses/rendu/cartes/couches.py make them; tests compare the two. */
(function () {
  "use strict";

  const EPCI = 2; // level of a perimeter that is still local
  const [LOCAL, DEPARTEMENTAL, SECTORIEL, COORDINATION, A_CONFIRMER, NON_DOCUMENTE] = [0, 1, 2, 3, 4, 5];

  function nombre(value) {
    return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
  }

  /** A number and its noun; in French the plural begins at two. */
  function compte(value, one, many = `${one}s`) {
    return `${nombre(value)}\u00a0${value < 2 ? one : many}`;
  }

  class Couverture {
    /** `donnees` is the file « carte ». */
    constructor(donnees) {
      this.donnees = donnees;
      this.guichets = donnees.zones.guichets;
      this.atomes = donnees.zones.atomes;
    }

    /** Whether a guichet serves a buyer; "" asks for all of them. */
    sert(guichet, acheteur) {
      return guichet.acheteurs.includes("tous") || (acheteur !== "" && guichet.acheteurs.includes(acheteur));
    }

    general(guichet, acheteur) {
      return guichet.guichet && this.sert(guichet, acheteur);
    }

    garde(guichet, { typologies, acheteur, aConfirmer, seul }) {
      return (
        (!seul || guichet.id === seul) &&
        (!typologies || typologies.has(guichet.typologie)) &&
        (aConfirmer || guichet.avere) &&
        (acheteur === "" || this.sert(guichet, acheteur) || !guichet.guichet)
      );
    }

    statut(competences, acheteur) {
      const proven = competences.filter(([guichet]) => guichet.avere);
      const general = proven.filter(([guichet]) => this.general(guichet, acheteur));
      if (general.some(([, niveau]) => niveau <= EPCI)) return LOCAL;
      if (general.length) return DEPARTEMENTAL;
      if (proven.some(([guichet]) => guichet.guichet)) return SECTORIEL;
      if (proven.length) return COORDINATION;
      return competences.length ? A_CONFIRMER : NON_DOCUMENTE;
    }

    /** Atomes with the same guichets and status together, most covered first. */
    zones(selection) {
      const kept = this.guichets.map((guichet) => this.garde(guichet, selection));
      const groups = new Map();
      this.atomes.forEach((atome, rank) => {
        if (selection.departement !== undefined && atome.departement !== selection.departement) return;
        const competences = atome.niveaux.filter(([g]) => kept[g]).map(([g, niveau]) => [this.guichets[g], niveau]);
        const statut = this.statut(competences, selection.acheteur);
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
    apparence(zone, acheteur) {
      const { typologies, statuts } = this.donnees.zones;
      const general = zone.guichets.filter((guichet) => guichet.avere && this.general(guichet, acheteur));
      const kinds = (general.length ? general : zone.guichets).map((guichet) => typologies[guichet.typologie] ?? typologies[""]);
      const look = { statut: statuts[zone.statut].code, titre: this.titre(zone, acheteur), detail: this.detail(zone) };
      if (kinds.length) Object.assign(look, { couleur: kinds[0].couleur, encre: kinds[0].encre, motif: kinds[0].motif });
      if (general.length > 1) look.hachures = kinds[1].couleur === kinds[0].couleur ? kinds[0].encre : kinds[1].couleur;
      return look;
    }

    titre(zone, acheteur) {
      const { personne, prefixes } = this.donnees.textes;
      if (zone.statut === NON_DOCUMENTE) return personne;
      const proven = zone.guichets.filter((guichet) => guichet.avere);
      const answering = proven.filter((guichet) => guichet.guichet);
      const general = zone.statut <= DEPARTEMENTAL ? answering.filter((guichet) => this.general(guichet, acheteur)) : [];
      const first = [...general, ...answering, ...proven, ...zone.guichets][0];
      const prefix = prefixes[this.donnees.zones.statuts[zone.statut].code];
      return prefix ? `${prefix}\u00a0: ${first.nom}` : first.nom;
    }

    detail(zone) {
      const others = zone.guichets.length - 1;
      return [
        ...(others > 0 ? [`et ${compte(others, "autre organisme", "autres organismes")}`] : []),
        compte(zone.communes, "commune"),
        compte(zone.population, "habitant"),
      ].join(" · ");
    }

    /** Seats of the guichets that serve these zones: a point for each commune, a badge for each guichet. */
    sieges(zones) {
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

  Object.assign(window.atlas, { Couverture, nombre, compte, statuts: { LOCAL, DEPARTEMENTAL, SECTORIEL, COORDINATION, A_CONFIRMER, NON_DOCUMENTE } });
})();
