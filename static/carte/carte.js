/* The map of the atlas: draws a state on a Leaflet map, and reports the chosen point.
 *
 * A state never holds geometry: it is small (addresses of layers, options, chosen commune). Layers are loaded once. A
 * click outlines and names the zone here at once, without waiting for an answer. Every text coming from data is set with
 * textContent: nothing in a cell can become HTML.
 */

import { element } from "../commun/dom.js";
import { fetchJson } from "../commun/reseau.js";
import { Etiquettes } from "./etiquettes.js";
import { shareGestures } from "./gestes.js";
import { Motifs } from "./motifs.js";
import { buildLieu, buildName, buildQuartier, buildSiege } from "./reperes.js";
import { addViseur } from "./viseur.js";

const NAME_ZOOMS = [0, 8, 9, 10]; // by rank of the name
const MOST_DISCS = 300; // beyond, elements of the page would make the map slow to move
const MOST_FILES = 24;
const MARGIN_PX = 8; // around what is framed; and CLOSEST: as clauses/rendu/cartes/cadrage.py has them
const CLOSEST = 11;
const COMMUNE_ZOOM = 9; // from where a pointer can tell a commune from the next
const NEAR_ZOOM = 10;
const AROUND = 0.7; // sizes of the map, from the middle of the region, where it may be moved
const FADE_MS = 150;

/** Once the browser has painted and has nothing more urgent; soon in any case. */
function whenIdle(action) {
  if (window.requestIdleCallback) window.requestIdleCallback(action, { timeout: 150 });
  else setTimeout(action, 30);
}

/** True if the reader prefers reduced motion. */
export function isCalm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

export class Carte {
  /**
   * @param {L.Map} map
   * @param {object} options
   * @param {string} options.titre name of the map, for a screen reader
   * @param {string} options.attribution source of the contours
   * @param {number} [options.scale] of the patterns
   * @param {(url: string) => Promise<object>} [options.load] GeoJSON at an address; fetched by default
   * @param {number[][]} [options.region] bounds out of which the map does not go
   * @param {(chosen: { point?: L.LatLng, area?: L.Layer | null, isZone?: boolean, guichet?: string }) => void}
   *   [options.choose] on a click; `isZone`: of all the zone, its commune is to be asked
   * @param {(code: string) => void} [options.chooseLieu] on a click on a place of a directory
   */
  constructor(map, options) {
    this.map = map;
    this.options = { load: fetchJson, ...options };
    this.state = {};
    this.layers = {};
    this.files = new Map();
    this.motifs = new Motifs(options.scale);
    this.painted = new Promise((resolve) => {
      this.zonesDrawn = () => requestAnimationFrame(() => whenIdle(resolve));
    });
    this.ownClick = false;
    const bubble = { className: "bulle", direction: "top", offset: [0, -6], opacity: 1 };
    this.hint = L.tooltip(bubble);
    this.label = L.tooltip(bubble);
  }

