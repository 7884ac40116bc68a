/* Screens that take the whole page, without the map. */

import { element } from "../commun/dom.js";
import { load } from "./donnees.js";
import { Heures } from "./heures.js";

export async function showHeures(page, _, turn) {
  const [heures, graphique] = await Promise.all([load("heures"), load("graphique")]);
  if (turn !== page.turn) return;
  page.setTitle(page.textes.heuresTitre);
  page.heures ??= new Heures(heures, graphique.showGraphique);
  page.heures.show(page.plein);
}

export async function showHistoires(page, _, turn) {
  const { histoires } = await load("histoires");
  if (turn !== page.turn) return;
  page.setTitle(page.textes.presentationTitre);
  page.plein.replaceChildren(element("h1", "", page.textes.presentationTitre));
  for (const histoire of histoires) page.plein.append(buildHistoire(histoire, page.textes));
  if (!histoires.length) page.plein.append(element("p", "", page.textes.presentationVide));
}

function buildHistoire({ histoire, titre, touches, adresses }, textes) {
  const node = element("section", "rubrique");
  const start = element("a", "bouton-fort", textes.presentationLancer);
  start.href = `#/presentation/${encodeURIComponent(histoire)}`;
  const notes = element("a", "", textes.presentationNotes);
  notes.href = adresses.papier;
  const links = element("p", "liens");
  links.append(start, notes);
  const keys = element("dl", "atlas-faits");
  for (const [key, words] of touches) {
    const row = element("div");
    row.append(element("dt", "", key), element("dd", "", words));
    keys.append(row);
  }
  node.append(element("h2", "", titre), links, keys);
  return node;
}

export function showApropos(page) {
  page.setTitle(page.textes.aProposTitre);
  page.plein.innerHTML = page.donnees.apropos;
}
