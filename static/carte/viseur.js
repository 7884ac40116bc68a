/* Keyboard navigation: arrows move a crosshair over the map, Enter does what a click does there. */

import { element } from "../commun/dom.js";

const STEP = 20;
const EDGE = 28; // beyond, the map moves under the crosshair

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": 1, "=": 1, "-": -1 };
const HELP = "Flèches pour viser, Entrée pour choisir";

class Viseur {
  constructor(map) {
    this.map = map;
    this.container = map.getContainer();
    this.mark = element("span", "viseur");
    this.mark.setAttribute("aria-hidden", "true");
    this.words = element("span", "viseur-dit", "");
    this.words.setAttribute("role", "status");
    this.container.append(this.words);
    this.container.addEventListener("keydown", (event) => this.press(event));
    this.container.addEventListener("focus", () => {
      if (!this.container.matches(":focus-visible")) return;
      this.show();
      this.words.textContent = HELP;
    });
    for (const name of ["blur", "pointerdown"]) this.container.addEventListener(name, () => this.hide());
  }

  show() {
    this.place ??= this.map.getSize().divideBy(2);
    this.container.append(this.mark);
    L.DomUtil.setPosition(this.mark, this.place);
  }

  hide() {
    if (!this.mark.isConnected) return;
    this.mark.remove();
    this.send("mouseout");
    this.target = null;
  }

  press(event) {
    // Its buttons have keys of their own.
    if (event.target !== this.container || event.altKey || event.ctrlKey || event.metaKey) return;
    if (ARROWS[event.key]) this.move(ARROWS[event.key], event.shiftKey ? 4 * STEP : STEP);
    else if (ZOOMS[event.key]) this.zoom(ZOOMS[event.key]);
    else if (event.key === "Enter" || event.key === " ") this.choose();
    else return;
    event.preventDefault();
  }

  move([right, down], step) {
    const size = this.map.getSize();
    const wanted = (this.place ?? size.divideBy(2)).add([right * step, down * step]);
    this.place = L.point(
      Math.min(Math.max(wanted.x, EDGE), size.x - EDGE),
      Math.min(Math.max(wanted.y, EDGE), size.y - EDGE),
    );
    if (!this.place.equals(wanted)) this.map.panBy(wanted.subtract(this.place).multiplyBy(2), { animate: false });
    this.show();
    this.mark.scrollIntoView({ block: "nearest" });
    this.look();
  }

  zoom(sign) {
    this.show();
    const zoom = this.map.getZoom() + sign * this.map.options.zoomDelta;
    this.map.setZoomAround(this.place, zoom, { animate: false });
  }

  choose() {
    this.show();
    this.look();
    this.send("click");
  }

  /** What a pointer would show there, said too. */
  look() {
    const box = this.container.getBoundingClientRect();
    this.at = { clientX: box.left + this.place.x, clientY: box.top + this.place.y };
    const target = document.elementFromPoint(this.at.clientX, this.at.clientY);
    if (target !== this.target) {
      this.send("mouseout");
      this.target = this.container.contains(target) ? target : null;
      this.send("mouseover");
    }
    this.send("mousemove");
    const lines = [...this.map.getPane("tooltipPane").querySelectorAll(".bulle > span > *")];
    this.words.textContent = lines.map((line) => line.textContent).join(", ");
  }

  send(type) {
    this.target?.dispatchEvent(new MouseEvent(type, { ...this.at, bubbles: true, cancelable: true, view: window }));
  }
}

/** Give a map its crosshair, instead of the arrows that only move it. */
export function addViseur(map) {
  map.keyboard.disable();
  map.getContainer().tabIndex = 0;
  return new Viseur(map);
}
