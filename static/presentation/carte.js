/* The map of the presentation: the one of the atlas, larger, with colours for projectors and the gaps brought out. */

import { Carte } from "../carte/carte.js";

const MARGIN_PX = 18;
const USUAL_PX = 12; // size of the names where the ranks of towns were chosen
const MOTIFS_SCALE = 1.6;

export class CarteProjetee extends Carte {
  /**
   * @param {L.Map} map
   * @param {object} options those of any map, and:
   * @param {object} options.typologies by code
   * @param {object} options.palette colours for projectors, by usual colour
   * @param {{ manque: string, repond: string }} options.lacunes colours where the gaps are brought out
   * @param {AbortSignal} options.signal the end of the show
   */
  constructor(map, options) {
    super(map, { ...options, scale: MOTIFS_SCALE });
  }

  /** The arrows belong to the steps. */
  addKeys() {
    this.map.keyboard.disable();
  }

  /** On a phone it is part of a page; before a room, it is all there is. */
  isInPage() {
    return document.documentElement.scrollHeight > window.innerHeight;
  }

  start() {
    super.start();
    document.documentElement.dataset.theme = "clair";
    const fit = () => requestAnimationFrame(() => this.resize());
    window.addEventListener("resize", fit, { signal: this.options.signal });
    fit();
  }

  frameBounds(bounds) {
    super.frameBounds(bounds, MARGIN_PX);
  }

  /** Larger names need more room: they come at closer looks. */
  scaleNames() {
    const larger = Math.log2(parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_PX);
    for (const { zoom, layer } of this.names || []) {
      if (zoom === 0 || this.map.getZoom() - larger >= zoom) layer.addTo(this.map);
      else layer.remove();
    }
  }

  /** Show a step; layers already fetched are on screen at once. */
  showEtape(etape, { cadre, fond, contraste, commune }) {
    this.etape = etape;
    this.contraste = contraste;
    this.drawContour(etape.contour);
    this.nouvelles = new Set(etape.ajoutees.map((code) => this.options.typologies[code].couleur));
    const look = [etape.lacunes ? "lacunes" : "", contraste ? "contraste" : "", ...etape.ajoutees].join(",");
    this.apply(
      JSON.stringify({
        fond,
        cadre,
        commune,
        zones: etape.zones && `${etape.zones}#${look}`,
        motifs: contraste,
        partiel: !etape.zones,
        departements: etape.departements,
        sieges: etape.sieges,
        epci: etape.epci || undefined,
        qpv: etape.qpv || undefined,
      }),
    );
  }

  /** Outline of the territory framed: its neighbours may have the same colour. */
  drawContour(geometry) {
    if (geometry === this.cerne) return;
    this.cerne = geometry;
    this.trait?.remove();
    this.trait = geometry && L.layerGroup();
    for (const name of geometry ? ["halo", "trait"] : []) {
      const style = () => ({ className: `cadre-${name}`, fill: false });
      L.geoJSON(geometry, { pane: "lignes", interactive: false, style }).addTo(this.trait);
    }
    this.trait?.addTo(this.map);
  }

  /** Once the layer of the step is drawn. */
  waitForZones() {
    const zones = this.state.zones ? this.load(this.state.zones) : Promise.resolve();
    return zones.catch(() => {}).then(() => {});
  }

  /** Layers of every step, fetched ahead. */
  prefetch(addresses) {
    return Promise.allSettled([...new Set(addresses)].filter(Boolean).map((address) => this.load(address)));
  }

  strengthen(colour) {
    return (this.contraste && this.options.palette[colour]) || null;
  }

  zoneStyle(zone, motifs) {
    if (this.etape.lacunes) return this.gapStyle(zone);
    const strong = this.strengthen(zone.couleur);
    const seen = strong ? { ...zone, ...strong, hachures: zone.hachures && strong.encre } : zone;
    const style = super.zoneStyle(seen, motifs);
    // What other steps show stays behind what this one does: without its pattern, but on a poor projector.
    if (zone.signe === "voile" && !this.contraste) style.fillColor = "var(--sol-masque)";
    const isNew = this.nouvelles.has(zone.couleur) || this.nouvelles.has(zone.hachures);
    if (isNew) style.className += " nouvelle";
    return style;
  }

  gapStyle(zone) {
    const { manque, repond } = this.options.lacunes;
    if (zone.couvert) return { className: "zone repondu", weight: 1, fillOpacity: 1, fillColor: repond };
    const fillColor = this.motifs.paint(zone.signe === "vide" ? manque : "#ffffff", zone.signe, manque);
    return { className: `zone zone-${zone.statut} lacune`, weight: 1, fillOpacity: 1, fillColor };
  }

  /** A step that adds a layer shows its seats alone: those before have been seen. */
  drawSiege(feature) {
    const seen = feature.properties.guichets.filter((each) => !this.nouvelles.size || this.nouvelles.has(each.couleur));
    const guichets = seen.map((each) => ({ ...each, ...this.strengthen(each.couleur) }));
    return guichets.length
      ? super.drawSiege({ ...feature, properties: { ...feature.properties, guichets } })
      : L.layerGroup();
  }

  /** Paint of a sign of the legend. */
  paintSign(zone) {
    return this.zoneStyle(zone, this.contraste).fillColor;
  }

  /** Zones that the layer of the step holds, as they are drawn. */
  async readZones() {
    if (!this.state.zones) return [];
    const data = await this.load(this.state.zones);
    return data.features.map((feature) => feature.properties).filter((zone) => zone.statut);
  }
}
