/* The map in the frame of streamlit-folium: the server sends the state to draw, and receives the choices. */

import { Carte } from "./carte.js";

class CarteComposant extends Carte {
  start() {
    super.start();
    document.documentElement.lang = "fr";
    // Streamlit names the frame after the component; people with a screen reader deserve its content.
    if (window.frameElement) window.frameElement.title = this.options.titre;
    this.updateTheme();
    // The page gives its size to the frame (static/ecrans.css), at times later than this.
    new ResizeObserver(() => this.resize()).observe(this.map.getContainer());
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
    choose: ({ point, area, isZone, guichet }) => {
      if (guichet) send({ guichet });
      else if (area) send({ point: [point.lng, point.lat], zone: Boolean(isZone) });
    },
    chooseLieu: (lieu) => send({ lieu }),
  });
  // For the tests and the measures, which look at the map itself.
  window.atlasCarte = carte;
  carte.start();
}
