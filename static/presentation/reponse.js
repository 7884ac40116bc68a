/* Answer for a commune, in one sentence, over the text of the step. */

import { element } from "../commun/dom.js";
import { fill } from "../commun/textes.js";
import { button } from "./elements.js";

/** Ways to reach a guichet, and whose they are. */
function buildContact(guichet, textes) {
  const line = element("p", "contact");
  const parts = [];
  if (guichet.telephone) parts.push([guichet.telephone, `tel:${guichet.telephone.replace(/[^0-9+]/g, "")}`]);
  if (guichet.courriel)
    parts.push([guichet.courriel, `mailto:${encodeURIComponent(guichet.courriel).replace("%40", "@")}`]);
  if (/^https?:\/\/[^\s]+$/.test(guichet.site)) {
    parts.push([guichet.site.replace(/^https?:\/\/(www\.)?/, "").split("/")[0], guichet.site]);
  }
  for (const [words, address] of parts) {
    const link = element("a", "", words);
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener";
    line.append(link, " ");
  }
  if (!parts.length) line.textContent = textes.sansContact;
  return guichet.portee ? [line, element("p", "portee", guichet.portee)] : [line];
}

/**
 * The answer, over the text of the step: the map beside it shows the commune.
 * @param {import("../types.js").Reponse} reponse
 */
export function buildReponse(reponse, textes, close) {
  const node = element("section", `reponse statut-${reponse.statut}`);
  node.style.borderLeftColor = reponse.couleur;
  node.setAttribute("aria-label", `${textes.reponse} ${reponse.commune}`);
  node.tabIndex = -1;
  const head = element("header");
  head.append(element("h2", "", reponse.commune), button("fermer", textes.fermer, close, "Escape"));
  node.append(head, element("p", "endroit", reponse.lieu), element("p", "phrase", reponse.phrase));
  for (const guichet of reponse.guichets) node.append(...buildContact(guichet, textes));
  if (reponse.proche) {
    const near = element("div", "proche");
    near.append(element("p", "", fill(textes.proche, reponse.proche)), element("p", "nom-guichet", reponse.proche.nom));
    near.append(...buildContact(reponse.proche, textes));
    node.append(near);
  }
  if (reponse.autres) node.append(element("p", "autres", `${textes.autres} ${reponse.autres}.`));
  return node;
}
