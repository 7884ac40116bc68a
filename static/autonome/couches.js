/* Layers of the map, made from what the folder holds. */
(function () {
  "use strict";

  const { Contours } = window.atlas;

  /** Layers by the last part of their address, which is that of the application: « zones.geojson?typologie=plie ». */
  class Couches {
    /** `communes` is a promise: the zones do without. */
    constructor(donnees, couverture, communes) {
      Object.assign(this, { donnees, couverture, communes });
      this.contours = new Contours(donnees.zones.contours);
    }

    async couche(address) {
      const [path, query = ""] = address.split("#")[0].split("?");
      const name = path.split("/").pop().replace(".geojson", "");
      if (path.includes("communes/")) return this.autour(name);
      const makers = { zones: () => this.zones(query), fond: () => this.fond(), epci: () => this.epci(), qpv: () => window.atlas.charger("qpv"), lieux: () => ({ type: "FeatureCollection", features: this.lieux }) };
      if (!makers[name]) throw new Error(address);
      return makers[name]();
    }

    /** The selection that an address asks for. */
    selection(query) {
      const asked = new URLSearchParams(query);
      const kinds = asked.get("typologie");
      const departement = asked.get("departement");
      return {
        typologies: kinds === null ? null : new Set(kinds.split(",").filter(Boolean)),
        acheteur: asked.get("acheteur") || "",
        aConfirmer: asked.get("a_confirmer") !== "non",
        departement: departement ? this.donnees.territoires.departements.findIndex(({ code }) => code === departement) : undefined,
        seul: asked.get("guichet"),
      };
    }

    /** The same, as an address: only what narrows. */
    query({ typologies, acheteur, aConfirmer, departement }) {
      const query = new URLSearchParams();
      if (typologies) query.set("typologie", [...typologies].sort().join(","));
      if (acheteur) query.set("acheteur", acheteur);
      if (!aConfirmer) query.set("a_confirmer", "non");
      if (departement !== undefined) query.set("departement", this.donnees.territoires.departements[departement].code);
      return query;
    }

    zones(query) {
      const selection = this.selection(query);
      const zones = this.couverture.zones(selection);
      const areas = zones.map((zone) => this.contours.unir(zone.atomes, this.couverture.apparence(zone)));
      return { type: "FeatureCollection", features: [...areas, ...this.couverture.sieges(zones)] };
    }

    async fond() {
      const { contours, noms } = await window.atlas.charger("fond");
      const shapes = new Contours(contours);
      const names = noms.map(([type, nom, rang, ...coordinates]) => ({
        type: "Feature",
        properties: { type, nom, rang },
        geometry: { type: "Point", coordinates },
      }));
      return { type: "FeatureCollection", features: [...shapes.formes.map((_, rank) => shapes.feature(rank)), ...names] };
    }

    /** Borders between EPCI. */
    async epci() {
      const communes = await this.communes;
      const contours = await communes.contours();
      const { epci } = communes.colonnes;
      return { type: "FeatureCollection", features: [contours.limites((a, b) => epci[a] !== epci[b])] };
    }

    /** Communes of the same EPCI. */
    async autour(code) {
      const communes = await this.communes;
      const contours = await communes.contours();
      const { colonnes, rang } = communes;
      const [here, group] = [rang.get(code), colonnes.epci[rang.get(code)]];
      const members = colonnes.code.map((_, rank) => rank).filter((rank) => (group < 0 ? rank === here : colonnes.epci[rank] === group));
      const features = members.map((rank) => contours.feature(rank, { code: colonnes.code[rank] }));
      return { type: "FeatureCollection", features };
    }
  }

  window.atlas.Couches = Couches;
})();