  /** Set the map up: apart from the constructor, so that a class that extends this one has its fields by then. */
  start() {
    const { map } = this;
    for (const [rank, name] of ["contexte", "zones", "lignes", "choix", "noms", "reperes"].entries()) {
      map.createPane(name).style.zIndex = 300 + 20 * rank;
    }
    for (const name of ["lignes", "choix", "noms"]) map.getPane(name).style.pointerEvents = "none";
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", this.options.titre);
    // Leaflet focuses the map when a button goes down: the page must not scroll, and move the map under the pointer.
    const focus = container.focus.bind(container);
    container.focus = () => focus({ preventScroll: true });
    map.attributionControl.setPrefix(false).addAttribution(this.options.attribution);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    map.zoomControl?.remove();
    L.control.zoom({ position: "topright", zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer" }).addTo(map);
    map.on("click", (event) => this.choose(event.latlng, null));
    map.on("zoomend", () => this.scaleLabels());
    map.on("moveend", () => this.placeLabels());
    // Framed by hand: the next change of size must not undo it.
    map.on("movestart", () => (this.isFramed &&= this.isFraming));
    document.fonts?.ready.then(() => this.placeLabels());
    this.etiquettes = new Etiquettes(map);
    shareGestures(map, () => this.isInPage());
    this.addKeys();
  }

  /** True where a wheel and a finger have a page to scroll. */
  isInPage() {
    return true;
  }

  addKeys() {
    addViseur(this.map);
  }

  /** @param {string} text JSON of a {@link import("../types.js").Etat} */
  apply(text) {
    if (text === this.text) return;
    this.text = text;
    const before = this.state;
    const state = (this.state = JSON.parse(text));
    this.followFrame(state);
    this.drawZones(state.zones, state.motifs);
    if (!state.zones) {
      document.documentElement.classList.add("pret");
      this.zonesDrawn();
    }
    // Zones answer the question: what surrounds them waits until they are painted.
    this.painted.then(() => this.drawFond(this.state.fond));
    this.replaceLayer("epci", state.epci, (data) => this.drawLines(data, "trait trait-epci"));
    this.replaceLayer("qpv", state.qpv, (data) => this.drawQuartiers(data));
    this.replaceLayer("lieux", state.lieux && `${state.lieux}#${state.lieu}`, (data) =>
      this.drawLieux(data, state.lieu),
    );
    this.drawTiles(state.ign);
    document.documentElement.classList.toggle("partiel", state.partiel);
    document.documentElement.classList.toggle("sans-departements", !state.departements);
    document.documentElement.classList.toggle("sans-sieges", !state.sieges);
    document.documentElement.classList.toggle("avec-lieux", Boolean(state.lieux));
    if (JSON.stringify(state.commune) !== JSON.stringify(before.commune)) this.showCommune(state.commune);
    if (!state.commune && !this.ownClick) this.label.remove();
    this.highlightChosen();
    this.placeLabels();
  }

  /** Frame what is asked for, but for a commune or a seat chosen here: its reader is looking at it. */
  followFrame({ cadre, commune, zone, guichet }) {
    const choice = JSON.stringify([commune?.code, zone, guichet]);
    const isOwn = this.ownClick && choice !== this.choice;
    if (choice !== this.choice) this.ownClick = false;
    this.choice = choice;
    const wanted = JSON.stringify(cadre);
    if (wanted === this.framed || (isOwn && !zone)) return;
    const isFirst = this.framed === undefined;
    this.framed = wanted;
    if (isOwn) return;
    this.frameBounds(cadre);
    if (!isFirst) this.fade();
  }

  /** At once: a flight would stretch what is drawn. */
  frameBounds(bounds, padding = MARGIN_PX) {
    if (!bounds) return;
    const { map } = this;
    this.isFraming = this.isFramed = true;
    map.invalidateSize();
    this.limitMoves();
    // Exact, so that a drawing made elsewhere is at the same place.
    map.fitBounds(bounds, { padding: [padding, padding], maxZoom: CLOSEST, animate: false });
    this.isFraming = false;
    this.scaleLabels();
  }

  /** The region and what is around it: no further, and no smaller. */
  limitMoves() {
    const { map } = this;
    if (!this.options.region || this.limited?.equals(map.getSize())) return;
    this.limited = map.getSize();
    const bounds = L.latLngBounds(this.options.region);
    const least = map.getBoundsZoom(bounds, false, L.point(2 * MARGIN_PX, 2 * MARGIN_PX));
    const middle = map.project(bounds.getSouthWest(), least).add(map.project(bounds.getNorthEast(), least)).divideBy(2);
    const reach = this.limited.multiplyBy(AROUND);
    const corners = [middle.subtract(reach), middle.add(reach)].map((point) => map.unproject(point, least));
    Object.assign(map.options, { minZoom: least, maxBounds: L.latLngBounds(corners), maxBoundsViscosity: 1 });
    map.fire("zoomlevelschange");
  }

  /** The map has another size: what was framed still is. */
  resize() {
    this.map.invalidateSize();
    if (this.isFramed) this.frameBounds(this.state.cadre);
    else this.limitMoves();
  }

  fade() {
    if (!isCalm()) this.map.getPane("mapPane").animate?.([{ opacity: 0.3 }, { opacity: 1 }], FADE_MS);
  }

  /** Soon, once for all that changes together; zones are painted first. */
  placeLabels() {
    this.painted.then(() => {
      cancelAnimationFrame(this.placing);
      this.placing = requestAnimationFrame(() => this.etiquettes.place(this.listLabels()));
    });
  }

  listLabels() {
    const names = (this.names || []).flatMap(({ layer }) => (this.map.hasLayer(layer) ? layer.getLayers() : []));
    const bubble = this.label.isOpen?.() ? this.label.getElement() : null;
    return {
      names,
      seats: this.seats ?? [],
      areas: this.areas?.getLayers() ?? [],
      bubble,
      named: this.state.commune?.titre,
    };
  }

  scaleLabels() {
    document.documentElement.dataset.zoom = Math.max(5, Math.min(10, Math.floor(this.map.getZoom())));
    this.scaleNames();
  }

  /** Names of a rank are only there from a zoom on: hidden ones would still be laid out at each move. */
  scaleNames() {
    for (const { zoom, layer } of this.names || []) {
      if (this.map.getZoom() >= zoom) layer.addTo(this.map);
      else layer.remove();
    }
  }

  /** GeoJSON at an address, kept in memory: going back to a filter already seen draws at once. */
  load(address) {
    const [url] = address.split("#");
    if (!this.files.has(url)) {
      if (this.files.size > MOST_FILES) this.files.clear();
      const request = (async () => this.options.load(url))();
      request.catch(() => this.files.delete(url));
      this.files.set(url, request);
    }
    return this.files.get(url);
  }

  /** Replace a layer by the result of `draw` on a file; the old one stays until the new one is ready. */
  replaceLayer(name, url, draw) {
    const current = this.layers[name];
    if (current?.url === url) return;
    if (!url) {
      if (current) current.layer?.remove();
      delete this.layers[name];
      return;
    }
    const slot = (this.layers[name] = { url, layer: current?.layer });
    this.load(url).then(
      (data) => {
        if (this.layers[name] !== slot) return;
        slot.layer?.remove();
        slot.layer = draw(data).addTo(this.map);
      },
      (error) => {
        // Asked for again at the next state.
        if (this.layers[name] === slot) slot.url = null;
        this.reportFailure(error);
      },
    );
  }

  reportFailure(error) {
    this.zonesDrawn();
    console.warn(error.message);
    document.documentElement.classList.add("incomplet");
  }

  drawFond(url) {
    this.replaceLayer("fond", url, (data) => {
      const of = (test) => data.features.filter((feature) => test(feature.properties.type));
      const shapes = L.geoJSON(
        of((type) => type === "voisin" || type === "sol"),
        {
          interactive: false,
          pane: "contexte",
          style: (feature) => ({ className: `fond fond-${feature.properties.type}`, weight: 0.8 }),
        },
      );
      const borders = L.geoJSON(
        of((type) => type === "bord"),
        {
          interactive: false,
          pane: "lignes",
          style: () => ({ className: "trait trait-departement", weight: 1.4 }),
        },
      );
      this.names = NAME_ZOOMS.map((zoom, rank) => ({
        zoom,
        layer: L.layerGroup(
          of(() => true)
            .filter((f) => f.properties.rang === rank)
            .map((f) => buildName(f)),
        ),
      }));
      this.scaleNames();
      this.placeLabels();
      return L.layerGroup([shapes, borders]);
    });
  }

  drawZones(url, motifs) {
    this.replaceLayer("zones", url && `${url}${motifs ? "#motifs" : ""}`, (data) => {
      this.highlighted = null;
      const areas = data.features.filter((feature) => feature.geometry.type !== "Point");
      const seats = data.features.filter((feature) => feature.geometry.type === "Point");
      this.areas = L.geoJSON(areas, {
        pane: "zones",
        style: (feature) => this.zoneStyle(feature.properties, motifs),
        onEachFeature: (feature, layer) => {
          layer.on("click", (event) => {
            L.DomEvent.stopPropagation(event);
            this.choose(event.latlng, layer);
          });
          layer.on("mousemove", (event) => this.showName(event.latlng, feature.properties));
          layer.on("mouseout", () => this.hideName());
        },
      });
      this.areas.on("add", () => this.highlightChosen());
      document.documentElement.classList.add("pret");
      this.zonesDrawn();
      const group = L.layerGroup([this.areas]);
      this.painted.then(() => {
        this.seats = seats.map((feature) => this.drawSiege(feature)).filter((layer) => layer.getLatLng);
        this.seats.forEach((marker) => group.addLayer(marker));
        this.highlightChosen();
        this.placeLabels();
      });
      return group;
    });
  }

  /** @param {import("../types.js").Zone} zone */
  zoneStyle(zone, motifs) {
    const style = { className: `zone zone-${zone.statut}`, weight: 1, fillOpacity: 1, fillColor: zone.couleur };
    if (zone.hachures) style.fillColor = this.motifs.paint(zone.couleur, zone.signe, zone.hachures);
    else if (zone.signe) {
      const ground = `var(--sol-${zone.statut}, var(--vide))`;
      style.fillColor = this.motifs.paint(ground, zone.signe, zone.couleur);
    } else if (motifs) style.fillColor = this.motifs.paint(zone.couleur, zone.motif, zone.encre);
    return style;
  }

  drawSiege(feature) {
    const marker = buildSiege(feature);
    const { titre, detail } = feature.properties;
    return this.listenTo(marker, { titre, detail }, ({ originalEvent: { target } }) => {
      const badge = target.closest?.(".pastille") ?? marker.getElement().querySelector(".pastille");
      if (!this.options.choose) return;
      this.ownClick = true;
      this.options.choose({ guichet: badge.dataset.guichet });
    });
  }

  /** A mark shows its name under the pointer; a click on it chooses its point. */
  nameAndChoose(marker, zone) {
    const latlng = marker.getLatLng();
    return this.listenTo(marker, zone, () => this.choose(latlng, this.findArea(latlng)));
  }

  listenTo(marker, zone, act) {
    marker.on("mouseover", () => this.showName(marker.getLatLng(), zone));
    marker.on("mouseout", () => this.hideName());
    marker.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      act(event);
    });
    return marker;
  }

