/* The atlas without server, from top to bottom: what the address asks, the map and its filters, the panel beside it.
 *
 * `?embed=true` shows the map alone, for another site.
 */

import { isCalm } from "../carte/carte.js";
import { element } from "../commun/dom.js";
import { SLACK_KM } from "../commun/localisation.js";
import { fill } from "../commun/textes.js";
import {
  changeCriteres,
  changeFilters,
  convertQuery,
  DEFAULT_LAYERS,
  readFragment,
  readLayers,
  SCREENS,
  writeFragment,
  writeQuery,
} from "./adresse.js";
import { showLacunes } from "./affichages.js";
import { CarteAutonome } from "./carte.js";
import { Couches } from "./couches.js";
import { Couverture } from "./couverture.js";
import { VersionError } from "./donnees.js";
import { showApropos, showHeures, showHistoires } from "./ecrans.js";
import { Filtres } from "./filtres.js";
import { buildPaper, Gestes, watchMap } from "./gestes.js";
import { showAnnuaire, showFiche } from "./repertoire.js";
import { loadReponses } from "./reponse.js";
import { completeAccueil, writeTitre } from "./titre.js";

const SAID_MS = 6000;

/** Renderers of the screens; each is given the page, what is asked, and the turn of this very question. */
const SHOW = {
  territoire: (page, asked, turn) => page.showTerritoire(asked, turn),
  annuaire: showAnnuaire,
  fiche: showFiche,
  heures: showHeures,
  histoires: showHistoires,
  apropos: showApropos,
};

/** View of the current address. */
function read() {
  return readFragment(window.location.hash);
}

export class Page {
  constructor(donnees) {
    this.donnees = donnees;
    this.textes = donnees.textes;
    this.noms = donnees.parametres;
    this.couverture = new Couverture(donnees);
    const loaded = new Promise((resolve) => {
      this.demand = () => resolve((this.demanded ??= loadReponses(donnees)));
    });
    this.ready = loaded.then((each) => Object.assign(this, each));
    this.ready.catch((error) => this.reportFailure(error));
    const communes = this.ready.then(() => this.communes);
    communes.catch(() => {}); // said above
    this.couches = new Couches(donnees, this.couverture, communes);
    this.isEmbedded = new URLSearchParams(window.location.search).get(this.noms.embed) === "true";
    this.gestes = new Gestes(donnees, () => this.readVue());
    this.panneau = document.getElementById("panneau");
    this.plein = document.getElementById("plein");
    this.message = document.getElementById("message");
  }

  start() {
    document.documentElement.classList.toggle("integre", this.isEmbedded);
    const converted = window.location.hash ? "" : convertQuery(this.noms, window.location.search);
    if (converted) history.replaceState(null, "", converted);
    this.carte = this.buildCarte();
    watchMap(document.getElementById("carte"));
    window.addEventListener("hashchange", () => this.show());
    document.querySelector(".passer").addEventListener("click", (event) => {
      // Its fragment would be read as a screen.
      event.preventDefault();
      document.getElementById("contenu").focus();
    });
    this.show();
    // The answers load after the first paint of the map, unless the address asks for one.
    this.carte.painted.then(() => this.demand());
    this.ready.then(
      () => {
        document.documentElement.dataset.pret = "oui";
        setTimeout(() => this.communes.loadContours().catch(() => {}), 300);
      },
      () => {},
    );
    if (this.isEmbedded) this.tellHeight();
  }

  /** The page that shows this one in a frame gives it the height it needs (static/partage/cadre.js). */
  tellHeight() {
    const tell = () => {
      const hauteur = Math.ceil(document.getElementById("page").getBoundingClientRect().height);
      window.parent.postMessage({ type: "atlas-hauteur", hauteur }, "*");
    };
    new ResizeObserver(tell).observe(document.getElementById("page"));
    // The script of the other page may come after the first word.
    window.addEventListener("message", (event) => {
      if (event.source === window.parent && event.data?.type === "atlas-hauteur") tell();
    });
  }

  buildCarte() {
    const map = L.map("carte", {
      zoomControl: false,
      minZoom: 5,
      maxZoom: 14,
      zoomSnap: 0.25,
      zoomDelta: 0.5,
      scrollWheelZoom: !this.isEmbedded,
    });
    map.setView([0, 0], 5);
    const carte = new CarteAutonome(map, {
      titre: this.textes.carte,
      attribution: this.textes.attribution,
      load: (address) => this.couches.build(address),
      choose: (point) => this.choosePoint(point),
      chooseLieu: (code) => this.setCriteres({ lieu: code }),
    });
    carte.start();
    return carte;
  }

