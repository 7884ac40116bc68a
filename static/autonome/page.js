/* The atlas without server, from top to bottom: what the address asks, the map and its filters, the panel beside it.
 *
 * Addresses are fragments (« #/commune/34032?acheteur=bailleurs »): a page opened from a folder keeps them, shares them
 * and goes back through them. `?embed=true` shows the map alone, for another site.
 */
(function () {
  "use strict";

  const { atlas } = window;
  const { element, fill, swatch, Recherche } = window.presentation;
  const FILTERS = ["typologie", "acheteur", "departement", "a_confirmer", "couches"];
  const LAYERS = ["departements", "sieges", "epci", "qpv", "motifs"];
  const DEFAULT_LAYERS = "departements,sieges";
  // What shows each screen, and the entry of the menu it belongs to.
  const SCREENS = {
    carte: { show: "territoire", menu: "carte", hasMap: true },
    commune: { show: "territoire", menu: "carte", hasMap: true },
    annuaire: { show: "repertoire", menu: "annuaire", hasMap: true },
    guichet: { show: "fiche", menu: "annuaire", hasMap: true },
    structure: { show: "fiche", menu: "annuaire", hasMap: true },
    heures: { show: "chiffres", menu: "heures" },
    presentation: { show: "histoires", menu: "presentation" },
    orateur: { show: "histoires", menu: "presentation" },
    "a-propos": { show: "apropos", menu: "a-propos" },
  };
  const ANNUAIRE = { texte: "q", type: "type", departement: "departement", acheteur: "acheteur", secteur: "secteur", lieu: "lieu" };

  /** A part of an address that somebody may have typed. */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** What an address asks: the view, what it names, its parameters. */
  function read() {
    const [path, query = ""] = window.location.hash.replace(/^#\/?/, "").split("?");
    const [vue, code = ""] = path.split("/").map(decoded);
    return { vue: Object.hasOwn(SCREENS, vue) ? vue : "carte", code, query: new URLSearchParams(query) };
  }

  function address({ vue, code }, query) {
    const path = vue === "carte" ? "" : [vue, code].filter(Boolean).map(encodeURIComponent).join("/");
    const text = query.toString().replaceAll("%2C", ",");
    return `#/${path}${text ? `?${text}` : ""}`;
  }

  class Page {
    constructor(donnees) {
      this.donnees = donnees;
      this.textes = donnees.textes;
      this.couverture = new atlas.Couverture(donnees);
      const loaded = new Promise((resolve) => {
        this.demander = () => resolve((this.demande ??= atlas.chargerReponses(donnees)));
      });
      this.pret = loaded.then((each) => Object.assign(this, each));
      this.pret.catch((error) => this.rate(error));
      const communes = this.pret.then(() => this.communes);
      communes.catch(() => {}); // said above
      this.couches = new atlas.Couches(donnees, this.couverture, communes);
      this.integre = new URLSearchParams(window.location.search).get("embed") === "true";
      this.panneau = document.getElementById("panneau");
      this.plein = document.getElementById("plein");
      this.outils = document.getElementById("outils");
      this.signes = document.getElementById("signes");
      this.message = document.getElementById("message");
    }

    demarrer() {
      document.documentElement.classList.toggle("integre", this.integre);
      this.arrival();
      this.carte = this.map();
      window.addEventListener("hashchange", () => this.montrer());
      document.querySelector(".passer").addEventListener("click", (event) => {
        // Its fragment would be read as a screen.
        event.preventDefault();
        document.getElementById("contenu").focus();
      });
      this.montrer();
      // What answers waits for the first sight of the map, unless the address asks at once.
      this.carte.painted.then(() => this.demander());
      this.pret.then(() => {
        document.documentElement.dataset.pret = "oui";
        setTimeout(() => this.communes.contours().catch(() => {}), 300);
      }, () => {});
      if (this.integre) this.tellHeight();
    }

    /** « ?commune=34032 » is how other pages lead here: it becomes an address of this page. */
    arrival() {
      const asked = new URLSearchParams(window.location.search);
      if (window.location.hash) return;
      const kept = new URLSearchParams([...asked].filter(([name]) => FILTERS.includes(name)));
      const commune = asked.get("commune");
      if (commune || kept.size) history.replaceState(null, "", address({ vue: commune ? "commune" : "carte", code: commune }, kept));
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

    /* ---- what is drawn once ---- */

    draw() {
      const { textes, donnees } = this;
      this.recherche = new Recherche(
        textes,
        async (words) => (await this.pret).communes.chercher(words),
        (code) => this.choisir(code),
        "recherche"
      );
      const filters = element("div", "filtres");
      const departements = donnees.territoires.departements.map(({ code, nom }) => [code, `${nom} (${code})`]);
      this.choix = {
        departement: this.select(filters, textes.territoire, [["", donnees.textes.region], ...departements], "departement"),
        acheteur: this.select(
          filters,
          textes.acheteur,
          [["", textes.acheteurTous], ...Object.entries(donnees.acheteurs)],
          "acheteur"
        ),
      };
      this.outils.replaceChildren(this.recherche.node, filters);
      document.getElementById("reglages").replaceChildren(this.legend(), this.display());
    }

    select(place, label, options, name) {
      const node = element("label", "champ");
      const select = element("select");
      for (const [code, words] of options) select.append(new Option(words, code));
      select.addEventListener("change", () => this.set({ [name]: select.value }));
      node.append(element("span", "", label), select);
      place.append(node);
      return select;
    }

    /** Layers, and guichets to be confirmed, behind a button. */
    display() {
      const { textes } = this;
      const details = element("details", "affichage");
      details.append(element("summary", "", textes.affichage));
      const list = element("div", "cases");
      this.cases = {};
      const box = (name, words, change) => {
        const label = element("label");
        const input = element("input");
        input.type = "checkbox";
        input.addEventListener("change", () => change(input.checked));
        label.append(input, element("span", "", words));
        list.append(label);
        this.cases[name] = input;
      };
      box("a_confirmer", textes.aConfirmer, (on) => this.set({ a_confirmer: on ? "" : "non" }));
      for (const name of LAYERS) {
        box(name, textes.nomsCouches[name], (on) => {
          const now = LAYERS.filter((each) => (each === name ? on : this.layers.includes(each))).join(",");
          this.set({ couches: now === DEFAULT_LAYERS ? "" : now || "aucune" });
        });
      }
      details.append(list);
      return details;
    }

    /** A button for each typology met, with its sign: it takes it off the map, or puts it back. */
    legend() {
      const { typologies, guichets } = this.donnees.zones;
      const present = Object.keys(typologies).filter((code) => guichets.some((guichet) => guichet.typologie === code));
      const group = element("div", "typologies");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", this.textes.typologies);
      this.types = new Map();
      for (const code of present) {
        const kind = typologies[code];
        const button = element("button", "typologie");
        button.type = "button";
        button.title = kind.definition;
        const sign = element("span", "signe-typologie", kind.lettre);
        sign.style.setProperty("--couleur", kind.couleur);
        sign.style.setProperty("--encre", kind.encre);
        sign.setAttribute("aria-hidden", "true");
        const words = element("span", "", kind.libelle);
        button.append(sign, words, element("span", "nombre"));
        button.addEventListener("click", () => {
          const kept = present.filter((each) => (each === code ? !this.shows(each) : this.shows(each)));
          this.set({ typologie: kept.length === present.length ? null : kept.join(",") });
        });
        this.types.set(code, button);
        group.append(button);
      }
      return group;
    }

    shows(code) {
      return !this.selection.typologies || this.selection.typologies.has(code);
    }

    map() {
      const map = L.map("carte", { zoomControl: false, minZoom: 5, maxZoom: 14, zoomSnap: 0.25, zoomDelta: 0.5, scrollWheelZoom: !this.integre });
      map.setView([0, 0], 5);
      const options = {
        titre: this.textes.carte,
        attribution: this.textes.attribution,
        choisir: async (lon, lat) => {
          try {
            const code = await (await this.pret).communes.trouver(lon, lat);
            if (code) this.choisir(code);
            else this.dire(this.textes.dehors);
          } catch (error) {
            this.rate(error);
          }
        },
        choisirLieu: (code) => this.setAnnuaire({ lieu: code }),
      };
      return new atlas.CarteAutonome(map, options, this.couches);
    }

    /** A file is not there, or is not of the same version as the others. */
    rate(error) {
      console.warn(error);
      this.dire(error instanceof atlas.VersionError ? this.textes.versions : this.textes.panne);
    }

    dire(words) {
      this.message.textContent = words;
      clearTimeout(this.silence);
      this.silence = setTimeout(() => (this.message.textContent = ""), 6000);
    }

    /* ---- the address ---- */

    choisir(code) {
      const { query } = read();
      const departement = query.get("departement");
      if (departement && this.communes.de(code).departement.code !== departement) query.delete("departement");
      this.go({ vue: "commune", code }, query);
    }

    go(where, query) {
      window.location.hash = address(where, query);
    }

    /** Change filters and stay where one is; null or "" is the default, but for typologies, of which none is one. */
    set(values) {
      const { vue, code, query } = read();
      for (const [name, value] of Object.entries(values)) {
        if (value === null || (value === "" && name !== "typologie")) query.delete(name);
        else query.set(name, value);
      }
      this.go({ vue: ["carte", "commune"].includes(vue) ? vue : "carte", code }, query);
    }

    setAnnuaire(values) {
      const { query } = read();
      for (const [name, value] of Object.entries(values)) {
        if (value) query.set(ANNUAIRE[name] ?? name, value);
        else query.delete(ANNUAIRE[name] ?? name);
      }
      if (Object.keys(values).join() !== "texte") {
        this.go({ vue: "annuaire" }, query);
        return;
      }
      // Each letter typed is not a step to go back through.
      history.replaceState(null, "", address({ vue: "annuaire" }, query));
      this.montrer();
    }

    /* ---- what follows from the address ---- */

    async montrer() {
      const asked = read();
      const { vue } = asked;
      // The show has a page of its own: its style is another, and what draws one map stays out of the other.
      if (vue === "presentation" && asked.code) return window.location.reload();
      const { show, menu, hasMap } = SCREENS[vue];
      document.documentElement.dataset.vue = hasMap ? "territoires" : "page";
      document.documentElement.dataset.ecran = vue;
      this.heures?.arreter();
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
        if (isNewScreen && turn === this.turn) this.arrive();
      } catch (error) {
        this.rate(error);
      }
    }

    /** Who reads with a keyboard or a screen reader starts again at the heading of the new screen. */
    arrive() {
      const place = document.documentElement.dataset.vue === "page" ? this.plein : this.panneau;
      const heading = place.querySelector("h1, h2, h3");
      if (!heading) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }

    /** One sentence for who does not see the screen. */
    annoncer(words) {
      document.getElementById("annonce").textContent = words;
    }

    title(...names) {
      document.title = [...names.filter(Boolean), this.donnees.titre].join(" – ");
    }

    async territoire({ vue, code, query }, turn) {
      this.selection = this.couches.selection(query);
      const { departement } = this.selection;
      if (departement < 0) this.selection.departement = undefined;
      if (!Object.hasOwn(this.donnees.acheteurs, this.selection.acheteur)) this.selection.acheteur = "";
      this.layers = (query.get("couches") || DEFAULT_LAYERS).split(",");
      const { departements, region } = this.donnees.territoires;
      const state = {
        zones: `zones.geojson?${this.couches.query(this.selection)}`,
        cadre: (departements[this.selection.departement] ?? region).cadre,
        partiel: this.selection.departement !== undefined,
      };
      const isAsked = vue === "commune";
      // The map first: what is around it waits until it is painted, and the map does not wait for the answer.
      if (!isAsked || !this.carte.state.fond) this.state(state);
      if (isAsked) this.demander();
      await this.carte.painted;
      if (turn !== this.turn) return;
      if (!this.recherche) this.draw();
      this.sync(query);
      this.signs();
      if (isAsked) await this.pret;
      if (turn !== this.turn) return;
      const isKnown = isAsked && this.communes.rang.has(code);
      if (isAsked) this.state({ ...state, commune: isKnown ? this.point(code) : undefined });
      if (isKnown) this.answer(code, this.selection.acheteur);
      else this.welcome(isAsked ? code : "");
    }

    point(code) {
      const { nom, lat, lon } = this.communes.de(code);
      return { code, titre: nom, lat, lon, contours: `communes/${code}.geojson` };
    }

    /** A state of the map (static/carte/carte.js). */
    state(state) {
      const layers = this.layers ?? DEFAULT_LAYERS.split(",");
      this.carte.apply(
        JSON.stringify({
          fond: "fond.geojson",
          departements: layers.includes("departements"),
          sieges: layers.includes("sieges"),
          motifs: layers.includes("motifs"),
          epci: layers.includes("epci") ? "epci.geojson" : undefined,
          qpv: layers.includes("qpv") ? "qpv.geojson" : undefined,
          ...state,
        })
      );
    }

    /** Widgets say what the address does. */
    sync(query) {
      this.choix.departement.value = query.get("departement") || "";
      if (this.choix.departement.selectedIndex < 0) this.choix.departement.value = "";
      this.choix.acheteur.value = this.selection.acheteur;
      this.cases.a_confirmer.checked = this.selection.aConfirmer;
      for (const name of LAYERS) this.cases[name].checked = this.layers.includes(name);
      const zones = this.couverture.zones({ ...this.selection, typologies: null, acheteur: "", aConfirmer: true });
      const serving = new Set(zones.flatMap((zone) => zone.guichets));
      for (const [code, button] of this.types) {
        button.setAttribute("aria-pressed", String(this.shows(code)));
        const number = [...serving].filter((guichet) => guichet.typologie === code).length;
        button.querySelector(".nombre").textContent = `(${number})`;
      }
    }

    /** Signs that colour alone does not say, of what the map shows. */
    signs() {
      const { statuts } = this.donnees.zones;
      const zones = this.couverture.zones(this.selection);
      const looks = zones.map((zone) => this.couverture.apparence(zone));
      const items = [];
      const hatched = looks.find((look) => look.hachures);
      if (hatched) items.push(this.sign(hatched, ...this.textes.hachures));
      for (const { code, libelle, definition } of statuts.filter(({ signe }) => signe)) {
        const look = looks.find((each) => each.statut === code);
        if (look) items.push(this.sign({ couleur: "#8b867a", ...look }, libelle, definition));
      }
      this.signes.replaceChildren(...items);
    }

    sign(look, words, definition) {
      const item = element("li");
      const term = element("abbr", "", words);
      term.title = definition;
      term.tabIndex = 0;
      item.append(swatch("signe-zone", this.carte.zoneStyle(look, false).fillColor), term);
      return item;
    }

    answer(code, acheteur) {
      const { nom } = this.communes.de(code);
      this.title(nom);
      const back = element("button", "bouton-simple", `✕ ${this.textes.effacer}`);
      back.type = "button";
      back.addEventListener("click", () => this.go({ vue: "carte" }, read().query));
      const holder = element("div");
      holder.innerHTML = this.reponses.panneau(code, acheteur);
      this.recherche.input.value = "";
      // Blocks of the application begin at the third level.
      this.beside(`commune ${code}`, back, element("h2", "atlas-cache", this.textes.reponseTitre), holder);
      this.annoncer(holder.querySelector(".atlas-reponse").textContent);
    }

    welcome(unknown) {
      this.title(this.textes.titreMenu);
      const holder = element("div");
      holder.innerHTML = this.donnees.accueil;
      const warning = unknown ? [element("p", "atlas-alerte", fill(this.textes.inconnue, { code: unknown }))] : [];
      this.beside("accueil", ...warning, holder);
    }

    /** Fill the panel; on a phone, where it is under the map, bring a new answer into sight. */
    beside(name, ...nodes) {
      this.panneau.replaceChildren(...nodes);
      const isNew = this.shown !== undefined && this.shown !== name && name !== "accueil";
      this.shown = name;
      const below = this.panneau.getBoundingClientRect().top > window.innerHeight * 0.6;
      if (isNew && below && !this.integre) this.panneau.scrollIntoView({ behavior: atlas.calme ? "auto" : "smooth", block: "start" });
    }

    async repertoire({ query }, turn) {
      this.demander();
      const [listes] = await Promise.all([atlas.charger("annuaire"), this.pret]);
      if (turn !== this.turn) return;
      const criteres = Object.fromEntries(Object.entries(ANNUAIRE).map(([name, parameter]) => [name, query.get(parameter) || ""]));
      if (!this.communes.rang.has(criteres.lieu)) criteres.lieu = "";
      if (!this.donnees.territoires.departements.some(({ code }) => code === criteres.departement)) criteres.departement = "";
      criteres.liste = Object.hasOwn(listes, query.get("liste")) ? query.get("liste") : Object.keys(listes)[0];
      const annuaire = this.directory(listes);
      this.title(this.textes.annuaireTitre);
      if (this.shown !== "annuaire") {
        this.liste = element("div", "annuaire");
        this.beside("annuaire", element("h1", "", this.textes.annuaireTitre), this.liste);
      }
      for (const name of ["type", "acheteur"]) {
        if (!Object.hasOwn(listes[criteres.liste][`${name}s`], criteres[name])) criteres[name] = "";
      }
      this.criteres = query;
      annuaire.montrer(this.liste, criteres);
      const found = annuaire.trouver({ ...criteres, lieu: "" });
      this.couches.lieux = atlas.places(found, this.communes);
      // Another address each time: what it leads to has changed.
      const key = `lieux.geojson?${(this.rang = (this.rang ?? 0) + 1)}`;
      const frame = this.donnees.territoires.departements.find(({ code }) => code === criteres.departement);
      this.state({ cadre: (frame ?? this.donnees.territoires.region).cadre, partiel: true, sieges: false, lieux: key, lieu: criteres.lieu });
    }

    directory(listes) {
      this.annuaire ??= Object.assign(
        new atlas.Annuaire(listes, this.textes, this.donnees.territoires, (values) => this.setAnnuaire(values)),
        { communes: this.communes }
      );
      return this.annuaire;
    }

    async fiche({ vue, code }, turn) {
      this.demander();
      const [listes] = await Promise.all([atlas.charger("annuaire"), this.pret]);
      if (turn !== this.turn) return;
      const found = this.directory(listes).fiche(`${vue}s`, code);
      const { region } = this.donnees.territoires;
      const back = element("a", "retour", this.integre ? this.textes.carteRetour : this.textes.annuaireRetour);
      back.href = this.integre ? "#/" : address({ vue: "annuaire" }, this.criteres ?? new URLSearchParams({ liste: `${vue}s` }));
      if (!found) {
        this.title(this.textes.annuaireTitre);
        this.state({ cadre: region.cadre, partiel: true, sieges: false });
        this.beside("inconnu", back, element("p", "atlas-alerte", this.textes.annuaireInconnu));
        return;
      }
      this.title(found.entry.nom);
      this.beside(`${vue} ${code}`, back, found.node);
      this.annoncer(found.entry.nom);
      if (vue === "guichet") {
        const query = new URLSearchParams({ guichet: code });
        this.state({ zones: `zones.geojson?${query}`, cadre: this.around(code) ?? region.cadre, partiel: true, sieges: true });
      } else {
        const place = this.communes.rang.has(found.entry.commune) ? this.point(found.entry.commune) : undefined;
        this.state({ cadre: region.cadre, partiel: true, sieges: false, commune: place });
      }
    }

    /** Bounds of what a guichet serves. */
    around(id) {
      const zones = this.couverture.zones({ typologies: null, acheteur: "", aConfirmer: true, seul: id });
      const features = zones.filter((zone) => zone.guichets.length).map((zone) => this.couches.contours.unir(zone.atomes, {}));
      const bounds = L.geoJSON(features).getBounds();
      return bounds.isValid() ? [[bounds.getSouth(), bounds.getWest()], [bounds.getNorth(), bounds.getEast()]] : null;
    }

    async chiffres(_, turn) {
      await Promise.all([atlas.charger("heures"), atlas.script("graphique")]);
      if (turn !== this.turn) return;
      this.title(this.textes.heuresTitre);
      this.heures ??= new atlas.Heures(atlas.recu("heures"));
      this.heures.montrer(this.plein);
    }

    async histoires(_, turn) {
      const { histoires } = await atlas.charger("histoires");
      if (turn !== this.turn) return;
      this.title(this.textes.presentationTitre);
      this.plein.replaceChildren(element("h1", "", this.textes.presentationTitre));
      for (const histoire of histoires) this.plein.append(this.histoire(histoire));
      if (!histoires.length) this.plein.append(element("p", "", this.textes.presentationVide));
    }

    histoire({ histoire, titre, touches, adresses }) {
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

    apropos() {
      this.title(this.textes.aProposTitre);
      this.plein.innerHTML = this.donnees.apropos;
    }
  }

  window.addEventListener("DOMContentLoaded", async () => {
    atlas.calme = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const donnees = atlas.recu("carte");
    // The page says itself what to do when its files are not beside it.
    if (!donnees) return;
    const { vue, code } = read();
    const isShow = vue === "orateur" || (vue === "presentation" && code);
    if (isShow && (await atlas.projeter(code, vue === "orateur").then(() => true, () => false))) return;
    if (isShow) history.replaceState(null, "", "#/presentation");
    window.atlasPage = new Page(donnees);
    window.atlasPage.demarrer();
    if (isShow) window.atlasPage.dire(donnees.textes.panne);
  });
})();
