/* The text of a step: its title, its figures, its words, its sources. */

import { element } from "../commun/dom.js";
import { prose } from "./elements.js";

/** Warning for a QR code that leads phones to localhost. */
export function warnUnreachable({ adresses, textes }) {
  const local = /^(localhost|127\.|\[::1\]|$)/.test(window.location.hostname);
  return local && !adresses.site ? [element("p", "attention", textes.qrLocal)] : [];
}

export function buildEtape(etape, donnees) {
  const node = element("article", "etape");
  node.hidden = true;
  node.append(element("h1", "", etape.titre));
  if (etape.chiffres.length) {
    const list = element("div", "chiffres");
    for (const chiffre of etape.chiffres) {
      const figure = element("p", "chiffre");
      figure.append(element("strong", "valeur", chiffre.valeur), " ", element("span", "libelle", chiffre.libelle));
      list.append(figure);
    }
    node.append(list);
  }
  node.append(prose("texte", etape.texte, donnees.adresses.racine));
  if (etape.codeQr) {
    const picture = element("img", "code");
    picture.src = etape.qr;
    picture.alt = donnees.textes.qrTitre;
    node.append(picture, ...warnUnreachable(donnees));
  }
  const sources = [...new Set(etape.chiffres.map((chiffre) => chiffre.source))];
  for (const source of sources) node.append(element("p", "source", `${donnees.textes.source}\u00a0: ${source}`));
  return node;
}
