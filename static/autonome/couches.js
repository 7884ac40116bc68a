/* Layers of the map, made from the files of the folder. */

import { load } from "./donnees.js";
import { Contours } from "./geometrie.js";

/** Layers by the last part of their address, which is that of the application: « zones.geojson?typologie=plie ». */
export class Couches {
  /** `communes` is a promise: the zones do without. */
  constructor(donnees, couverture, communes) {
    Object.assign(this, { donnees, couverture, communes });
    this.contours = new Contours(donnees.zones.contours);
  }

  async build(address) {
    const [path, query = ""] = address.split("#")[0].split("?");
    const name = path.split("/").pop().replace(".geojson", "");
    if (path.includes("communes/")) return this.buildAround(name);
    const makers = {
      zones: () => this.buildZones(query),
      fond: () => this.buildFond(),
      epci: () => this.buildEpci(),
      qpv: () => load("qpv"),
      lieux: () => ({ type: "FeatureCollection", features: this.lieux }),
    };
    if (!makers[name]) throw new Error(address);
    return makers[name]();
  }

  /** The selection that an address asks for. */
  readSelection(query) {
    const asked = new URLSearchParams(query);
    const noms = this.donnees.parametres;
    const kinds = asked.get(noms.typologies);
    const departement = asked.get(noms.departement);
    const vue = Object.hasOwn(this.donnees.affichages, asked.get(noms.vue)) ? asked.get(noms.vue) : "";
    return {
      vue,
      // Where colours are not those of the types, these are no filter.
      typologies: kinds === null || vue ? null : new Set(kinds.split(",").filter(Boolean)),
      acheteur: asked.get(noms.acheteur) || "",
      aConfirmer: asked.get(noms.aConfirmer) !== "non",
      departement: departement
        ? this.donnees.territoires.departements.findIndex(({ code }) => code === departement)
        : undefined,
      seul: asked.get(noms.guichet),
    };
  }

  /** The same, as an address: only active filters. */
  writeSelection({ typologies, acheteur, aConfirmer, departement, vue }) {
    const { parametres: noms, territoires } = this.donnees;
    const query = new URLSearchParams();
    if (typologies) query.set(noms.typologies, [...typologies].sort().join(","));
    if (acheteur) query.set(noms.acheteur, acheteur);
    if (!aConfirmer) query.set(noms.aConfirmer, "non");
    if (departement !== undefined) query.set(noms.departement, territoires.departements[departement].code);
    if (vue) query.set(noms.vue, vue);
    return query;
  }

  buildZones(query) {
    const selection = this.readSelection(query);
    const zones = this.couverture.listZones(selection);
    const areas = zones.map((zone) => this.contours.merge(zone.atomes, this.couverture.describe(zone, selection.vue)));
    return { type: "FeatureCollection", features: [...areas, ...this.couverture.listSieges(zones)] };
  }

  async buildFond() {
    const { contours, noms } = await load("fond");
    const shapes = new Contours(contours);
    const names = noms.map(([type, nom, rang, ...coordinates]) => ({
      type: "Feature",
      properties: { type, nom, rang },
      geometry: { type: "Point", coordinates },
    }));
    return {
      type: "FeatureCollection",
      features: [...shapes.formes.map((_, rank) => shapes.buildFeature(rank)), ...names],
    };
  }

  /** Borders between EPCI. */
  async buildEpci() {
    const communes = await this.communes;
    const contours = await communes.loadContours();
    const { epci } = communes.colonnes;
    return { type: "FeatureCollection", features: [contours.findLimites((a, b) => epci[a] !== epci[b])] };
  }

  /** Communes of the same EPCI. */
  async buildAround(code) {
    const communes = await this.communes;
    const contours = await communes.loadContours();
    const { colonnes, rang } = communes;
    const [here, group] = [rang.get(code), colonnes.epci[rang.get(code)]];
    const members = colonnes.code
      .map((_, rank) => rank)
      .filter((rank) => (group < 0 ? rank === here : colonnes.epci[rank] === group));
    const features = members.map((rank) => contours.buildFeature(rank, { code: colonnes.code[rank] }));
    return { type: "FeatureCollection", features };
  }
}
