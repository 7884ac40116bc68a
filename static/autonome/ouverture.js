/* Runs before the page is painted: what the address asks is known, and nothing else is shown first. */

import { afterPaint } from "../commun/peinture.js";
import { convertQuery, readFragment, SCREENS } from "./adresse.js";

/** True in a frame of another site, which shows the map alone. */
export function isEmbedded(noms) {
  return new URLSearchParams(window.location.search).get(noms.embed) === "true";
}

/** Tells the style sheet which screen is shown; a show (« salle ») has a page of its own. */
export function markScreen({ vue, code }) {
  const isShow = vue === "orateur" || (vue === "presentation" && code);
  const place = SCREENS[vue].hasMap ? "territoires" : "page";
  Object.assign(document.documentElement.dataset, { ecran: vue, vue: isShow ? "salle" : place });
  return Boolean(isShow);
}

function open({ dataset }) {
  const noms = JSON.parse(dataset.parametres);
  const converted = window.location.hash ? "" : convertQuery(noms, window.location.search);
  if (converted) history.replaceState(null, "", converted);
  document.documentElement.classList.toggle("integre", isEmbedded(noms));
  const asked = readFragment(window.location.hash);
  markScreen(asked);
  // The welcome panel, which is in the page, is not what was asked for: what comes may have another place.
  const isAbout = asked.vue !== "carte" || asked.query.get(noms.departement) || asked.query.get(noms.territoire);
  if (isAbout || asked.query.toString()) document.documentElement.dataset.attente = isAbout ? "reponse" : "accueil";
  // The page says who to call, and shows the map, before the script that makes it answer is read.
  window.addEventListener("DOMContentLoaded", () =>
    afterPaint(() => document.head.append(Object.assign(document.createElement("script"), { src: dataset.suite }))),
  );
}

open(document.currentScript);