  findArea(latlng) {
    const { x, y } = this.map.latLngToLayerPoint(latlng);
    return this.areas?.getLayers().find((layer) => layer.getElement()?.isPointInFill(new DOMPoint(x, y))) ?? null;
  }

  /** A point was chosen: outline and name its zone now, then ask for the answer. */
  choose(latlng, area) {
    const { choose } = this.options;
    const isListed = Boolean(this.state.zone) && area === this.highlighted;
    if (area) {
      this.highlight(area);
      this.hideName();
      if (choose && area.feature.properties.communes > 1 && this.map.getZoom() < COMMUNE_ZOOM) {
        this.chooseZone(latlng, area, isListed);
        return;
      }
      this.writeBubble(this.label, latlng, area.feature.properties);
      this.ownClick = Boolean(choose);
    }
    choose?.({ point: latlng.wrap(), area });
  }

  /** From afar, a click is about the zone that is seen, not about the commune that is not: frame it; then come near. */
  chooseZone(latlng, area, isListed) {
    if (isListed) this.map.setView(latlng, NEAR_ZOOM, { animate: false });
    else this.frameBounds(area.getBounds());
    this.fade();
    if (isListed) return;
    this.writeBubble(this.label, latlng, area.feature.properties);
    this.ownClick = true;
    this.options.choose({ point: latlng.wrap(), area, isZone: true });
  }

