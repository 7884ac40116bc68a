/* « Partager »: the share sheet of a telephone (feuille.js); on a desk, a link to copy, to send by mail, to photograph. */

import { element, setAttributes } from "./dom.js";
import { hasShareSheet, openShareSheet } from "./feuille.js";

/** Text in a message of an address, as `_quoted` of clauses/rendu/html.py writes it. */
export function quote(text) {
  return text.replace(/[^\u0080-\uffff]+/g, encodeURIComponent);
}

/** Link that writes a mail to a person to be chosen. */
export function buildMailLink({ titre, texte, lien }) {
  const body = [texte, lien].filter(Boolean).join("\r\n\r\n");
  return `mailto:?subject=${quote(titre)}&body=${quote(body)}`;
}

/** Copies the text of a field. Outside of https there is no clipboard but that of the selection. */
async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy");
  }
}

/** Button « Partager », and the ways that it opens where there is no share sheet. */
export class Partage {
  /**
   * @param {Record<string, string>} textes
   * @param {() => import("./feuille.js").Vue & { qr?: string }} read what is on screen, when it is asked for; `qr` is the address of a picture
   */
  constructor(textes, read, id = "partage") {
    this.textes = textes;
    this.read = read;
    this.button = element("button", "bouton-simple", textes.ouvrir);
    this.button.type = "button";
    this.button.addEventListener("click", () => this.press());
    this.ways = element("div", "partage");
    this.ways.id = id;
    this.ways.hidden = true;
    setAttributes(this.button, { "aria-expanded": "false", "aria-controls": id });
  }

  async press() {
    const vue = this.read();
    if (hasShareSheet() && (await openShareSheet(vue))) return;
    if (this.ways.hidden) this.draw(vue);
    this.ways.hidden = !this.ways.hidden;
    this.button.setAttribute("aria-expanded", String(!this.ways.hidden));
  }

  draw(vue) {
    const { textes } = this;
    const label = element("label", "", textes.lien);
    const field = setAttributes(element("input"), { type: "text", readonly: "", value: vue.lien });
    label.append(field);
    const button = element("button", "bouton-simple", textes.copier);
    button.type = "button";
    const status = element("span", "atlas-doux");
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      await copy(field);
      status.textContent = textes.copie;
    });
    const mail = element("a", "bouton-simple", textes.courriel);
    mail.href = buildMailLink(vue);
    const actions = element("div", "partage-actions");
    actions.append(button, mail, status);
    this.ways.replaceChildren(label, actions);
    if (vue.qr)
      this.ways.append(setAttributes(element("img"), { src: vue.qr, alt: textes.qr, width: 132, height: 132 }));
  }
}
