/* The share sheet of a telephone, in the place of the popovers (static/atlas.css shows one or the other). */

import { hasShareSheet, openShareSheet } from "../../../static/commun/feuille.js";

const PHONE = "telephone";

async function share(vue) {
  const page = document.documentElement.dataset;
  if (!(await openShareSheet(vue))) delete page.partage;
}

/** The button of the page; and those of blocks (`data-partager`), so that a click on the map brings no script. */
export function showTelephone({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  // Streamlit calls again at each run, with the same elements.
  if (!hasShareSheet() || button.dataset.pret) return;
  button.dataset.pret = "oui";
  button.querySelector("span").textContent = data.ouvrir;
  button.addEventListener("click", () => share({ titre: document.title, lien: window.location.href }));
  const page = document.documentElement.dataset;
  page.partage = PHONE;
  if (page.partageEcoute) return;
  page.partageEcoute = "oui";
  document.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-partager]");
    if (asked) share(asked.dataset);
  });
}
