/* The headline of the map, and what is hidden: the words of clauses/rendu/mots/couverture.py, with the numbers counted
 * here; tests compare the two. */

import { element } from "../commun/dom.js";
import { fill, formatCount, formatNumber, formatPercent } from "../commun/textes.js";

/** Share of the inhabitants ("" for nothing), the rest of the sentence, and how many guichets it rests on. */
export function writeTitre({ phrases, territoires, textes }, { part, recente, ...counted }, selection) {
  const { acheteur, typologies } = selection;
  const { nom, lieu = `de la c${nom.slice(1)}` } = findLieu(territoires, selection) ?? territoires.region;
  const [suite, personne] = phrases[acheteur][typologies ? "filtre" : "tout"];
  const some = textes.recente[recente ? 0 : 1];
  return {
    part: part ? formatPercent(part) : "",
    suite: fill(part ? suite : personne, { lieu, recente: fill(some, { part: formatPercent(recente) }) }),
    decompte: fill(textes.dApres, { decompte: writeDecompte(textes.decompte, counted) }),
  };
}

/** The territory looked at; undefined for the region. */
export function findLieu({ departements, epci }, selection) {
  return epci[selection.epci] ?? departements[selection.departement];
}

function writeDecompte(mots, { averes, aConfirmer, coordinations }) {
  let said = formatCount(averes + aConfirmer, ...mots.guichets);
  const numbers = { averes: formatNumber(averes), aConfirmer: formatNumber(aConfirmer) };
  if (averes && aConfirmer) said += fill(mots.averes, numbers);
  else if (aConfirmer) said += mots.aConfirmer;
  return coordinations ? said + mots.et + formatCount(coordinations, ...mots.coordinations) : said;
}

/** What the filters hide; "" when they hide nothing. `present` are the codes of the types that are in the data. */
export function writeMasques(textes, { typologies, aConfirmer }, present) {
  const types = typologies ? present.filter((code) => !typologies.has(code)).length : 0;
  const words = [
    ...(types ? [formatCount(types, ...textes.typesMasques)] : []),
    ...(aConfirmer ? [] : [textes.aConfirmerMasques]),
  ].join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Put the headline in the welcome panel, and show there the notes about the territory looked at. */
export function completeAccueil(panel, { part, suite, decompte }, departement) {
  const lead = panel.querySelector(".atlas-lead");
  // As the server wrote it, with its terms defined, as long as it says the same.
  if (lead.textContent !== [part, suite].filter(Boolean).join(" ")) {
    lead.replaceChildren(...(part ? [element("strong", "", part), " "] : []), suite);
  }
  panel.querySelector(".atlas-source span").textContent = decompte;
  const notes = [...panel.querySelectorAll("[data-departements]")];
  for (const note of notes) note.hidden = departement && !note.dataset.departements.split(" ").includes(departement);
  const box = panel.querySelector(".atlas-notes");
  if (box) box.hidden = notes.every((note) => note.hidden);
}
