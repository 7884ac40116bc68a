/* The map in the frame of streamlit-folium: the server sends the state to draw, and receives the choices. */

import { Carte } from "./carte.js";

const LEAST_PX = 360;

class CarteComposant extends Carte {
  start() {
    super.start();
    document.documentElement.lang = "fr";
    // Streamlit names the frame after the component; people with a screen reader deserve its content.
    if (window.frameElement) window.frameElement.title = this.options.titre;
    // folium forbids zooming with the fingers; nobody should.
    for (const meta of document.querySelectorAll("meta[name=viewport]")) {
      meta.content = "width=device-width, initial-scale=1";
    }
    this.updateTheme();
    this.fitHeight();
    window.addEventListener("resize", () => this.fitHeight());
    const initial = document.getElementById("atlas-etat");
    if (initial) this.apply(initial.dataset.etat);
    window.Streamlit?.events.addEventListener("streamlit:render", (event) => {
      this.updateTheme();
      this.applyHtml(event.detail.args.html);
    });
  }

  updateTheme() {
    const ground = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    const channels = ground.match(/^#(..)(..)(..)/);
    const light = !channels || channels.slice(1).reduce((sum, hex) => sum + parseInt(hex, 16), 0) > 384;
    document.documentElement.dataset.theme = light ? "clair" : "sombre";
  }

  /** The frame follows the width of the page: a phone gets a map that leaves room to scroll. */
  fitHeight() {
    const wanted = Math.round(Math.min(this.options.hauteur, Math.max(LEAST_PX, window.innerWidth * 0.98)));
    const container = this.map.getContainer();
    requestAnimationFrame(() => {
      if (container.style.height === `${wanted}px`) return;
      container.style.height = `${wanted}px`;
      window.Streamlit?.setFrameHeight(wanted);
      this.map.invalidateSize();
      if (!this.moved) this.frameBounds(this.state.cadre);
    });
  }

  applyHtml(html) {
    const holder = new DOMParser().parseFromString(html || "", "text/html").getElementById("atlas-etat");
    if (holder) this.apply(holder.dataset.etat);
  }
}

/** Entry point called by the script of the component (clauses/rendu/cartes/carte.py). */
export function connect(map, options) {
  const send = (value) => window.Streamlit?.setComponentValue({ ...value, clic: Date.now() });
  const carte = new CarteComposant(map, {
    ...options,
    choose: ({ lng, lat }, area) => area && send({ point: [lng, lat] }),
    chooseLieu: (lieu) => send({ lieu }),
  });
  // For the tests and the measures, which look at the map itself.
  window.atlasCarte = carte;
  carte.start();
}
