/* Marks of the map made of elements: names, seats, districts, places of a directory. */

import { element } from "../commun/dom.js";

const LIEU = "#0f5c6e";
const CHOSEN = "#882255";

function mark(latlng, content, options, kind = "") {
  const icon = L.divIcon({ className: `ancre ${kind && `ancre-${kind}`}`, html: content, iconSize: [0, 0] });
  return L.marker(latlng, { icon, keyboard: false, alt: "", ...options });
}

export function buildName({ geometry, properties: { type, nom, rang } }) {
  const [lng, lat] = geometry.coordinates;
  const label = element("span", `nom nom-${type} rang-${rang}`, nom);
  return mark([lat, lng], label, { pane: "noms", interactive: false, rang, type, nom }, type);
}

/** A seat: a badge for each of its guichets. */
export function buildSiege({ geometry, properties: { guichets } }) {
  const [lng, lat] = geometry.coordinates;
  const group = element("span", "pastilles");
  for (const { id, forme, couleur, encre, lettre } of guichets) {
    const badge = element("span", `pastille pastille-${forme}`);
    badge.dataset.guichet = id;
    badge.style.setProperty("--couleur", couleur);
    badge.style.setProperty("--encre", encre);
    badge.append(element("span", "", lettre));
    group.append(badge);
  }
  return mark([lat, lng], group, { pane: "reperes", title: "" });
}

export function buildQuartier(latlng, { statut, nombre }) {
  return mark(latlng, element("span", `qpv qpv-${statut}`, nombre), { pane: "reperes" });
}

/** A disc as large as the place holds entries; `renderer` draws it on a canvas. */
export function buildLieu(latlng, count, isChosen, renderer) {
  const radius = Math.min(24, 6.5 + 2.4 * Math.sqrt(count - 1));
  if (renderer) {
    const look = { radius: radius - 3, color: "#ffffff", weight: 1, fillColor: isChosen ? CHOSEN : LIEU };
    return L.circleMarker(latlng, { ...look, fillOpacity: 0.85, renderer, pane: "reperes" });
  }
  const label = element("span", `lieu${isChosen ? " lieu-choisi" : ""}`, count > 1 ? String(count) : "");
  label.style.setProperty("--rayon", `${radius}px`);
  return mark(latlng, label, { pane: "reperes" });
}
