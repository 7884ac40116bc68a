/* What the map says in words: names, badges of the seats, letters of the zones, each where it covers nothing else. */

import { element } from "../commun/dom.js";
import { listAround, listAtSeat, listBeside, listWithin, Placement, takeWithin } from "./placement.js";

const KINDS = ["departement", "mer", "pays"]; // towns of a rank come before those of the next
const PAD = 2;
const DOT = 3; // half of the dot of a town

export class Etiquettes {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    this.letters = element("div", "lettres");
    this.sizes = new Map();
    map.getPane("noms").append(this.letters);
    // They stay where they are while a zoom stretches the rest.
    map.on("zoomstart", () => (this.letters.hidden = true));
  }

  /**
   * @param {object} given
   * @param {L.Marker[]} given.names
   * @param {L.Marker[]} given.seats
   * @param {L.Polygon[]} given.areas zones, with their letters as properties
   * @param {Element | null} given.bubble what nothing may cover
   * @param {string} [given.named] a name that is written already
   */
  place({ names, seats, areas, bubble, named }) {
    const { map } = this;
    const box = map.getContainer().getBoundingClientRect();
    if (!box.width) return;
    const measure = (node) => {
      const { left, top, right, bottom } = node.getBoundingClientRect();
      return [left - box.left, top - box.top, right - box.left, bottom - box.top];
    };
    const taken = [...map.getContainer().querySelectorAll(".leaflet-control")].map(measure);
    if (bubble) taken.push(measure(bubble));
    const placement = new Placement([0, 0, box.width, box.height], taken);
    // All is measured before anything is moved: the browser lays out once.
    const size = (marker) => {
      const node = marker.getElement()?.firstChild;
      const point = map.latLngToContainerPoint(marker.getLatLng());
      return { marker, node, point, width: node?.offsetWidth ?? 0, height: node?.offsetHeight ?? 0 };
    };
    const badges = seats.map(size).filter(({ width }) => width);
    const labels = names.map(size).filter(({ width }) => width);
    const shapes = areas.filter(({ feature, _parts }) => feature.properties.lettres && _parts?.length);
    const texts = shapes.map(({ feature }) => [
      feature.properties.lettres,
      this.measureText(feature.properties.lettres),
    ]);

    const moves = [];
    for (const { node, point, width, height } of badges) {
      const spots = listAtSeat(point, width, height, 3);
      // A seat is never left out.
      const found = placement.takeFirst(spots) ?? spots[0];
      moves.push([node, point, found]);
    }
    const isOnLand = ([left, top, right, bottom]) =>
      [left, (left + right) / 2, right].some((x) => {
        const point = map.containerPointToLayerPoint([x, (top + bottom) / 2]);
        return areas.some((area) => area.getElement()?.isPointInFill(new DOMPoint(point.x, point.y)));
      });
    const put = (wanted) => {
      for (const { marker, node, point, width, height } of labels.filter(wanted)) {
        const { type, nom, rang } = marker.options;
        let spots = listAround(point, width, height, height);
        if (type === "mer") spots = spots.filter((spot) => !isOnLand(spot));
        if (type === "ville") spots = listBeside(point, width, height - PAD, height * 0.45);
        const dot = [point.x - DOT, point.y - DOT, point.x + DOT, point.y + DOT];
        const isHidden = nom === named || (type === "ville" && rang > 0 && !placement.isFree(dot));
        const found = isHidden ? undefined : placement.takeFirst(spots);
        if (found && type === "ville") placement.taken.push(dot);
        moves.push([node, point, found]);
      }
    };
    const isTown = ({ marker }) => marker.options.type === "ville";
    put((each) => isTown(each) && !each.marker.options.rang);
    put(({ marker }) => marker.options.type === KINDS[0]);
    for (const rang of [1, 2, 3]) put((each) => isTown(each) && each.marker.options.rang === rang);
    // Letters can go anywhere in their zone, names cannot.
    const written = shapes.flatMap(({ _parts }, rank) => {
      const [text, [width, height]] = texts[rank];
      const frame = [0, 0, box.width, box.height];
      const rings = _parts.map((ring) => ring.map((point) => map.layerPointToContainerPoint(point)));
      const boxes = listWithin(rings, frame, width + 2 * PAD, height);
      return takeWithin(placement, boxes).map((found) => [text, found]);
    });
    put(({ marker }) => KINDS.slice(1).includes(marker.options.type));

    for (const [node, point, found] of moves) {
      node.parentElement.classList.toggle("tue", !found);
      if (found) node.style.transform = `translate(${found[0] - point.x}px, ${found[1] - point.y}px)`;
    }
    this.letters.hidden = false;
    this.letters.replaceChildren(
      ...written.map(([text, [left, top]]) => {
        const letter = element("span", "lettre", text);
        L.DomUtil.setPosition(letter, map.containerPointToLayerPoint([left + PAD, top]));
        return letter;
      }),
    );
  }

  measureText(text) {
    const { fontSize } = getComputedStyle(this.map.getContainer());
    const key = `${fontSize} ${text}`;
    if (!this.sizes.has(key)) {
      const letter = element("span", "lettre", text);
      this.map.getPane("noms").append(letter);
      this.sizes.set(key, [letter.offsetWidth, letter.offsetHeight]);
      letter.remove();
    }
    return this.sizes.get(key);
  }
}
