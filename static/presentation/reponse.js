/* Answer for a commune, in one sentence, over the text of the step. */

import { element } from "../commun/dom.js";
import { fill } from "../commun/textes.js";
import { button } from "./elements.js";

/** Whom to contact: the name, the ways, and whose they are. */
function buildContact(contact, textes) {
  const line = element("p", "contact");
  const parts = [];
  if (contact.telephone) parts.push([contact.telephone, contact.appel]);
  if (contact.courriel) parts.push([contact.courriel, contact.ecrire]);
  if (/^https?:\/\/[^\s]+$/.test(contact.site)) {
    parts.push([contact.site.replace(/^https?:\/\/(www\.)?/, "").split("/")[0], contact.site]);
  }
  for (const [words, address] of parts) {
    const link = element("a", "", words);
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener";
    line.append(link, " ");
  }
  if (!parts.length) line.textContent = contact.adresse || textes.sansContact;
  const nodes = [element("p", "nom-guichet", contact.nom), line];
  return contact.portee ? [...nodes, element("p", "portee", contact.portee)] : nodes;
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
  for (const contact of reponse.suites) node.append(...buildContact(contact, textes));
  if (reponse.proche) {
    const near = element("div", "proche");
    near.append(element("p", "", fill(textes.proche, reponse.proche)), ...buildContact(reponse.proche, textes));
    node.append(near);
  }
  if (reponse.autres) node.append(element("p", "autres", `${textes.autres} ${reponse.autres}.`));
  return node;
}
