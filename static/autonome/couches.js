/* Layers of the map, made from the files of the folder. */

import { readLieu } from "./adresse.js";
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
    const vue = Object.hasOwn(this.donnees.affichages, asked.get(noms.vue)) ? asked.get(noms.vue) : "";
    return {
      vue,
      // Where colours are not those of the types, these are no filter.
      typologies: kinds === null || vue ? null : new Set(kinds.split(",").filter(Boolean)),
      acheteur: asked.get(noms.acheteur) || "",
      aConfirmer: asked.get(noms.aConfirmer) !== "non",
      ...readLieu(noms, asked, this.donnees.territoires),
      seul: asked.get(noms.guichet),
    };
  }

  /** The same, as an address: only active filters. */
  writeSelection({ typologies, acheteur, aConfirmer, departement, epci, vue }) {
    const { parametres: noms, territoires } = this.donnees;
    const query = new URLSearchParams();
    if (typologies) query.set(noms.typologies, [...typologies].sort().join(","));
    if (acheteur) query.set(noms.acheteur, acheteur);
    if (!aConfirmer) query.set(noms.aConfirmer, "non");
    if (departement !== undefined) query.set(noms.departement, territoires.departements[departement].code);
    if (epci !== undefined) query.set(noms.territoire, `EPCI:${territoires.epci[epci].code}`);
    if (vue) query.set(noms.vue, vue);
    return query;
  }

  async buildZones(query) {
    const selection = this.readSelection(query);
    const zones = this.couverture.listZones(selection);
    // An EPCI cuts the pieces of the map.
    const whole = selection.epci === undefined;
    const contours = whole ? this.contours : await (await this.communes).loadContours();
    const areas = zones.map((zone) =>
      contours.merge(whole ? zone.atomes : zone.communesRangs, this.couverture.describe(zone, selection.vue)),
    );
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
    const { code: codes } = communes.colonnes;
    const features = communes.listAround(code).map((rank) => contours.buildFeature(rank, { code: codes[rank] }));
    return { type: "FeatureCollection", features };
  }
}
