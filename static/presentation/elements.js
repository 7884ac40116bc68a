/* Elements that the presentation and the window of the speaker share. The only HTML comes from Markdown rendered and
 * escaped by the server. */

import { element, svgElement } from "../commun/dom.js";

const ICONS = {
  precedente: "M15 5l-7 7 7 7",
  suivante: "M9 5l7 7-7 7",
  plan: "M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z",
  commune: "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L20 20",
  contraste: "M12 4a8 8 0 100 16zM12 4a8 8 0 010 16",
  noir: "M3 5h18v11H3zM8 20h8M12 16v4",
  notes: "M6 3h9l4 4v14H6zM9 11h7M9 15h7M9 7h3",
  qr: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2v2h-2zM16 18h4v2h-4z",
  pleinEcran: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  aide: "M3 7h18v10H3zM6 10h1M10 10h1M14 10h1M18 10h.5M7 14h10",
  quitter: "M10 4H5v16h5M14 8l5 4-5 4M19 12H9",
  fermer: "M6 6l12 12M18 6L6 18",
};

/** HTML that the server made; scripts in it would not run, and it holds none. */
export function prose(className, html, root = "/") {
  const node = element("div", className);
  node.innerHTML = html;
  for (const link of node.querySelectorAll("a")) {
    // Addresses of the atlas are relative to its root. None takes the show away.
    const address = link.getAttribute("href") || "";
    if (!/^[a-z]+:/i.test(address)) link.setAttribute("href", root + address);
    link.target = "_blank";
    link.rel = "noopener";
  }
  return node;
}

function icon(name) {
  const svg = svgElement("svg", { class: "icone", viewBox: "0 0 24 24", "aria-hidden": "true" });
  svg.append(svgElement("path", { d: ICONS[name] }));
  return svg;
}

/** A button with its icon and its words; `key` is its shortcut for screen readers (aria-keyshortcuts). */
export function button(name, words, action, key) {
  const node = element("button", `bouton bouton-${name}`);
  node.type = "button";
  node.append(icon(name), element("span", "mot", words));
  if (key) node.setAttribute("aria-keyshortcuts", key);
  node.title = words;
  node.addEventListener("click", (event) => {
    action(node);
    // After the mouse, the space bar belongs to the next step again.
    if (event.detail) node.blur();
  });
  return node;
}
