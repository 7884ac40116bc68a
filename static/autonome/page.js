/* The atlas without server, from top to bottom: what the address asks, the map and its filters, the panel beside it.
 *
 * `?embed=true` shows the map alone, for another site.
 */

import { isCalm } from "../carte/carte.js";
import { element } from "../commun/dom.js";
import { fill } from "../commun/textes.js";
import {
  changeCriteres,
  changeFilters,
  convertQuery,
  DEFAULT_LAYERS,
  readCriteres,
  readFragment,
  readLayers,
  SCREENS,
  writeFragment,
} from "./adresse.js";
import { Annuaire, placeEntrees } from "./annuaire.js";
import { CarteAutonome } from "./carte.js";
import { Couches } from "./couches.js";
import { Couverture } from "./couverture.js";
import { load, VersionError } from "./donnees.js";
import { Filtres } from "./filtres.js";
import { Heures } from "./heures.js";
import { loadReponses } from "./reponse.js";

const SAID_MS = 6000;

/** What the address asks now. */
function read() {
  return readFragment(window.location.hash);
}

export class Page {
  constructor(donnees) {
    this.donnees = donnees;
    this.textes = donnees.textes;
    this.couverture = new Couverture(donnees);
    const loaded = new Promise((resolve) => {
      this.demand = () => resolve((this.demanded ??= loadReponses(donnees)));
    });
    this.ready = loaded.then((each) => Object.assign(this, each));
    this.ready.catch((error) => this.reportFailure(error));
    const communes = this.ready.then(() => this.communes);
    communes.catch(() => {}); // said above
    this.couches = new Couches(donnees, this.couverture, communes);
    this.isEmbedded = new URLSearchParams(window.location.search).get("embed") === "true";
    this.panneau = document.getElementById("panneau");
    this.plein = document.getElementById("plein");
    this.message = document.getElementById("message");
  }

  start() {
    document.documentElement.classList.toggle("integre", this.isEmbedded);
    const converted = window.location.hash ? "" : convertQuery(window.location.search);
    if (converted) history.replaceState(null, "", converted);
    this.carte = this.buildCarte();
    window.addEventListener("hashchange", () => this.show());
    document.querySelector(".passer").addEventListener("click", (event) => {
      // Its fragment would be read as a screen.
      event.preventDefault();
      document.getElementById("contenu").focus();
    });
    this.show();
    // What answers waits for the first sight of the map, unless the address asks at once.
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
    const departement = query.get("departement");
    if (departement && this.communes.get(code).departement.code !== departement) query.delete("departement");
    this.go({ vue: "commune", code }, query);
  }

  go(where, query) {
    window.location.hash = writeFragment(where, query);
  }

  /** Change filters and stay where one is. */
  setFilters(values) {
    const { vue, code, query } = read();
    this.go({ vue: ["carte", "commune"].includes(vue) ? vue : "carte", code }, changeFilters(query, values));
  }

  setCriteres(values) {
    const query = changeCriteres(read().query, values);
    if (Object.keys(values).join() !== "texte") {
      this.go({ vue: "annuaire" }, query);
      return;
    }
    // Each letter typed is not a step to go back through.
    history.replaceState(null, "", writeFragment({ vue: "annuaire" }, query));
    this.show();
  }

  /* ---- what follows from the address ---- */

