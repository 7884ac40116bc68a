/* What one does with an answer: share it, print it. */

import { element } from "../commun/dom.js";
import { Partage } from "../commun/partage.js";
import { fill } from "../commun/textes.js";

/** Eight centimetres. */
const PAPER_PX = 302;

/** Address to share: that of the page, or of the site where this copy comes from; "" when a folder has none. */
export function findAddress({ protocol, origin, pathname }, site) {
  if (protocol.startsWith("http")) return `${origin}${pathname}`;
  return site ? `${site}/atlas/` : "";
}

/** True where the application serves the page: it makes QR codes and sheets to print. */
function isServed() {
  return Boolean(document.querySelector('meta[name="atlas-serveur"]'));
}

export class Gestes {
  /** @param {() => { code: string, nom: string, phrase: string, query: string }} read what is on screen; "" for none */
  constructor(donnees, read) {
    this.textes = donnees.textes;
    this.read = read;
    this.address = findAddress(window.location, document.body.dataset.site);
  }

  /** Buttons, and the panel that one of them opens, under the others. */
  build() {
    const { code } = this.read();
    const row = element("div", "gestes");
    const share = this.address && new Partage(this.textes.partage, () => this.readVue());
    if (share) row.append(share.button);
    if (code) row.append(this.buildPrint());
    return share ? [row, share.ways] : [row];
  }

  readVue() {
    const { nom, phrase, query } = this.read();
    const { partage, titre } = this.textes;
    return {
      titre: nom ? fill(partage.titre, { nom }) : titre,
      texte: phrase,
      lien: this.address + query,
      qr: isServed() ? `qr.svg${query}` : "",
    };
  }

  /** Bar at the bottom of a telephone: what {@link fillBas} shows there. */
  buildBas(seeMap) {
    const bar = element("nav", "atlas-bas");
    const { nom, appeler, partager, carte } = this.textes.bas;
    bar.setAttribute("aria-label", nom);
    const add = (words, act) => {
      const button = element("button", "", words);
      button.type = "button";
      button.addEventListener("click", act);
      bar.append(button);
    };
    bar.append(element("a", "atlas-bas-appel", appeler));
    if (this.address) add(partager, () => this.press());
    add(carte, seeMap);
    return bar;
  }

  /** As the button at the corner of the map does. */
  press() {
    const button = document.querySelector("#gestes button");
    button.click();
    if (button.getAttribute("aria-expanded") === "true") button.scrollIntoView({ block: "center" });
  }

  buildPrint() {
    const { code, query } = this.read();
    const words = this.textes.imprimer;
    if (isServed()) {
      const link = element("a", "bouton-simple", words);
      link.href = `../reponse/${code}.pdf${query}`;
      link.target = "_blank";
      return link;
    }
    const button = element("button", "bouton-simple", words);
    button.type = "button";
    button.addEventListener("click", () => window.print());
    return button;
  }
}

/** What only paper shows of an answer: what it comes from, where it is on line. */
export function buildPaper(edition, address) {
  const paper = element("p", "atlas-papier atlas-source", edition);
  if (address) paper.append(element("br"), address);
  return paper;
}

/** Tells the style sheet how much smaller the map is on paper, where it cannot be drawn again. */
export function watchMap(node) {
  new ResizeObserver(() => {
    const { width, height } = node.getBoundingClientRect();
    node.style.setProperty("--largeur", `${width}px`);
    node.style.setProperty("--hauteur", `${height}px`);
    node.style.setProperty("--papier", PAPER_PX / Math.max(width, height));
  }).observe(node);
}
