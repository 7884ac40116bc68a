/* The map of the atlas without server: the one of the application, given layers that are made here. */

import { Carte } from "../carte/carte.js";

export class CarteAutonome extends Carte {
  start() {
    super.start();
    // The style sheet gives its height. Told once what it already knows, the map would draw again.
    const container = this.map.getContainer();
    const isNew = () => !this.map.getSize().equals([container.clientWidth, container.clientHeight]);
    new ResizeObserver(() => isNew() && this.resize()).observe(container);
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const update = () => {
      document.documentElement.dataset.theme = dark.matches ? "sombre" : "clair";
    };
    dark.addEventListener("change", update);
    update();
  }
}
