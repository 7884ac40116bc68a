/* The share sheet of a telephone, in the place of the popover (static/atlas.css shows one or the other). */

import { hasShareSheet, openShareSheet } from "../../../static/commun/feuille.js";

const PHONE = "telephone";
/** What each button shares: Streamlit calls again at each run, with the same elements. */
const vues = new WeakMap();

/** `data` is what clauses/ui/partage/__init__.py sends; without a link, that of the page. */
export function showTelephone({ parentElement, data }) {
  if (!hasShareSheet()) return;
  const page = document.documentElement.dataset;
  const button = parentElement.querySelector("button");
  const isKnown = vues.has(button);
  vues.set(button, data);
  if (isKnown) return;
  page.partage = PHONE;
  button.querySelector("span").textContent = data.ouvrir;
  button.addEventListener("click", async () => {
    const { titre = document.title, texte, lien = window.location.href } = vues.get(button);
    if (!(await openShareSheet({ titre, texte, lien }))) delete page.partage;
  });
}