  highlight(area) {
    this.highlighted?.getElement()?.classList.remove("zone-choisie");
    this.highlighted = area;
    area?.getElement()?.classList.add("zone-choisie");
    area?.bringToFront();
  }

  /** Outline the zone of what is chosen, and the seat, whichever was drawn last. */
  highlightChosen() {
    const { commune, zone, guichet } = this.state;
    const point = commune ?? zone;
    if (point) this.highlight(this.findArea(L.latLng(point.lat, point.lon)) ?? this.highlighted);
    else if (!this.ownClick) this.highlight(null);
    for (const badge of this.map.getPane("reperes").querySelectorAll(".pastille")) {
      badge.classList.toggle("pastille-choisie", badge.dataset.guichet === guichet);
    }
  }

  /** Tooltip: the name of the area under the pointer. */
  showName(latlng, zone) {
    this.writeBubble(this.hint, latlng, zone);
  }

  hideName() {
    this.hint.remove();
  }

  writeBubble(bubble, latlng, { titre, detail }) {
    const content = element("span");
    content.append(element("strong", "", titre));
    if (detail) content.append(element("span", "", detail));
    bubble.setContent(content).setLatLng(latlng).addTo(this.map);
  }

  /** Outline the chosen commune among those of its EPCI. */
  showCommune(commune) {
    this.replaceLayer("commune", commune?.contours, (data) => this.drawCommune(data, commune));
  }

