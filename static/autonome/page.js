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
  DEFAULT_LAYERS,
  lookAt,
  readFragment,
  readLayers,
  readLieu,
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
import { isEmbedded, markScreen } from "./ouverture.js";
import { showLieu } from "./lieu.js";
import { showAnnuaire, showFiche, showZone } from "./repertoire.js";
import { loadReponses } from "./reponse.js";
import { completeAccueil, findLieu, writeTitre } from "./titre.js";

const SAID_MS = 6000;
/** Panels about one place or one organism. */
const ABOUT = /^(commune|lieu|zone|guichet|structure) /;

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
    this.ready = loaded.then((each) => {
      this.couverture.communes = each.communes;
      return Object.assign(this, each);
    });
    this.ready.catch((error) => this.reportFailure(error));
    const communes = this.ready.then(() => this.communes);
    communes.catch(() => {}); // said above
    this.couches = new Couches(donnees, this.couverture, communes);
    this.isEmbedded = isEmbedded(this.noms);
    this.gestes = new Gestes(donnees, () => this.readVue());
    this.panneau = document.getElementById("panneau");
    this.accueil = document.getElementById("accueil");
    this.plein = document.getElementById("plein");
    this.message = document.getElementById("message");
  }

  start() {
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
    this.carte.painted.then(() => this.removeDessin());
    this.ready.then(
      () => {
        document.documentElement.dataset.pret = "oui";
        setTimeout(() => this.communes.loadContours().catch(() => {}), 300);
      },
      () => {},
    );
    if (this.isEmbedded) this.tellHeight();
  }

  /** The drawing that came with the page leaves once the map has its surroundings and its names. */
  async removeDessin() {
    await this.carte.load("fond.geojson").catch(() => {});
    requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector(".premier-carte").remove()));
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
      zoomSnap: 0,
      zoomDelta: 0.5,
    });
    const region = this.donnees.territoires.region.cadre;
    const carte = new CarteAutonome(map, {
      titre: this.textes.carte,
      attribution: this.textes.attribution,
      region,
      load: (address) => this.couches.build(address),
      choose: (chosen) => this.chooseOnMap(chosen),
      chooseLieu: (code) => this.setCriteres({ lieu: code }),
    });
    carte.start();
    return carte;
  }

  /** A seat, a zone seen from afar, or a commune. */
  async chooseOnMap({ point, isZone, guichet }) {
    if (guichet) return this.go({ vue: "guichet", code: guichet }, new URLSearchParams());
    try {
      const { communes } = await this.ready;
      const code = await communes.findAt(point.lng, point.lat);
      if (!code) this.say(this.textes.dehors);
      else if (isZone) this.go({ vue: "carte" }, changeFilters(this.noms, read().query, { zone: this.nameZone(code) }));
      else this.choose(code);
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

  /** A place: the code of a commune, or « EPCI:243100518 ». */
  choose(key) {
    const { query } = read();
    if (key.includes(":")) return this.go({ vue: "carte" }, lookAt(this.noms, query, key));
    const around = readLieu(this.noms, query, this.donnees.territoires);
    const isThere = this.communes.listMembers(around).includes(this.communes.rang.get(key));
    const kept = isThere ? changeFilters(this.noms, query, { zone: null }) : lookAt(this.noms, query, "");
    this.go({ vue: "commune", code: key }, kept);
  }

  /** Leave the commune for the territory around it, or the territory for the region. */
  leave() {
    const { vue, query } = read();
    const isCommune = vue === "commune";
    this.go(
      { vue: "carte" },
      isCommune ? changeFilters(this.noms, query, { zone: null }) : lookAt(this.noms, query, ""),
    );
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
    const { show, menu } = SCREENS[vue];
    markScreen(asked);
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
    const heading = place.querySelector(".atlas-commune") ?? place.querySelector("h1, h2, h3");
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

  /** The zone of a commune, among those shown; undefined for an unknown one. */
  findZone(code) {
    const { atome } = this.communes.get(code);
    return this.couverture.listZones(this.selection).find(({ atomes }) => atomes.includes(atome));
  }

  /** Code that names the zone of a commune: that of its most populated one. */
  nameZone(code) {
    const { atomes } = this.findZone(code);
    return this.communes.findLargest(atomes);
  }

  async showTerritoire({ vue, code, query }, turn) {
    this.retour = window.location.hash;
    this.selection = this.couches.readSelection(query);
    if (!Object.hasOwn(this.donnees.acheteurs, this.selection.acheteur)) this.selection.acheteur = "";
    this.layers = readLayers(this.noms, query);
    const { territoires } = this.donnees;
    const lieu = findLieu(territoires, this.selection);
    const state = {
      zones: `zones.geojson?${this.couches.writeSelection(this.selection)}`,
      cadre: (lieu ?? territoires.region).cadre,
      partiel: Boolean(lieu),
    };
    const zone = query.get(this.noms.zone);
    const isAsked = vue === "commune";
    const isCut = this.selection.epci !== undefined;
    if (!isCut) this.drawFiltres(query);
    // The map waits for nothing but the place to frame.
    if (isAsked || zone || isCut) {
      this.demand();
      await this.ready.catch((error) => {
        // Without the answers, the map still is.
        this.applyState(state);
        throw error;
      });
    } else this.applyState(state);
    if (turn !== this.turn) return;
    if (isCut) {
      state.cadre = this.communes.frame(this.communes.listMembers(this.selection));
      this.drawFiltres(query);
    }
    const isKnown = isAsked && this.communes.rang.has(code);
    const around = isKnown && this.communes.frame(this.communes.listAround(code));
    this.filtres.recherche.hold(isKnown ? this.communes.get(code).nom : (lieu?.nom ?? ""));
    if (isKnown) this.applyState({ ...state, cadre: around, commune: this.locate(code) });
    else if (isAsked || isCut) this.applyState(state);
    if (!isAsked && zone) {
      if (await showZone(this, zone, state, turn)) return;
      this.applyState(state);
    }
    if (isKnown) this.drawReponse(code, this.selection.acheteur);
    else if (!isAsked && this.selection.vue === "lacunes") await showLacunes(this, turn);
    else if (!isAsked && lieu) await showLieu(this, turn);
    else this.drawAccueil(isAsked ? code : "");
  }

  /** Controls of the map. */
  drawFiltres(query) {
    const { selection, couverture } = this;
    this.filtres ??= new Filtres(this.donnees, {
      search: async (words) => (await this.ready).communes.searchAll(words),
      locate: async (lon, lat) => (await this.ready).communes.findAt(lon, lat, SLACK_KM),
      choose: (code) => this.choose(code),
      leave: () => this.leave(),
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

  /** Button that forgets what was chosen. */
  buildBack(words) {
    const back = element("button", "bouton-simple", `✕ ${words}`);
    back.type = "button";
    back.addEventListener("click", () =>
      this.go({ vue: "carte" }, changeFilters(this.noms, read().query, { zone: null })),
    );
    return back;
  }

  drawReponse(code, acheteur) {
    const { nom } = this.communes.get(code);
    this.setTitle(nom);
    const holder = element("div");
    holder.innerHTML = this.reponses.renderPanneau(code, acheteur);
    this.fillPanneau(
      `commune ${code}`,
      holder,
      buildPaper(document.querySelector(".pied").dataset.edition, this.gestes.address && this.gestes.readVue().lien),
    );
    this.drawGestes();
    this.announce(holder.querySelector(".atlas-reponse").textContent);
  }

  drawAccueil(unknown) {
    this.setTitle(this.textes.titreMenu);
    const { selection, couverture } = this;
    const titre = writeTitre(this.donnees, couverture.summarise(selection), selection);
    completeAccueil(this.accueil, titre, this.donnees.territoires.departements[selection.departement]?.code);
    if (this.titre !== undefined && this.titre !== titre.suite) this.announce(`${titre.part} ${titre.suite}`);
    this.titre = titre.suite;
    const warning = unknown ? [element("p", "atlas-alerte", fill(this.textes.inconnue, { code: unknown }))] : [];
    this.fillPanneau("accueil", ...warning, this.accueil);
    this.drawGestes();
  }

  /** What one does with what is on screen, at the corner of the map. */
  drawGestes() {
    if (!this.isEmbedded) document.getElementById("gestes").replaceChildren(...this.gestes.build());
  }

  /** Fill the panel; on a phone, where it may be out of sight, scroll to a new answer. */
  fillPanneau(name, ...nodes) {
    delete document.documentElement.dataset.attente;
    const isThere = nodes.length === 1 && nodes[0] === this.panneau.firstChild && nodes[0] === this.panneau.lastChild;
    if (!isThere) this.panneau.replaceChildren(...nodes);
    const isAnswer = name !== "accueil" && !name.startsWith("lacunes");
    const isNew = this.shown !== undefined && this.shown !== name && isAnswer;
    this.shown = name;
    const isAbout = ABOUT.test(name);
    this.drawBas(isAbout);
    if (isNew && !this.isEmbedded) this.showPanneau();
    if (isAbout && this.isFree()) this.focusHeading();
  }

  /** True for a reader who did nothing else yet, or who chose in the box: others keep their focus. */
  isFree() {
    const { activeElement } = document;
    return activeElement === document.body || activeElement === this.filtres?.recherche.input;
  }

  /** Bar of a telephone, about the answer. */
  drawBas(isAbout) {
    this.bas ??= document.body.appendChild(
      this.gestes.buildBas(() => document.getElementById("carte").scrollIntoView({ block: "center" })),
    );
    this.bas.hidden = !isAbout || this.isEmbedded;
    const { vue, code } = read();
    const isCommune = vue === "commune" && this.communes?.rang.has(code);
    const [call] = this.bas.children;
    call.href = isCommune
      ? this.reponses.findAppel(code, this.selection.acheteur)
      : (this.panneau.querySelector("[data-appel]")?.dataset.appel ??
        this.panneau.querySelector('.fiche a[href^="tel:"]')?.href ??
        "");
    call.hidden = !call.getAttribute("href");
  }

  showPanneau() {
    const { top } = this.panneau.getBoundingClientRect();
    if (top >= 0 && top <= window.innerHeight * 0.6) return;
    this.panneau.scrollIntoView({ behavior: isCalm() ? "auto" : "smooth", block: "start" });
  }
}