  async choosePoint({ lng, lat }) {
    try {
      const { communes } = await this.ready;
      const code = await communes.findAt(lng, lat);
      if (code) this.choose(code);
      else this.say(this.textes.dehors);
    } catch (error) {
      this.reportFailure(error);
    }
  }

  /** A file is not there, or is not of the same version as the others. */
  reportFailure(error) {
    console.warn(error);
    this.say(error instanceof VersionError ? this.textes.versions : this.textes.panne);
  }

  say(words) {
    this.message.textContent = words;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => (this.message.textContent = ""), SAID_MS);
  }

  /* ---- the address ---- */

  choose(code) {
    const { query } = read();
    const departement = query.get(this.noms.departement);
    if (departement && this.communes.get(code).departement.code !== departement) query.delete(this.noms.departement);
    this.go({ vue: "commune", code }, query);
  }

  go(where, query) {
    window.location.hash = writeFragment(where, query);
  }

  /** Change filters and stay where one is. */
  setFilters(values) {
    const { vue, code, query } = read();
    this.go({ vue: ["carte", "commune"].includes(vue) ? vue : "carte", code }, changeFilters(this.noms, query, values));
  }

  setCriteres(values) {
    const query = changeCriteres(this.noms, read().query, values);
    if (Object.keys(values).join() !== "texte") {
      this.go({ vue: "annuaire" }, query);
      return;
    }
    // Each letter typed is not a step to go back through.
    history.replaceState(null, "", writeFragment({ vue: "annuaire" }, query));
    this.show();
  }

  /* ---- router: from the address to the page ---- */

  async show() {
    const asked = read();
    const { vue } = asked;
    // The presentation has a page of its own: other styles, another map.
    if (vue === "presentation" && asked.code) return window.location.reload();
    const { show, menu, hasMap } = SCREENS[vue];
    document.documentElement.dataset.vue = hasMap ? "territoires" : "page";
    document.documentElement.dataset.ecran = vue;
    this.heures?.stop();
    const isNewScreen = this.ecran !== undefined && this.ecran !== show;
    this.ecran = show;
    if (isNewScreen) window.scrollTo(0, 0);
    for (const link of document.querySelectorAll("nav [data-vue]")) {
      if (link.dataset.vue === menu) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const turn = (this.turn = {});
    try {
      await SHOW[show](this, asked, turn);
      if (isNewScreen && turn === this.turn) this.focusHeading();
    } catch (error) {
      this.reportFailure(error);
    }
  }

  /** Focus management: keyboard and screen reader users start again at the heading of the new screen. */
  focusHeading() {
    const place = document.documentElement.dataset.vue === "page" ? this.plein : this.panneau;
    const heading = place.querySelector("h1, h2, h3");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  /** Live region: one sentence for screen readers. */
  announce(words) {
    document.getElementById("annonce").textContent = words;
  }

  setTitle(...names) {
    document.title = [...names.filter(Boolean), this.donnees.titre].join(" – ");
  }

  async showTerritoire({ vue, code, query }, turn) {
    this.selection = this.couches.readSelection(query);
    const { departement } = this.selection;
    if (departement < 0) this.selection.departement = undefined;
    if (!Object.hasOwn(this.donnees.acheteurs, this.selection.acheteur)) this.selection.acheteur = "";
    this.layers = readLayers(this.noms, query);
    const { departements, region } = this.donnees.territoires;
    const state = {
      zones: `zones.geojson?${this.couches.writeSelection(this.selection)}`,
      cadre: (departements[this.selection.departement] ?? region).cadre,
      partiel: this.selection.departement !== undefined,
    };
    const isAsked = vue === "commune";
    // The map first: its controls come after its paint, and it does not wait for the answer.
    if (!isAsked || !this.carte.state.fond) this.applyState(state);
    if (isAsked) this.demand();
    await this.carte.painted;
    if (turn !== this.turn) return;
    this.drawFiltres(query);
    if (isAsked) await this.ready;
    if (turn !== this.turn) return;
    const isKnown = isAsked && this.communes.rang.has(code);
    if (isAsked) this.applyState({ ...state, commune: isKnown ? this.locate(code) : undefined });
    if (isKnown) this.drawReponse(code, this.selection.acheteur);
    else if (isAsked || this.selection.vue !== "lacunes") this.drawAccueil(isAsked ? code : "");
    else await showLacunes(this, turn);
  }

  /** Controls of the map, made after its first paint. */
  drawFiltres(query) {
    const { selection, couverture } = this;
    this.filtres ??= new Filtres(this.donnees, {
      search: async (words) => (await this.ready).communes.search(words),
      locate: async (lon, lat) => (await this.ready).communes.findAt(lon, lat, SLACK_KM),
      choose: (code) => this.choose(code),
      // Under the box, it would go with the answer.
      say: (words) => this.say(words),
      set: (values) => this.setFilters(values),
    });
    this.filtres.sync(query, selection, couverture);
    const paint = (look) => this.carte.zoneStyle(look, false).fillColor;
    this.filtres.drawSignes(couverture.listZones(selection), couverture, paint);
  }

  /** What is on screen, to be shared or printed. */
  readVue() {
    const asked = read();
    const code = asked.vue === "commune" && this.communes?.rang.has(asked.code) ? asked.code : "";
    return {
      code,
      nom: code && this.communes.get(code).nom,
      phrase: this.panneau.querySelector(".atlas-reponse")?.textContent ?? "",
      query: writeQuery(this.noms, asked, asked.query),
    };
  }

  locate(code) {
    const { nom, lat, lon } = this.communes.get(code);
    return { code, titre: nom, lat, lon, contours: `communes/${code}.geojson` };
  }

  /** A state of the map (static/carte/carte.js). */
  applyState(state) {
    const layers = this.layers ?? DEFAULT_LAYERS;
    this.carte.apply(
      JSON.stringify({
        fond: "fond.geojson",
        departements: layers.includes("departements"),
        sieges: layers.includes("sieges"),
        motifs: layers.includes("motifs"),
        epci: layers.includes("epci") ? "epci.geojson" : undefined,
        qpv: layers.includes("qpv") ? "qpv.geojson" : undefined,
        ...state,
      }),
    );
  }

  drawReponse(code, acheteur) {
    const { nom } = this.communes.get(code);
    this.setTitle(nom);
    const back = element("button", "bouton-simple", `✕ ${this.textes.effacer}`);
    back.type = "button";
    back.addEventListener("click", () => this.go({ vue: "carte" }, read().query));
    const holder = element("div");
    holder.innerHTML = this.reponses.renderPanneau(code, acheteur);
    this.filtres.recherche.clear();
    this.fillPanneau(
      `commune ${code}`,
      ...(this.isEmbedded ? [back] : this.gestes.build(back)),
      // Blocks of the application begin at the third level.
      element("h2", "atlas-cache", this.textes.reponseTitre),
      holder,
      buildPaper(document.querySelector(".pied").dataset.edition, this.gestes.address && this.gestes.readVue().lien),
    );
    this.announce(holder.querySelector(".atlas-reponse").textContent);
  }

  drawAccueil(unknown) {
    this.setTitle(this.textes.titreMenu);
    const holder = element("div");
    holder.innerHTML = this.donnees.accueil;
    const { selection, couverture } = this;
    const titre = writeTitre(this.donnees, couverture.summarise(selection), selection);
    completeAccueil(holder, titre, this.donnees.territoires.departements[selection.departement]?.code);
    if (this.titre !== undefined && this.titre !== titre.suite) this.announce(`${titre.part} ${titre.suite}`);
    this.titre = titre.suite;
    const warning = unknown ? [element("p", "atlas-alerte", fill(this.textes.inconnue, { code: unknown }))] : [];
    this.fillPanneau("accueil", ...warning, holder, ...(this.isEmbedded ? [] : this.gestes.build()));
  }

  /** Fill the panel; on a phone, where it is under the map, scroll to a new answer. */
  fillPanneau(name, ...nodes) {
    this.panneau.replaceChildren(...nodes);
    const isAnswer = name !== "accueil" && !name.startsWith("lacunes");
    const isNew = this.shown !== undefined && this.shown !== name && isAnswer;
    this.shown = name;
    const below = this.panneau.getBoundingClientRect().top > window.innerHeight * 0.6;
    if (isNew && below && !this.isEmbedded)
      this.panneau.scrollIntoView({ behavior: isCalm() ? "auto" : "smooth", block: "start" });
  }
}
