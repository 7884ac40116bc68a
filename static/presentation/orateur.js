/* The window of the speaker: the note of the step on screen, the next one, the time. It follows the show, and leads it. */

import { element } from "../commun/dom.js";
import { fill } from "../commun/textes.js";
import { button, prose } from "./elements.js";
import { Liaison, readRang } from "./liaison.js";

export class Orateur {
  constructor(container, donnees) {
    this.donnees = donnees;
    this.textes = donnees.textes;
    this.etapes = donnees.etapes;
    this.vie = new AbortController();
    this.container = container;
    this.draw(container);
    this.showEtape(readRang(donnees.parametres, window.location.search, this.etapes.length));
    this.liaison = new Liaison((message) => this.receive(message), this.vie.signal);
    this.liaison.send({ type: "bonjour", histoire: donnees.histoire });
    this.seul = setTimeout(() => (this.alerte.hidden = false), 1500);
    window.addEventListener("keydown", (event) => this.press(event), { signal: this.vie.signal });
    this.resetClock();
    this.battement = setInterval(() => this.drawClock(), 500);
  }

  stop() {
    this.vie.abort();
    clearInterval(this.battement);
    clearTimeout(this.seul);
    this.container.replaceChildren();
  }

  draw(container) {
    const { textes } = this;
    this.rangee = element("p", "rang");
    this.titre = element("h1");
    this.note = element("section", "note");
    this.note.setAttribute("aria-label", textes.orateurTitre);
    this.note.tabIndex = 0;
    this.suite = element("p", "suite");
    this.temps = element("span", "temps");
    this.heure = element("span", "heure");
    const clocks = element("div", "horloges");
    for (const [name, node] of [
      [textes.orateurTemps, this.temps],
      [textes.orateurHeure, this.heure],
    ]) {
      const clock = element("p");
      clock.append(element("span", "", name), node);
      clocks.append(clock);
    }
    this.pause = button("noir", textes.orateurPause, () => this.pauseClock(), "");
    const reset = button("noir", textes.orateurZero, () => this.resetClock(), "");
    clocks.append(this.pause, reset);
    this.alerte = element("p", "attention", textes.orateurSeul);
    this.alerte.hidden = true;
    this.alerte.setAttribute("role", "status");
    const nav = element("nav", "barre");
    nav.setAttribute("aria-label", textes.outils);
    nav.append(
      button("precedente", textes.precedente, () => this.step(-1), "ArrowLeft"),
      button("suivante", textes.suivante, () => this.step(1), "ArrowRight"),
      button("noir", textes.noir, () => this.liaison.send({ type: "noir" }), "b"),
      button("notes", textes.orateurPapier, () => window.open(this.donnees.adresses.papier, "_blank")),
    );
    const main = element("main", "orateur");
    main.append(this.rangee, this.titre, this.note, this.suite, this.alerte);
    container.replaceChildren(clocks, main, nav);
  }

  showEtape(rang) {
    this.rang = rang;
    const etape = this.etapes[rang - 1];
    const next = this.etapes[rang];
    this.rangee.textContent = fill(this.textes.etape, { rang, total: this.etapes.length });
    this.titre.textContent = etape.titre;
    this.note.replaceChildren(prose("", etape.note || "", this.donnees.adresses.racine));
    if (!etape.note) this.note.textContent = this.textes.orateurVide;
    this.note.scrollTop = 0;
    this.suite.textContent = next ? `${this.textes.orateurEnsuite}\u00a0: ${next.titre}` : this.textes.orateurFin;
    document.title = `${this.textes.orateurTitre} – ${rang}. ${etape.titre}`;
    const query = new URLSearchParams(window.location.search);
    query.set(this.donnees.parametres.etape, rang);
    window.history.replaceState(null, "", `${window.location.pathname}?${query}${window.location.hash}`);
  }

  receive(message) {
    if (message.type !== "etape" || message.histoire !== this.donnees.histoire || !this.etapes[message.etape - 1])
      return;
    clearTimeout(this.seul);
    this.alerte.hidden = true;
    this.showEtape(message.etape);
  }

  step(move) {
    const rang = Math.min(Math.max(this.rang + move, 1), this.etapes.length);
    this.showEtape(rang);
    this.liaison.send({ type: "aller", etape: rang, histoire: this.donnees.histoire });
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target.matches("button")) return;
    const move = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (move) {
      event.preventDefault();
      this.step(move);
    } else if (event.key === "b" || event.key === ".") this.liaison.send({ type: "noir" });
  }

  resetClock() {
    this.debut = Date.now();
    this.ecoule = 0;
    this.marche = true;
    this.drawClock();
  }

  pauseClock() {
    this.ecoule += this.marche ? Date.now() - this.debut : 0;
    this.debut = Date.now();
    this.marche = !this.marche;
    this.pause.querySelector(".mot").textContent = this.marche
      ? this.textes.orateurPause
      : this.textes.orateurReprendre;
    this.pause.title = this.pause.querySelector(".mot").textContent;
    this.drawClock();
  }

  drawClock() {
    const seconds = Math.floor((this.ecoule + (this.marche ? Date.now() - this.debut : 0)) / 1000);
    this.temps.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    this.heure.textContent = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
  }
}
