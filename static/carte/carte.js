/* The map of the atlas: draws on a Leaflet map what the server describes, and tells which point was chosen.
 *
 * The server never sends geometry with a rerun: it sends a small state (addresses of layers, options, chosen commune).
 * Layers are fetched once from cacheable addresses. A click outlines and names the zone here at once, without waiting
 * for the server. Every text coming from data is set with textContent: nothing in a cell can become HTML.
 */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  /** Once the browser has painted and has nothing more urgent; soon in any case. */
  function whenIdle(action) {
    if (window.requestIdleCallback) window.requestIdleCallback(action, { timeout: 150 });
    else setTimeout(action, 30);
  }

  /* ---- fill patterns: the second cue beside colour ---- */

  const SHAPES = {
    hachures: { size: 9, path: "M-2,2 L2,-2 M0,9 L9,0 M7,11 L11,7", width: 3 },
    lignes: { size: 7, path: "M0,3.5 H7", width: 1.3 },
    tirets: { size: 10, path: "M1,2.5 H6 M6,7.5 H11 M-4,7.5 H1", width: 1.3 },
    points: { size: 8, path: "M2,2 h.01 M6,6 h.01", width: 2.6 },
    croix: { size: 10, path: "M3,5 H7 M5,3 V7", width: 1.3 },
    chevrons: { size: 10, path: "M0,7 L5,2 L10,7", width: 1.3 },
    quadrillage: { size: 9, path: "M0,4.5 H9 M4.5,0 V9", width: 1.1 },
    vagues: { size: 12, path: "M0,6 Q3,2 6,6 T12,6", width: 1.3 },
  };

  let motifs = 0; // of all the maps of the page

  class Patterns {
    constructor() {
      this.svg = document.createElementNS(SVG, "svg");
      this.svg.setAttribute("width", 0);
      this.svg.setAttribute("height", 0);
      this.svg.setAttribute("aria-hidden", "true");
      // Out of the flow and at the top: anywhere else it would lengthen the page.
      this.svg.style.cssText = "position: absolute; top: 0; left: 0";
      document.body.appendChild(this.svg);
      this.known = new Map();
    }

    /** Paint of a shape in one colour over another: "url(#…)", made once. */
    paint(ground, shape, ink) {
      if (!SHAPES[shape]) return ground;
      const key = [ground, shape, ink].join("|");
      if (!this.known.has(key)) this.known.set(key, this.make(ground, SHAPES[shape], ink));
      return `url(#${this.known.get(key)})`;
    }

    make(ground, shape, ink) {
      const id = `motif-${++motifs}`;
      const pattern = document.createElementNS(SVG, "pattern");
      for (const [name, value] of Object.entries({ id, width: shape.size, height: shape.size, patternUnits: "userSpaceOnUse" }))
        pattern.setAttribute(name, value);
      const rect = document.createElementNS(SVG, "rect");
      rect.setAttribute("width", shape.size);
      rect.setAttribute("height", shape.size);
      rect.style.fill = ground;
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", shape.path);
      path.setAttribute("fill", "none");
      path.setAttribute("stroke-linecap", "round");
      path.setAttribute("stroke-width", shape.width);
      path.style.stroke = ink;
      pattern.append(rect, path);
      this.svg.appendChild(pattern);
      return id;
    }
  }

  /* ---- the map ---- */

  const NAME_ZOOMS = [0, 8, 9, 10]; // by rank of the name
  const MOST_DISCS = 300; // beyond, elements of the page would make the map slow to move

  class Carte {
    constructor(map, options) {
      this.map = map;
      this.options = options;
      this.state = {};
      this.layers = {};
      this.files = new Map();
      this.patterns = new Patterns();
      this.painted = new Promise((resolve) => {
        this.zonesDrawn = () => requestAnimationFrame(() => whenIdle(resolve));
      });
      this.ownClick = false;
      this.settings();
      const bubble = { className: "bulle", direction: "top", offset: [0, -6], opacity: 1 };
      this.hint = L.tooltip(bubble);
      this.label = L.tooltip(bubble);
      map.on("click", (event) => this.choose(event.latlng, null));
      map.on("zoomend", () => this.scaleLabels());
      const initial = document.getElementById("atlas-etat");
      if (initial) this.apply(initial.dataset.etat);
      window.Streamlit?.events.addEventListener("streamlit:render", (event) => {
        this.theme();
        this.applyHtml(event.detail.args.html);
      });
    }

    settings() {
      const { map } = this;
      ["contexte", "zones", "lignes", "choix", "noms", "reperes"].forEach((name, rank) => {
        map.createPane(name).style.zIndex = 300 + 20 * rank;
      });
      for (const name of ["lignes", "choix", "noms"]) map.getPane(name).style.pointerEvents = "none";
      document.documentElement.lang = "fr";
      const container = map.getContainer();
      container.setAttribute("role", "region");
      container.setAttribute("aria-label", this.options.titre);
      // Leaflet focuses the map when a button goes down: the page must not scroll, and move the map under the pointer.
      const focus = container.focus.bind(container);
      container.focus = () => focus({ preventScroll: true });
      // Streamlit names the frame after the component; people with a screen reader deserve its content.
      if (window.frameElement) window.frameElement.title = this.options.titre;
      map.attributionControl.setPrefix(false).addAttribution(this.options.attribution);
      L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
      map.zoomControl?.remove();
      L.control.zoom({ position: "topright", zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer" }).addTo(map);
      // folium forbids zooming with the fingers; nobody should.
      for (const meta of document.querySelectorAll("meta[name=viewport]")) meta.content = "width=device-width, initial-scale=1";
      this.theme();
      this.height();
      window.addEventListener("resize", () => this.height());
    }

    theme() {
      const ground = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
      const channels = ground.match(/^#(..)(..)(..)/);
      const light = !channels || channels.slice(1).reduce((sum, hex) => sum + parseInt(hex, 16), 0) > 384;
      document.documentElement.dataset.theme = light ? "clair" : "sombre";
    }

    /** The frame follows the width of the page: a phone gets a map that leaves room to scroll. */
    height() {
      const wanted = Math.round(Math.min(this.options.hauteur, Math.max(360, window.innerWidth * 0.98)));
      const container = this.map.getContainer();
      requestAnimationFrame(() => {
        if (container.style.height === `${wanted}px`) return;
        container.style.height = `${wanted}px`;
        window.Streamlit?.setFrameHeight(wanted);
        this.map.invalidateSize();
        if (!this.moved) this.frame(this.state.cadre);
      });
    }

    applyHtml(html) {
      const holder = new DOMParser().parseFromString(html || "", "text/html").getElementById("atlas-etat");
      if (holder) this.apply(holder.dataset.etat);
    }

    apply(text) {
      if (text === this.text) return;
      this.text = text;
      const before = this.state;
      const state = (this.state = JSON.parse(text));
      if (JSON.stringify(state.cadre) !== JSON.stringify(before.cadre)) this.frame(state.cadre);
      this.zones(state.zones, state.motifs);
      if (!state.zones) {
        document.documentElement.classList.add("pret");
        this.zonesDrawn();
      }
      // Zones answer the question: what surrounds them waits until they are painted.
      this.painted.then(() => this.ground(this.state.fond));
      this.option("epci", state.epci, (data) => this.lines(data, "trait trait-epci"));
      this.option("qpv", state.qpv, (data) => this.districts(data));
      this.option("lieux", state.lieux && `${state.lieux}#${state.lieu}`, (data) => this.places(data, state.lieu));
      this.tiles(state.ign);
      document.documentElement.classList.toggle("partiel", state.partiel);
      document.documentElement.classList.toggle("sans-departements", !state.departements);
      document.documentElement.classList.toggle("sans-sieges", !state.sieges);
      document.documentElement.classList.toggle("avec-lieux", Boolean(state.lieux));
      if (JSON.stringify(state.commune) !== JSON.stringify(before.commune)) this.commune(state.commune);
    }

    frame(bounds) {
      if (!bounds) return;
      this.map.invalidateSize();
      this.map.fitBounds(bounds, { padding: [8, 8], animate: false });
      this.scaleLabels();
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
    file(address) {
      const url = address.split("#")[0];
      if (!this.files.has(url)) {
        if (this.files.size > 24) this.files.clear();
        const request = fetch(url).then((response) => {
          if (!response.ok) throw new Error(`${url} : ${response.status}`);
          return response.json();
        });
        request.catch(() => this.files.delete(url));
        this.files.set(url, request);
      }
      return this.files.get(url);
    }

    /** Replace a layer by what `draw` makes of a file; the old one stays until the new one is ready. */
    option(name, url, draw) {
      const current = this.layers[name];
      if (current?.url === url) return;
      if (!url) {
        if (current) current.layer?.remove();
        delete this.layers[name];
        return;
      }
      const slot = (this.layers[name] = { url, layer: current?.layer });
      this.file(url).then((data) => {
        if (this.layers[name] !== slot) return;
        slot.layer?.remove();
        slot.layer = draw(data).addTo(this.map);
      }, (error) => {
        // Asked for again at the next state.
        if (this.layers[name] === slot) slot.url = null;
        this.failed(error);
      });
    }

    failed(error) {
      this.zonesDrawn();
      console.warn(error.message);
      document.documentElement.classList.add("incomplet");
    }

    ground(url) {
      this.option("fond", url, (data) => {
        const of = (test) => data.features.filter((feature) => test(feature.properties.type));
        const shapes = L.geoJSON(of((type) => type === "voisin" || type === "sol"), {
          interactive: false,
          pane: "contexte",
          style: (feature) => ({ className: `fond fond-${feature.properties.type}`, weight: 0.8 }),
        });
        if (shapes.getBounds().isValid()) this.map.setMaxBounds(shapes.getBounds());
        const borders = L.geoJSON(of((type) => type === "bord"), {
          interactive: false,
          pane: "lignes",
          style: () => ({ className: "trait trait-departement", weight: 1.4 }),
        });
        this.names = NAME_ZOOMS.map((zoom, rank) => ({
          zoom,
          layer: L.layerGroup(of(() => true).filter((f) => f.properties.rang === rank).map((f) => this.placeName(f))),
        }));
        this.scaleNames();
        return L.layerGroup([shapes, borders]);
      });
    }

    placeName(feature) {
      const [lng, lat] = feature.geometry.coordinates;
      const { type, nom, rang } = feature.properties;
      const label = element("span", `nom nom-${type} rang-${rang}`, nom);
      const icon = L.divIcon({ className: "ancre", html: label, iconSize: [0, 0] });
      return L.marker([lat, lng], { icon, pane: "noms", interactive: false, keyboard: false });
    }

    zones(url, motifs) {
      this.option("zones", url && `${url}${motifs ? "#motifs" : ""}`, (data) => {
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
            layer.on("mousemove", (event) => this.name(event.latlng, feature.properties));
            layer.on("mouseout", () => this.unname());
          },
        });
        this.areas.on("add", () => this.highlightChosen());
        document.documentElement.classList.add("pret");
        this.zonesDrawn();
        const group = L.layerGroup([this.areas]);
        this.painted.then(() => seats.forEach((feature) => group.addLayer(this.seat(feature))));
        return group;
      });
    }

    zoneStyle(zone, motifs) {
      const style = { className: `zone zone-${zone.statut}`, weight: 1, fillOpacity: 1, fillColor: zone.couleur };
      if (zone.hachures) style.fillColor = this.patterns.paint(zone.couleur, zone.signe, zone.hachures);
      else if (zone.signe) style.fillColor = this.patterns.paint("var(--vide)", zone.signe, zone.couleur);
      else if (motifs) style.fillColor = this.patterns.paint(zone.couleur, zone.motif, zone.encre);
      return style;
    }

    seat(feature) {
      const [lng, lat] = feature.geometry.coordinates;
      const group = element("span", "pastilles");
      for (const guichet of feature.properties.guichets) {
        const badge = element("span", `pastille pastille-${guichet.forme}`);
        badge.style.setProperty("--couleur", guichet.couleur);
        badge.style.setProperty("--encre", guichet.encre);
        badge.append(element("span", "", guichet.lettre));
        group.append(badge);
      }
      const icon = L.divIcon({ className: "ancre", html: group, iconSize: [0, 0] });
      const marker = L.marker([lat, lng], { icon, pane: "reperes", keyboard: false, title: "", alt: "" });
      const zone = { titre: feature.properties.titre, detail: feature.properties.detail };
      marker.on("mouseover", () => this.name(marker.getLatLng(), zone));
      marker.on("mouseout", () => this.unname());
      marker.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        this.choose(marker.getLatLng(), this.areaAt(marker.getLatLng()));
      });
      return marker;
    }

    areaAt(latlng) {
      const point = this.map.latLngToContainerPoint(latlng);
      const box = this.map.getContainer().getBoundingClientRect();
      const nodes = document.elementsFromPoint(box.left + point.x, box.top + point.y);
      let found = null;
      this.areas?.eachLayer((layer) => {
        if (nodes.includes(layer.getElement?.())) found = layer;
      });
      return found;
    }

    /** A point was chosen: outline and name its zone now, then ask the server for the answer. */
    choose(latlng, area) {
      if (!area) return;
      this.highlight(area);
      this.unname();
      this.write(this.label, latlng, area.feature.properties);
      this.ownClick = true;
      const wrapped = latlng.wrap();
      window.Streamlit?.setComponentValue({ point: [wrapped.lng, wrapped.lat], clic: Date.now() });
    }

    highlight(area) {
      this.highlighted?.getElement()?.classList.remove("zone-choisie");
      this.highlighted = area;
      area?.getElement()?.classList.add("zone-choisie");
      area?.bringToFront();
    }

    /** Outline the zone of the chosen commune, whichever of the two was drawn last. */
    highlightChosen() {
      const { commune } = this.state;
      if (commune) this.highlight(this.areaAt(L.latLng(commune.lat, commune.lon)));
    }

    /** Name what is under the pointer. */
    name(latlng, zone) {
      this.write(this.hint, latlng, zone);
    }

    unname() {
      this.hint.remove();
    }

    write(bubble, latlng, { titre, detail }) {
      const content = element("span");
      content.append(element("strong", "", titre));
      if (detail) content.append(element("span", "", detail));
      bubble.setContent(content).setLatLng(latlng).addTo(this.map);
    }

    /** Outline the chosen commune among those of its EPCI; go there unless the choice came from a click here. */
    commune(commune) {
      const stay = this.ownClick;
      this.ownClick = false;
      if (!commune) {
        this.label.remove();
        this.highlight(null);
        if (this.moved) this.frame(this.state.cadre);
        this.moved = false;
      }
      this.option("commune", commune?.contours, (data) => this.outline(data, commune, stay));
    }

    outline(data, commune, stay) {
      const group = L.geoJSON(data, {
        pane: "choix",
        interactive: false,
        style: (feature) => {
          const chosen = feature.properties.code === commune.code;
          return { className: chosen ? "commune commune-choisie" : "commune", fill: chosen, weight: chosen ? 3 : 0.6 };
        },
      });
      let chosen = null;
      group.eachLayer((layer) => {
        if (layer.feature.properties.code === commune.code) chosen = layer;
      });
      const point = L.latLng(commune.lat, commune.lon);
      if (!stay) {
        this.moved = true;
        const bounds = group.getBounds();
        // Before the move: without animation it ends at once.
        this.map.once("moveend", () => this.highlightChosen());
        if (bounds.isValid()) this.map.flyToBounds(bounds, { padding: [30, 30], maxZoom: 11, animate: !calm, duration: 0.6 });
      }
      this.write(this.label, chosen ? chosen.getBounds().getCenter() : point, commune);
      return group;
    }

    lines(data, className) {
      return L.geoJSON(data, { pane: "lignes", interactive: false, style: () => ({ className, fill: false, weight: 0.9 }) });
    }

    districts(data) {
      return L.geoJSON(data, {
        pointToLayer: (feature, latlng) => {
          const disc = element("span", `qpv qpv-${feature.properties.statut}`, feature.properties.nombre);
          const icon = L.divIcon({ className: "ancre", html: disc, iconSize: [0, 0] });
          const marker = L.marker(latlng, { icon, pane: "reperes", keyboard: false, alt: "" });
          marker.on("mouseover", () => this.name(latlng, feature.properties));
          marker.on("mouseout", () => this.unname());
          marker.on("click", (event) => {
            L.DomEvent.stopPropagation(event);
            this.choose(latlng, this.areaAt(latlng));
          });
          return marker;
        },
      });
    }

    /** Places of a directory: a disc as large as they hold entries; many of them are drawn on a canvas. */
    places(data, chosen) {
      const renderer = data.features.length > MOST_DISCS ? (this.canvas ??= L.canvas({ pane: "reperes" })) : undefined;
      return L.geoJSON(data, {
        pointToLayer: (feature, latlng) => {
          const { code, nombre } = feature.properties;
          const mark = this.disc(latlng, nombre, code === chosen, renderer);
          mark.on("mouseover", () => this.name(latlng, feature.properties));
          mark.on("mouseout", () => this.unname());
          mark.on("click", (event) => {
            L.DomEvent.stopPropagation(event);
            window.Streamlit?.setComponentValue({ lieu: code, clic: Date.now() });
          });
          return mark;
        },
      });
    }

    disc(latlng, count, isChosen, renderer) {
      const radius = Math.min(24, 6.5 + 2.4 * Math.sqrt(count - 1));
      if (renderer) {
        const look = { radius: radius - 3, color: "#ffffff", weight: 1, fillColor: isChosen ? "#882255" : "#0f5c6e" };
        return L.circleMarker(latlng, { ...look, fillOpacity: 0.85, renderer, pane: "reperes" });
      }
      const label = element("span", `lieu${isChosen ? " lieu-choisi" : ""}`, count > 1 ? String(count) : "");
      label.style.setProperty("--rayon", `${radius}px`);
      const icon = L.divIcon({ className: "ancre", html: label, iconSize: [0, 0] });
      return L.marker(latlng, { icon, pane: "reperes", keyboard: false, alt: "" });
    }

    /** IGN map under the zones: the only request to another server, and only when the reader asks for it. */
    tiles(source) {
      document.documentElement.classList.toggle("avec-ign", Boolean(source));
      if (!source) {
        this.layers.ign?.remove();
        delete this.layers.ign;
      } else if (!this.layers.ign) {
        this.layers.ign = L.tileLayer(source.url, { attribution: source.attribution, maxZoom: 18 }).addTo(this.map);
      }
    }
  }

  window.atlas = {
    Carte,
    brancher(map, options) {
      window.atlasCarte = new Carte(map, options);
    },
  };
})();
