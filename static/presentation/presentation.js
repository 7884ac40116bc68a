/* The show: steps on one side, the map on the other, everything by keyboard, remote control, finger or button.
 *
 * One page: a step is already there, its layer already fetched, when it is asked for. All comes from one JSON object
 * (clauses/rendu/presentation.py), words and addresses included.
 */

import { element } from "../commun/dom.js";
import { fetchJson } from "../commun/reseau.js";
import { fill } from "../commun/textes.js";
import { CarteProjetee } from "./carte.js";
import { button } from "./elements.js";
import { buildLegende } from "./legende.js";
import { Liaison, readRang } from "./liaison.js";
import { Panneaux } from "./panneaux.js";
import { buildEtape } from "./recit.js";
import { buildReponse } from "./reponse.js";

const CONTRASTE = "atlas-presentation-contraste";
const SMALLEST = 0.6;
const IDLE_MS = 3500;
const SWIPE_PX = 60;
const SAID_MS = 6000;

const OPENERS = { c: "commune", "/": "commune", o: "plan", b: "noir", ".": "noir", q: "qr", "?": "aide" };

/** Services of the server; a folder opened without server gives its own. */
function askServer(adresses) {
  return {
    search: (words) => fetchJson(`${adresses.communes}?q=${encodeURIComponent(words)}`),
    answer: (code) => fetchJson(`${adresses.reponse}${encodeURIComponent(code)}`),
    loadCouche: fetchJson,
  };
}

export class Presentation {
  /** @param {import("../types.js").Histoire} donnees */
  constructor(container, donnees, given) {
    this.donnees = donnees;
    this.textes = donnees.textes;
    this.noms = donnees.parametres;
    this.etapes = donnees.etapes;
    this.services = { ...askServer(donnees.adresses), ...given };
    this.rang = 0;
    this.vie = new AbortController();
    this.container = container;
    this.listCadres();
    this.draw(container);
    this.carte = this.buildCarte();
    this.liaison = new Liaison((message) => this.receive(message), this.vie.signal);
    this.listen();
    this.setContraste(this.wantsContraste());
    const asked = new URLSearchParams(window.location.search).get(this.noms.commune);
    // The map is drawn once the answer says where: its first view is the right one.
    this.isExpecting = Boolean(asked);
    this.goTo(readRang(this.noms, window.location.search, this.etapes.length), { history: "none" });
    this.carte.prefetch([donnees.fond, ...this.etapes.flatMap((etape) => [etape.zones, etape.epci, etape.qpv])]);
    if (asked) this.showReponse(asked);
  }

  /** A step without territory leaves the map where the one before it was. */
  listCadres() {
    let frame = this.etapes.find((etape) => etape.cadre)?.cadre;
    this.cadres = this.etapes.map((etape) => (frame = etape.cadre || frame));
  }

  /* ---- drawn once ---- */

  draw(container) {
    const { textes } = this;
    this.recit = element("section", "recit");
    this.recit.setAttribute("aria-label", textes.etapes);
    this.recit.tabIndex = 0;
    this.articles = this.etapes.map((etape) => buildEtape(etape, this.donnees));
    this.recit.append(...this.articles);
    this.zone = element("div", "carte");
    this.legende = element("ul", "legende");
    this.legende.setAttribute("aria-label", textes.legende);
    const vue = element("section", "vue");
    vue.setAttribute("aria-label", textes.carte);
    vue.append(this.zone, this.legende);
    this.scene = element("main", "scene");
    this.scene.append(this.recit, vue);
    if (this.donnees.alerte) vue.prepend(element("p", "attention", this.donnees.alerte));
    this.annonce = element("p", "cache");
    this.annonce.setAttribute("role", "status");
    this.message = element("p", "message");
    this.message.setAttribute("role", "alert");
    container.replaceChildren(this.scene, this.buildBar(), this.annonce, this.message);
    this.panneaux = new Panneaux(container, this.donnees, {
      goTo: (rang) => this.goTo(rang),
      search: this.services.search,
      answer: (code) => this.showReponse(code),
    });
  }

