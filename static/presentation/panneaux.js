/* Panels over the show: a commune, the plan, the keys, the QR code, the black screen. */

import { element } from "../commun/dom.js";
import { button } from "./elements.js";
import { warnUnreachable } from "./recit.js";
import { Recherche } from "./recherche.js";

export class Panneaux {
  /**
   * @param {Element} container
   * @param {object} donnees the story
   * @param {object} given
   * @param {(rang: number) => void} given.goTo
   * @param {(words: string) => Promise<object[]>} given.search communes by name
   * @param {(code: string) => void} given.answer shows the answer for a commune
   */
  constructor(container, donnees, { goTo, search, answer }) {
    Object.assign(this, { container, donnees, goTo, dialogs: {} });
    this.addPlan();
    this.addAide();
    this.addQr();
    this.addNoir();
    this.recherche = new Recherche(donnees.textes, search, (code) => {
      this.dialogs.commune.close();
      answer(code);
    });
    this.add("commune", donnees.textes.communeTitre).append(this.recherche.node);
  }

  /** Name of the one that is open, if any. */
  get open() {
    return Object.entries(this.dialogs).find(([, dialog]) => dialog.open)?.[0];
  }

  /** Open a panel, or close it when it is the one that is open. */
  toggle(name, rang) {
    const { open } = this;
    if (open) this.dialogs[open].close();
    if (open === name) return;
    if (name === "commune") this.recherche.hold("");
    if (name === "qr") this.drawQr(rang);
    this.dialogs[name].showModal();
    if (name === "plan") this.cases[rang - 1].focus();
    if (name === "commune") this.recherche.input.focus();
  }

  /** Mark the current step in the plan. */
  markEtape(rang) {
    for (const [index, choice] of this.cases.entries()) {
      if (index === rang - 1) choice.setAttribute("aria-current", "step");
      else choice.removeAttribute("aria-current");
    }
  }

  drawQr(rang) {
    const { adresses, etapes, histoire, parametres: noms } = this.donnees;
    this.image.src = etapes[rang - 1].qr;
    const base = adresses.site ? adresses.site.replace(/\/$/, "") : window.location.origin;
    const query = new URLSearchParams({ [noms.histoire]: histoire, [noms.etape]: rang });
    this.lien.textContent = `${base}${adresses.page}?${query}`;
  }

  /** A dialog with its title and its close button; returns the element for its content. */
  add(name, title) {
    const dialog = element("dialog", `panneau panneau-${name}`);
    const head = element("header");
    const heading = element("h2", "", title);
    heading.id = `titre-${name}`;
    dialog.setAttribute("aria-labelledby", heading.id);
    head.append(
      heading,
      button("fermer", this.donnees.textes.fermer, () => dialog.close(), "Escape"),
    );
    const body = element("div", "corps");
    dialog.append(head, body);
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    this.container.append(dialog);
    this.dialogs[name] = dialog;
    return body;
  }

  addPlan() {
    const list = element("ol", "plan");
    this.cases = this.donnees.etapes.map((etape, index) => {
      const item = element("li");
      const choice = element("button", "");
      choice.type = "button";
      choice.append(element("span", "numero", String(index + 1)), element("span", "", etape.titre));
      choice.addEventListener("click", () => {
        this.dialogs.plan.close();
        this.goTo(index + 1);
      });
      item.append(choice);
      list.append(item);
      return choice;
    });
    list.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!move) return;
      event.preventDefault();
      event.stopPropagation();
      const at = this.cases.indexOf(document.activeElement);
      this.cases[(at + move + this.cases.length) % this.cases.length].focus();
    });
    this.add("plan", this.donnees.textes.planTitre).append(list);
  }

  addAide() {
    const list = element("dl", "touches");
    for (const [keys, words] of this.donnees.touches) {
      const row = element("div");
      row.append(element("dt", "", keys), element("dd", "", words));
      list.append(row);
    }
    this.add("aide", this.donnees.textes.aideTitre).append(list);
  }

  addQr() {
    const body = this.add("qr", this.donnees.textes.qrTitre);
    this.image = element("img", "code");
    this.image.alt = "";
    this.lien = element("p", "adresse");
    body.append(this.image, this.lien);
    body.append(...warnUnreachable(this.donnees));
  }

  addNoir() {
    const dialog = element("dialog", "noir");
    dialog.setAttribute("aria-label", this.donnees.textes.noir);
    const back = element("button", "retour", this.donnees.textes.noirAide);
    back.type = "button";
    dialog.append(back);
    dialog.addEventListener("click", () => dialog.close());
    dialog.addEventListener("keydown", (event) => {
      if (["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      dialog.close();
    });
    this.container.append(dialog);
    this.dialogs.noir = dialog;
  }
}
