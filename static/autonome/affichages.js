/* What the colours of the map say, besides whom to call: where a guichet is missing, how old the information is. The
 * classes, and their ranks by status or by guichet, are sent (clauses/autonome/affichages.py). */

import { element, swatch } from "../commun/dom.js";
import { load } from "./donnees.js";

/** Class of a zone; that of its guichets is the best among those to call first, a lower rank being better. */
export function findClasse({ classes, statuts, guichets }, zone) {
  const ranks = guichets ? zone.meneurs.map(({ id }) => guichets[id]) : [];
  return classes[ranks.length ? Math.min(...ranks) : statuts[zone.statut]];
}

/** Signs of the classes that the map shows. */
export function buildClasses(affichage, zones, paint) {
  const seen = new Set(zones.map((zone) => findClasse(affichage, zone)));
  return affichage.classes
    .filter((classe) => seen.has(classe))
    .map(({ libelle, definition, look }) => {
      const item = element("li");
      const term = element("abbr", "", libelle);
      term.title = definition;
      term.tabIndex = 0;
      item.append(swatch("signe-zone", paint(look)), term);
      return item;
    });
}

/** Panel of the gaps for the buyer asked for, as Python rendered it; the département in view is picked out. */
export async function showLacunes(page, turn) {
  const { acheteur, departement } = page.selection;
  const lacunes = await load("lacunes");
  if (turn !== page.turn) return;
  page.setTitle(page.textes.affichages.lacunes);
  const name = `lacunes ${acheteur}`;
  if (page.shown === name) {
    // A bar was followed: the map that it frames may be off the screen of a phone.
    document.getElementById("carte").scrollIntoView({ block: "nearest" });
  } else {
    const holder = element("div");
    holder.innerHTML = lacunes[acheteur];
    page.fillPanneau(name, holder);
  }
  const code = page.donnees.territoires.departements[departement]?.code;
  for (const line of page.panneau.querySelectorAll("[data-departement]")) {
    line.classList.toggle("atlas-choisi", line.dataset.departement === code);
  }
}