  /** A copy that knows no address on the web has no code to lead there. */
  get aCode() {
    return this.etapes.some((etape) => etape.qr);
  }

  buildBar() {
    const { textes } = this;
    const nav = element("nav", "barre");
    nav.setAttribute("aria-label", textes.outils);
    const steps = element("div", "pas");
    this.avant = button("precedente", textes.precedente, () => this.step(-1), "ArrowLeft");
    this.apres = button("suivante", textes.suivante, () => this.step(1), "ArrowRight");
    this.compteur = element("span", "compteur");
    this.compteur.setAttribute("aria-hidden", "true");
    this.progres = element("progress", "progres");
    this.progres.max = this.etapes.length;
    this.progres.setAttribute("aria-label", textes.etapes);
    steps.append(this.avant, this.compteur, this.apres, this.progres);
    const tools = element("div", "outils");
    this.boutonContraste = button("contraste", textes.contraste, () => this.setContraste(!this.fort), "p");
    tools.append(
      button("commune", textes.commune, () => this.panneaux.toggle("commune", this.rang), "c"),
      button("plan", textes.plan, () => this.panneaux.toggle("plan", this.rang), "o"),
      this.boutonContraste,
      button("noir", textes.noir, () => this.panneaux.toggle("noir", this.rang), "b"),
      button("notes", textes.notes, () => this.openOrateur(), "n"),
      ...(this.aCode ? [button("qr", textes.qr, () => this.panneaux.toggle("qr", this.rang), "q")] : []),
      button("pleinEcran", textes.pleinEcran, () => this.toggleFullscreen(), "f"),
      button("aide", textes.aide, () => this.panneaux.toggle("aide", this.rang), "?"),
    );
    const leave = this.services.quit ?? (() => window.location.assign(this.donnees.adresses.quitter));
    if (this.services.quit || this.donnees.adresses.quitter) tools.append(button("quitter", textes.quitter, leave));
    nav.append(steps, tools);
    this.barre = nav;
    return nav;
  }

  buildCarte() {
    const map = L.map(this.zone, { zoomControl: false, minZoom: 5, maxZoom: 14, zoomSnap: 0, zoomDelta: 0.5 });
    map.setView([0, 0], 5);
    const carte = new CarteProjetee(map, {
      titre: this.textes.carte,
      attribution: this.textes.attribution,
      typologies: this.donnees.typologies,
      palette: this.donnees.palette,
      lacunes: this.donnees.lacunes,
      load: this.services.loadCouche,
      signal: this.vie.signal,
    });
    carte.start();
    return carte;
  }

  /* ---- steps ---- */

  get etape() {
    return this.etapes[this.rang - 1];
  }

  step(move) {
    this.goTo(Math.min(Math.max(this.rang + move, 1), this.etapes.length));
  }

  goTo(rang, { history = "push", tell = true } = {}) {
    const start = performance.now();
    if (rang === this.rang) return;
    this.closeReponse();
    this.rang = rang;
    this.articles.forEach((article, index) => (article.hidden = index !== rang - 1));
    this.recit.scrollTop = 0;
    this.compteur.textContent = `${rang} / ${this.etapes.length}`;
    this.progres.value = rang;
    const said = fill(this.textes.etape, { rang, total: this.etapes.length });
    this.annonce.textContent = `${said}\u00a0: ${this.etape.titre}`;
    this.avant.disabled = rang === 1;
    this.apres.disabled = rang === this.etapes.length;
    this.panneaux.markEtape(rang);
    document.title = `${rang}. ${this.etape.titre} – ${this.donnees.titre}`;
    this.writeAddress({ etape: rang }, history);
    this.fit(this.articles[rang - 1], this.recit);
    this.show();
    if (tell) this.liaison.send({ type: "etape", etape: rang, histoire: this.donnees.histoire });
    this.carte.waitForZones().then(() =>
      requestAnimationFrame(() => {
        if (rang !== this.rang) return;
        performance.measure("etape", { start });
        document.documentElement.dataset.etape = rang;
      }),
    );
  }

