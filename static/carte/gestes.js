/* Gesture handling of a map inside a page: a wheel and one finger scroll the page, Ctrl + wheel and two fingers move the map. */

import { element } from "../commun/dom.js";

const SAID_MS = 1800;
const WHEEL = "Ctrl + molette pour zoomer";
const FINGER = "Deux doigts pour déplacer la carte";

/** Leave to the page the gestures that scroll it, where `isInPage`; a hint says the other one, the first time. */
export function shareGestures(map, isInPage) {
  const container = map.getContainer();
  const said = new Set();
  const tell = (words) => {
    if (said.has(words)) return;
    said.add(words);
    const hint = element("span", "conseil", words);
    hint.setAttribute("aria-hidden", "true");
    container.append(hint);
    setTimeout(() => hint.remove(), SAID_MS);
  };
  // On the way down: the library listens on the container too.
  const options = { capture: true, passive: true };
  container.style.touchAction = "pan-x pan-y";
  container.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey || !isInPage()) return;
      event.stopImmediatePropagation();
      tell(WHEEL);
    },
    options,
  );
  container.addEventListener(
    "touchstart",
    (event) => {
      if (event.touches.length === 1 && isInPage()) event.stopImmediatePropagation();
    },
    options,
  );
  // The same where the library makes touches of pointers.
  container.addEventListener(
    "pointerdown",
    (event) => {
      if (event.pointerType === "touch" && event.isPrimary && isInPage()) event.stopImmediatePropagation();
    },
    options,
  );
  container.addEventListener("touchmove", (event) => event.touches.length === 1 && isInPage() && tell(FINGER), options);
}