  drawCommune(data, commune) {
    const group = L.geoJSON(data, {
      pane: "choix",
      interactive: false,
      style: (feature) => {
        const chosen = feature.properties.code === commune.code;
        return { className: chosen ? "commune commune-choisie" : "commune", fill: chosen, weight: chosen ? 3 : 0.6 };
      },
    });
    const chosen = group.getLayers().find((layer) => layer.feature.properties.code === commune.code);
    const place = chosen ? chosen.getBounds().getCenter() : L.latLng(commune.lat, commune.lon);
    this.writeBubble(this.label, place, commune);
    this.placeLabels();
    return group;
  }

  drawLines(data, className) {
    return L.geoJSON(data, {
      pane: "lignes",
      interactive: false,
      style: () => ({ className, fill: false, weight: 0.9 }),
    });
  }

  drawQuartiers(data) {
    const draw = ({ properties }, latlng) => this.nameAndChoose(buildQuartier(latlng, properties), properties);
    return L.geoJSON(data, { pointToLayer: draw });
  }

  /** Places of a directory: a disc as large as they hold entries; many of them are drawn on a canvas. */
  drawLieux(data, chosen) {
    const renderer = data.features.length > MOST_DISCS ? (this.canvas ??= L.canvas({ pane: "reperes" })) : undefined;
    const draw = ({ properties }, latlng) => {
      const { code, nombre } = properties;
      const disc = buildLieu(latlng, nombre, code === chosen, renderer);
      return this.listenTo(disc, properties, () => this.options.chooseLieu?.(code));
    };
    return L.geoJSON(data, { pointToLayer: draw });
  }

  /** IGN map under the zones: the only request to another server, and only when the reader asks for it. */
  drawTiles(source) {
    const show = (isOn) => document.documentElement.classList.toggle("avec-ign", isOn);
    if (!source) {
      show(false);
      this.layers.ign?.remove();
      delete this.layers.ign;
    } else if (!this.layers.ign) {
      this.layers.ign = L.tileLayer(source.url, { attribution: source.attribution, maxZoom: 18 });
      // Not before there is something to see under the zones.
      this.layers.ign.once("load", () => this.layers.ign && show(true)).addTo(this.map);
    }
  }
}