  /** Update the map for the current step. */
  show() {
    if (this.isExpecting) return;
    const cadre = this.trouvee?.cadre ?? this.cadres[this.rang - 1];
    this.carte.showEtape(this.etape, { cadre, fond: this.donnees.fond, contraste: this.fort, commune: this.trouvee });
    this.drawLegende();
  }

  async drawLegende() {
    const { etape, carte } = this;
    const zones = await carte.readZones().catch(() => []);
    if (etape !== this.etape) return;
    this.legende.replaceChildren(...buildLegende(zones, etape, carte, this.donnees));
    this.fit(this.legende, this.legende);
  }

  /** The largest type with which a text holds in its place; smaller than the smallest, it scrolls. */
  fit(node, place) {
    let scale = 1;
    node.style.setProperty("--echelle", scale);
    while (
      place.scrollHeight > place.clientHeight + 1 &&
      scale > SMALLEST &&
      getComputedStyle(place).overflowY !== "visible"
    ) {
      scale -= 0.05;
      node.style.setProperty("--echelle", scale);
    }
  }

  /** Write the address without leaving the page. */
  writeAddress(values, history) {
    const query = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(values)) {
      if (value) query.set(this.noms[name], value);
      else query.delete(this.noms[name]);
    }
    const url = `${window.location.pathname}?${query}${window.location.hash}`;
    if (history === "push") window.history.pushState(null, "", url);
    else if (history === "replace") window.history.replaceState(null, "", url);
  }

  /* ---- a commune ---- */

  async showReponse(code) {
    let reponse;
    try {
      reponse = await this.services.answer(code);
      this.isExpecting = false;
    } catch {
      if (this.isExpecting) {
        this.isExpecting = false;
        this.show();
      }
      this.writeAddress({ commune: "" }, "replace");
      this.say(this.textes.communePanne);
      return;
    }
    this.reponse?.remove();
    this.reponse = buildReponse(reponse, this.textes, () => this.closeReponse());
    this.recit.inert = true;
    this.scene.append(this.reponse);
    this.fit(this.reponse, this.reponse);
    const { commune: titre, lat, lon, contours, cadre } = reponse;
    this.trouvee = { code, titre, lat, lon, contours, cadre };
    this.writeAddress({ commune: code }, "replace");
    this.show();
    this.reponse.focus({ preventScroll: true });
  }

  /** Close the answer; the map comes back to its place. */
  closeReponse() {
    if (!this.reponse) return false;
    this.reponse.remove();
    this.reponse = null;
    this.recit.inert = false;
    this.trouvee = undefined;
    this.writeAddress({ commune: "" }, "replace");
    if (this.rang) this.show();
    return true;
  }

  /* ---- tools ---- */

  wantsContraste() {
    const asked = new URLSearchParams(window.location.search).get(this.noms.contraste);
    if (asked) return asked === "oui";
    try {
      return window.localStorage.getItem(CONTRASTE) === "oui";
    } catch {
      return false;
    }
  }

  setContraste(on) {
    this.fort = on;
    document.documentElement.classList.toggle("contraste", on);
    this.boutonContraste.setAttribute("aria-pressed", String(on));
    try {
      window.localStorage.setItem(CONTRASTE, on ? "oui" : "non");
    } catch {
      // A browser that keeps nothing: the address does.
    }
    if (!this.rang) return;
    this.writeAddress({ contraste: on ? "oui" : "non" }, "replace");
    this.show();
  }

  toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  openOrateur() {
    const address = new URL(this.donnees.adresses.orateur, window.location.href);
    address.searchParams.set(this.noms.histoire, this.donnees.histoire);
    address.searchParams.set(this.noms.etape, this.rang);
    const opened = window.open(address, "atlas-orateur", "width=900,height=700");
    if (opened) this.liaison.add(opened);
    else this.say(this.textes.notesBloquees);
  }

  /** Toast: an error shown for a while. */
  say(words) {
    this.message.textContent = words;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => (this.message.textContent = ""), SAID_MS);
  }

  /** From the window of the speaker. */
  receive(message) {
    if (message.histoire && message.histoire !== this.donnees.histoire) return;
    if (message.type === "bonjour") {
      this.liaison.send({ type: "etape", etape: this.rang, histoire: this.donnees.histoire });
    } else if (message.type === "aller" && this.etapes[message.etape - 1]) {
      this.goTo(message.etape);
    } else if (message.type === "noir") {
      this.panneaux.toggle("noir", this.rang);
    }
  }

  /* ---- keys, fingers ---- */

  listen() {
    const { signal } = this.vie;
    window.addEventListener("keydown", (event) => this.press(event), { signal });
    const travelled = () =>
      this.goTo(readRang(this.noms, window.location.search, this.etapes.length), { history: "none" });
    window.addEventListener("popstate", travelled, { signal });
    const resized = () => {
      this.fit(this.articles[this.rang - 1], this.recit);
      this.fit(this.legende, this.legende);
      if (this.reponse) this.fit(this.reponse, this.reponse);
    };
    window.addEventListener("resize", resized, { signal });
    this.recit.addEventListener("touchstart", (event) => (this.touch = event.changedTouches[0]), { passive: true });
    this.recit.addEventListener("touchend", (event) => this.swipe(event.changedTouches[0]), { passive: true });
    const awake = () => {
      document.documentElement.classList.remove("immobile");
      clearTimeout(this.idle);
      this.idle = setTimeout(() => document.documentElement.classList.add("immobile"), IDLE_MS);
    };
    for (const name of ["pointermove", "pointerdown", "focusin"])
      window.addEventListener(name, awake, { passive: true, signal });
    awake();
  }

  /** Leave nothing behind: keys, map, channel. */
  stop() {
    this.vie.abort();
    clearTimeout(this.idle);
    this.carte.map.remove();
    this.container.replaceChildren();
    document.documentElement.classList.remove("contraste", "immobile");
    delete document.documentElement.dataset.etape;
  }

  swipe(end) {
    const x = end.clientX - this.touch.clientX;
    const y = end.clientY - this.touch.clientY;
    if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) this.step(x < 0 ? 1 : -1);
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    // A field that has just closed keeps the focus until the next drawing: nobody types there.
    if (event.target.matches("input, textarea") && event.target.getClientRects().length) return;
    const onButton = event.target.matches("button, a");
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (name === " " && onButton) return;
    const action = this.listActions(event)[name];
    if (!action) return;
    // Inside a panel, its own key closes it; the browser closes it by Escape.
    if (this.panneaux.open && OPENERS[name] !== this.panneaux.open) return;
    event.preventDefault();
    action();
  }

  listActions(event) {
    const last = this.etapes.length;
    const openers = Object.fromEntries(
      Object.entries(OPENERS)
        .filter(([, name]) => name !== "qr" || this.aCode)
        .map(([key, name]) => [key, () => this.panneaux.toggle(name, this.rang)]),
    );
    return {
      ...openers,
      ArrowRight: () => this.step(1),
      ArrowDown: () => this.step(1),
      PageDown: () => this.step(1),
      " ": () => this.step(event.shiftKey ? -1 : 1),
      ArrowLeft: () => this.step(-1),
      ArrowUp: () => this.step(-1),
      PageUp: () => this.step(-1),
      Home: () => this.goTo(1),
      End: () => this.goTo(last),
      Escape: () => this.closeReponse() || this.panneaux.toggle("plan", this.rang),
      f: () => this.toggleFullscreen(),
      n: () => this.openOrateur(),
      p: () => this.setContraste(!this.fort),
      "+": () => this.carte.map.zoomIn(),
      "-": () => this.carte.map.zoomOut(),
    };
  }
}