  async show() {
    const asked = read();
    const { vue } = asked;
    // The show has a page of its own: its style is another, and what draws one map stays out of the other.
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
      await this[show](asked, turn);
      if (isNewScreen && turn === this.turn) this.focusHeading();
    } catch (error) {
      this.reportFailure(error);
    }
  }

  /** Who reads with a keyboard or a screen reader starts again at the heading of the new screen. */
  focusHeading() {
    const place = document.documentElement.dataset.vue === "page" ? this.plein : this.panneau;
    const heading = place.querySelector("h1, h2, h3");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  /** One sentence for who does not see the screen. */
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
    this.layers = readLayers(query);
    const { departements, region } = this.donnees.territoires;
    const state = {
      zones: `zones.geojson?${this.couches.writeSelection(this.selection)}`,
      cadre: (departements[this.selection.departement] ?? region).cadre,
      partiel: this.selection.departement !== undefined,
    };
    const isAsked = vue === "commune";
    // The map first: what is around it waits until it is painted, and the map does not wait for the answer.
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
    else this.drawAccueil(isAsked ? code : "");
  }

  /** What is around the map, made after its first sight. */
  drawFiltres(query) {
    const { selection, couverture } = this;
    this.filtres ??= new Filtres(this.donnees, {
      search: async (words) => (await this.ready).communes.search(words),
      choose: (code) => this.choose(code),
      set: (values) => this.setFilters(values),
    });
    this.filtres.sync(query, selection, couverture);
    const looks = couverture.listZones(selection).map((zone) => couverture.describe(zone, selection.acheteur));
    this.filtres.drawSignes(looks, (look) => this.carte.zoneStyle(look, false).fillColor);
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
    // Blocks of the application begin at the third level.
    this.fillPanneau(`commune ${code}`, back, element("h2", "atlas-cache", this.textes.reponseTitre), holder);
    this.announce(holder.querySelector(".atlas-reponse").textContent);
  }

  drawAccueil(unknown) {
    this.setTitle(this.textes.titreMenu);
    const holder = element("div");
    holder.innerHTML = this.donnees.accueil;
    const warning = unknown ? [element("p", "atlas-alerte", fill(this.textes.inconnue, { code: unknown }))] : [];
    this.fillPanneau("accueil", ...warning, holder);
  }

  /** Fill the panel; on a phone, where it is under the map, bring a new answer into sight. */
  fillPanneau(name, ...nodes) {
    this.panneau.replaceChildren(...nodes);
    const isNew = this.shown !== undefined && this.shown !== name && name !== "accueil";
    this.shown = name;
    const below = this.panneau.getBoundingClientRect().top > window.innerHeight * 0.6;
    if (isNew && below && !this.isEmbedded)
      this.panneau.scrollIntoView({ behavior: isCalm() ? "auto" : "smooth", block: "start" });
  }

  async showAnnuaire({ query }, turn) {
    this.demand();
    const [listes] = await Promise.all([load("annuaire"), this.ready]);
    if (turn !== this.turn) return;
    const criteres = readCriteres(query);
    if (!this.communes.rang.has(criteres.lieu)) criteres.lieu = "";
    if (!this.donnees.territoires.departements.some(({ code }) => code === criteres.departement))
      criteres.departement = "";
    criteres.liste = Object.hasOwn(listes, query.get("liste")) ? query.get("liste") : Object.keys(listes)[0];
    const annuaire = this.getAnnuaire(listes);
    this.setTitle(this.textes.annuaireTitre);
    if (this.shown !== "annuaire") {
      this.liste = element("div", "annuaire");
      this.fillPanneau("annuaire", element("h1", "", this.textes.annuaireTitre), this.liste);
    }
    for (const name of ["type", "acheteur"]) {
      if (!Object.hasOwn(listes[criteres.liste][`${name}s`], criteres[name])) criteres[name] = "";
    }
    this.criteres = query;
    annuaire.show(this.liste, criteres);
    const found = annuaire.find({ ...criteres, lieu: "" });
    this.couches.lieux = placeEntrees(found, this.communes);
    // Another address each time: what it leads to has changed.
    const key = `lieux.geojson?${(this.rang = (this.rang ?? 0) + 1)}`;
    const frame = this.donnees.territoires.departements.find(({ code }) => code === criteres.departement);
    this.applyState({
      cadre: (frame ?? this.donnees.territoires.region).cadre,
      partiel: true,
      sieges: false,
      lieux: key,
      lieu: criteres.lieu,
    });
  }

  getAnnuaire(listes) {
    this.annuaire ??= new Annuaire(listes, this.donnees, this.communes, (values) => this.setCriteres(values));
    return this.annuaire;
  }

  async showFiche({ vue, code }, turn) {
    this.demand();
    const [listes] = await Promise.all([load("annuaire"), this.ready]);
    if (turn !== this.turn) return;
    const found = this.getAnnuaire(listes).buildFiche(`${vue}s`, code);
    const { region } = this.donnees.territoires;
    const back = element("a", "retour", this.isEmbedded ? this.textes.carteRetour : this.textes.annuaireRetour);
    back.href = this.isEmbedded
      ? "#/"
      : writeFragment({ vue: "annuaire" }, this.criteres ?? new URLSearchParams({ liste: `${vue}s` }));
    if (!found) {
      this.setTitle(this.textes.annuaireTitre);
      this.applyState({ cadre: region.cadre, partiel: true, sieges: false });
      this.fillPanneau("inconnu", back, element("p", "atlas-alerte", this.textes.annuaireInconnu));
      return;
    }
    this.setTitle(found.entry.nom);
    this.fillPanneau(`${vue} ${code}`, back, found.node);
    this.announce(found.entry.nom);
    if (vue === "guichet") {
      const query = new URLSearchParams({ guichet: code });
      this.applyState({
        zones: `zones.geojson?${query}`,
        cadre: this.findBounds(code) ?? region.cadre,
        partiel: true,
        sieges: true,
      });
    } else {
      const place = this.communes.rang.has(found.entry.commune) ? this.locate(found.entry.commune) : undefined;
      this.applyState({ cadre: region.cadre, partiel: true, sieges: false, commune: place });
    }
  }

  /** Bounds of what a guichet serves. */
  findBounds(id) {
    const zones = this.couverture.listZones({ typologies: null, acheteur: "", aConfirmer: true, seul: id });
    const features = zones
      .filter((zone) => zone.guichets.length)
      .map((zone) => this.couches.contours.merge(zone.atomes, {}));
    const bounds = L.geoJSON(features).getBounds();
    return bounds.isValid()
      ? [
          [bounds.getSouth(), bounds.getWest()],
          [bounds.getNorth(), bounds.getEast()],
        ]
      : null;
  }

  async showHeures(_, turn) {
    const [heures, graphique] = await Promise.all([load("heures"), load("graphique")]);
    if (turn !== this.turn) return;
    this.setTitle(this.textes.heuresTitre);
    this.heures ??= new Heures(heures, graphique.showGraphique);
    this.heures.show(this.plein);
  }

  async showHistoires(_, turn) {
    const { histoires } = await load("histoires");
    if (turn !== this.turn) return;
    this.setTitle(this.textes.presentationTitre);
    this.plein.replaceChildren(element("h1", "", this.textes.presentationTitre));
    for (const histoire of histoires) this.plein.append(this.buildHistoire(histoire));
    if (!histoires.length) this.plein.append(element("p", "", this.textes.presentationVide));
  }

  buildHistoire({ histoire, titre, touches, adresses }) {
    const node = element("section", "rubrique");
    const start = element("a", "bouton-fort", this.textes.presentationLancer);
    start.href = `#/presentation/${encodeURIComponent(histoire)}`;
    const notes = element("a", "", this.textes.presentationNotes);
    notes.href = adresses.papier;
    const links = element("p", "liens");
    links.append(start, notes);
    const keys = element("dl", "atlas-faits");
    for (const [key, words] of touches) {
      const row = element("div");
      row.append(element("dt", "", key), element("dd", "", words));
      keys.append(row);
    }
    node.append(element("h2", "", titre), links, keys);
    return node;
  }

  showApropos() {
    this.setTitle(this.textes.aProposTitre);
    this.plein.innerHTML = this.donnees.apropos;
  }
}
