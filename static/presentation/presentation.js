/* The show: steps on one side, the map on the other, everything by keyboard, remote control, finger or button.
 *
 * One page: a step is already there, its layer already fetched, when it is asked for. All comes from one JSON object
 * (clauses/rendu/presentation.py), words and addresses included.
 */
(function () {
  "use strict";

  const { element, prose, swatch, button, fill, Liaison, rankOf, Recherche, carteReponse, services, CarteProjetee } =
    window.presentation;
  const CONTRASTE = "atlas-presentation-contraste";
  const SMALLEST = 0.6;
  const IDLE_MS = 3500;
  const SWIPE_PX = 60;
  const SAID_MS = 6000;

  class Presentation {
    constructor(container, donnees, given) {
      this.donnees = donnees;
      this.textes = donnees.textes;
      this.etapes = donnees.etapes;
      this.services = { ...services(donnees.adresses), ...given };
      this.rang = 0;
      this.vie = new AbortController();
      this.container = container;
      this.frames();
      this.draw(container);
      this.carte = this.map();
      this.liaison = new Liaison((message) => this.receive(message), this.vie.signal);
      this.listen();
      this.contraste(this.wantsContrast());
      this.aller(rankOf(window.location.search, this.etapes.length), { history: "none" });
      this.carte.preparer([donnees.fond, ...this.etapes.flatMap((etape) => [etape.zones, etape.epci, etape.qpv])]);
      const asked = new URLSearchParams(window.location.search).get("commune");
      if (asked) this.repondre(asked);
    }

    /** A step without territory leaves the map where the one before it was. */
    frames() {
      let frame = this.etapes.find((etape) => etape.cadre)?.cadre;
      this.cadres = this.etapes.map((etape) => (frame = etape.cadre || frame));
    }

    /* ---- what is drawn once ---- */

    draw(container) {
      const { textes } = this;
      this.recit = element("section", "recit");
      this.recit.setAttribute("aria-label", textes.etapes);
      this.recit.tabIndex = 0;
      this.articles = this.etapes.map((etape) => this.article(etape));
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
      this.panneaux = {};
      container.replaceChildren(this.scene, this.bar(), this.annonce, this.message);
      this.plan(container);
      this.aide(container);
      this.qr(container);
      this.noir(container);
      this.recherche = new Recherche(textes, this.services.chercher, (code) => {
        this.panneaux.commune.close();
        this.repondre(code);
      });
      this.panel(container, "commune", textes.communeTitre).append(this.recherche.node);
    }

    /** A copy that knows no address on the web has no code to lead there. */
    get aCode() {
      return this.etapes.some((etape) => etape.qr);
    }

    article(etape) {
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
      node.append(prose("texte", etape.texte, this.donnees.adresses.racine));
      if (etape.codeQr) node.append(this.code(etape, "code"), ...this.unreachable());
      const sources = [...new Set(etape.chiffres.map((chiffre) => chiffre.source))];
      for (const source of sources) node.append(element("p", "source", `${this.textes.source}\u00a0: ${source}`));
      return node;
    }

    code(etape, className) {
      const picture = element("img", className);
      picture.src = etape.qr;
      picture.alt = this.textes.qrTitre;
      return picture;
    }

    bar() {
      const { textes } = this;
      const nav = element("nav", "barre");
      nav.setAttribute("aria-label", textes.outils);
      const steps = element("div", "pas");
      this.avant = button("precedente", textes.precedente, () => this.pas(-1), "ArrowLeft");
      this.apres = button("suivante", textes.suivante, () => this.pas(1), "ArrowRight");
      this.compteur = element("span", "compteur");
      this.compteur.setAttribute("aria-hidden", "true");
      this.progres = element("progress", "progres");
      this.progres.max = this.etapes.length;
      this.progres.setAttribute("aria-label", textes.etapes);
      steps.append(this.avant, this.compteur, this.apres, this.progres);
      const tools = element("div", "outils");
      this.boutonContraste = button("contraste", textes.contraste, () => this.contraste(!this.fort), "p");
      tools.append(
        button("commune", textes.commune, () => this.ouvrir("commune"), "c"),
        button("plan", textes.plan, () => this.ouvrir("plan"), "o"),
        this.boutonContraste,
        button("noir", textes.noir, () => this.ouvrir("noir"), "b"),
        button("notes", textes.notes, () => this.orateur(), "n"),
        ...(this.aCode ? [button("qr", textes.qr, () => this.ouvrir("qr"), "q")] : []),
        button("pleinEcran", textes.pleinEcran, () => this.pleinEcran(), "f"),
        button("aide", textes.aide, () => this.ouvrir("aide"), "?")
      );
      const leave = this.services.quitter ?? (() => window.location.assign(this.donnees.adresses.quitter));
      if (this.services.quitter || this.donnees.adresses.quitter) tools.append(button("quitter", textes.quitter, leave));
      nav.append(steps, tools);
      this.barre = nav;
      return nav;
    }

    /** A dialog with its title and its way out; returns where its content goes. */
    panel(container, name, title) {
      const dialog = element("dialog", `panneau panneau-${name}`);
      const head = element("header");
      const heading = element("h2", "", title);
      heading.id = `titre-${name}`;
      dialog.setAttribute("aria-labelledby", heading.id);
      head.append(heading, button("fermer", this.textes.fermer, () => dialog.close(), "Escape"));
      const body = element("div", "corps");
      dialog.append(head, body);
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      container.append(dialog);
      this.panneaux[name] = dialog;
      return body;
    }

    plan(container) {
      const list = element("ol", "plan");
      this.cases = this.etapes.map((etape, index) => {
        const item = element("li");
        const choice = element("button", "");
        choice.type = "button";
        choice.append(element("span", "numero", String(index + 1)), element("span", "", etape.titre));
        choice.addEventListener("click", () => {
          this.panneaux.plan.close();
          this.aller(index + 1);
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
      this.panel(container, "plan", this.textes.planTitre).append(list);
    }

    aide(container) {
      const list = element("dl", "touches");
      for (const [keys, words] of this.donnees.touches) {
        const row = element("div");
        row.append(element("dt", "", keys), element("dd", "", words));
        list.append(row);
      }
      this.panel(container, "aide", this.textes.aideTitre).append(list);
    }

    qr(container) {
      const body = this.panel(container, "qr", this.textes.qrTitre);
      this.image = element("img", "code");
      this.image.alt = "";
      this.lien = element("p", "adresse");
      body.append(this.image, this.lien);
      body.append(...this.unreachable());
    }

    /** What must be said of a code that leads phones to this very computer. */
    unreachable() {
      const local = /^(localhost|127\.|\[::1\]|$)/.test(window.location.hostname);
      return local && !this.donnees.adresses.site ? [element("p", "attention", this.textes.qrLocal)] : [];
    }

    noir(container) {
      const dialog = element("dialog", "noir");
      dialog.setAttribute("aria-label", this.textes.noir);
      const back = element("button", "retour", this.textes.noirAide);
      back.type = "button";
      dialog.append(back);
      dialog.addEventListener("click", () => dialog.close());
      dialog.addEventListener("keydown", (event) => {
        if (["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
        event.preventDefault();
        event.stopPropagation();
        dialog.close();
      });
      container.append(dialog);
      this.panneaux.noir = dialog;
    }

    map() {
      const map = L.map(this.zone, { zoomControl: false, minZoom: 5, maxZoom: 14, zoomSnap: 0.25, zoomDelta: 0.5 });
      const options = {
        titre: this.textes.carte,
        attribution: this.textes.attribution,
        typologies: this.donnees.typologies,
        lacunes: this.donnees.lacunes,
      };
      map.setView([0, 0], 5);
      const carte = new CarteProjetee(map, options, this.donnees.palette);
      const { couche } = this.services;
      if (couche) carte.file = (address) => Promise.resolve(couche(address.split("#")[0]));
      return carte;
    }

    /* ---- steps ---- */

    get etape() {
      return this.etapes[this.rang - 1];
    }

    pas(move) {
      this.aller(Math.min(Math.max(this.rang + move, 1), this.etapes.length));
    }

    aller(rang, { history = "push", tell = true } = {}) {
      const start = performance.now();
      if (rang === this.rang) return;
      this.oublier();
      this.rang = rang;
      this.articles.forEach((article, index) => (article.hidden = index !== rang - 1));
      this.recit.scrollTop = 0;
      this.compteur.textContent = `${rang} / ${this.etapes.length}`;
      this.progres.value = rang;
      const said = fill(this.textes.etape, { rang, total: this.etapes.length });
      this.annonce.textContent = `${said}\u00a0: ${this.etape.titre}`;
      this.avant.disabled = rang === 1;
      this.apres.disabled = rang === this.etapes.length;
      this.cases.forEach((choice, index) => {
        if (index === rang - 1) choice.setAttribute("aria-current", "step");
        else choice.removeAttribute("aria-current");
      });
      document.title = `${rang}. ${this.etape.titre} – ${this.donnees.titre}`;
      this.address({ etape: rang }, history);
      this.fit(this.articles[rang - 1], this.recit);
      this.show();
      if (tell) this.liaison.send({ type: "etape", etape: rang, histoire: this.donnees.histoire });
      this.carte.dessinee().then(() =>
        requestAnimationFrame(() => {
          if (rang !== this.rang) return;
          performance.measure("etape", { start });
          document.documentElement.dataset.etape = rang;
        })
      );
    }

    /** What the map shows now. */
    show() {
      const cadre = this.cadres[this.rang - 1];
      this.carte.montrer(this.etape, { cadre, fond: this.donnees.fond, contraste: this.fort, commune: this.trouvee });
      this.legend();
    }

    async legend() {
      const { etape, carte, textes } = this;
      const { statuts, hachures } = await carte.contenu().catch(() => ({ statuts: new Set(), hachures: false }));
      if (etape !== this.etape) return;
      const items = etape.lacunes ? [] : etape.typologies.map((code) => this.entry(code, etape.ajoutees.includes(code)));
      const sign = (zone, words) => items.push(this.sign(carte.sign(zone), words));
      const grey = { couleur: "#57534a", encre: "#ffffff" };
      if (etape.lacunes) sign({ couvert: true }, this.donnees.legendes.repond);
      else if (hachures) sign({ ...grey, signe: "hachures", couleur: "#8b867a", hachures: "#ffffff" }, textes.hachures);
      for (const { code, libelle, signe } of this.donnees.statuts) {
        if (signe && statuts.has(code) && (etape.lacunes || signe !== "vide")) sign({ ...grey, signe, statut: code }, libelle);
      }
      this.legende.replaceChildren(...items);
      this.fit(this.legende, this.legende);
    }

    entry(code, added) {
      const kind = this.donnees.typologies[code];
      const strong = (this.fort && this.donnees.palette[kind.couleur]) || kind;
      const paint = this.fort ? this.carte.patterns.paint(strong.couleur, kind.motif, strong.encre) : strong.couleur;
      const item = this.sign(paint, kind.libelle, this.fort ? null : kind);
      item.classList.toggle("ajoutee", added);
      return item;
    }

    /** A sign of the legend: its paint, or the letter that the seats bear. */
    sign(paint, words, kind) {
      const svg = swatch("signe", paint);
      if (kind) {
        const letter = document.createElementNS("http://www.w3.org/2000/svg", "text");
        for (const [name, value] of Object.entries({ x: "50%", y: "50%", "text-anchor": "middle", "dominant-baseline": "central" }))
          letter.setAttribute(name, value);
        letter.style.fill = kind.encre;
        letter.textContent = kind.lettre;
        svg.append(letter);
      }
      const item = element("li");
      item.append(svg, element("span", "", words));
      return item;
    }

    /** The largest type with which a text holds in its place; smaller than the smallest, it scrolls. */
    fit(node, place) {
      let scale = 1;
      node.style.setProperty("--echelle", scale);
      while (place.scrollHeight > place.clientHeight + 1 && scale > SMALLEST && getComputedStyle(place).overflowY !== "visible") {
        scale -= 0.05;
        node.style.setProperty("--echelle", scale);
      }
    }

    /** Write the address without leaving the page. */
    address(values, history) {
      const query = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(values)) {
        if (value) query.set(name, value);
        else query.delete(name);
      }
      const url = `${window.location.pathname}?${query}${window.location.hash}`;
      if (history === "push") window.history.pushState(null, "", url);
      else if (history === "replace") window.history.replaceState(null, "", url);
    }

    /* ---- a commune ---- */

    async repondre(code) {
      let reponse;
      try {
        reponse = await this.services.repondre(code);
      } catch {
        this.address({ commune: "" }, "replace");
        this.dire(this.textes.communePanne);
        return;
      }
      this.reponse?.remove();
      this.reponse = carteReponse(reponse, this.textes, () => this.oublier());
      this.recit.inert = true;
      this.scene.append(this.reponse);
      this.fit(this.reponse, this.reponse);
      this.trouvee = { code, titre: reponse.commune, lat: reponse.lat, lon: reponse.lon, contours: reponse.contours };
      this.address({ commune: code }, "replace");
      this.show();
      this.reponse.focus({ preventScroll: true });
    }

    /** Close the answer; the map comes back to its place. */
    oublier() {
      if (!this.reponse) return false;
      this.reponse.remove();
      this.reponse = null;
      this.recit.inert = false;
      this.trouvee = undefined;
      this.address({ commune: "" }, "replace");
      if (this.rang) this.show();
      return true;
    }

    /* ---- tools ---- */

    get ouvert() {
      return Object.entries(this.panneaux).find(([, dialog]) => dialog.open)?.[0];
    }

    ouvrir(name) {
      const open = this.ouvert;
      if (open) this.panneaux[open].close();
      if (open === name) return;
      if (name === "commune") this.recherche.empty();
      if (name === "qr") {
        const { page, site } = this.donnees.adresses;
        this.image.src = this.etape.qr;
        const base = site ? site.replace(/\/$/, "") : window.location.origin;
        this.lien.textContent = `${base}${page}?histoire=${this.donnees.histoire}&etape=${this.rang}`;
      }
      this.panneaux[name].showModal();
      if (name === "plan") this.cases[this.rang - 1].focus();
      if (name === "commune") this.recherche.input.focus();
    }

    wantsContrast() {
      const asked = new URLSearchParams(window.location.search).get("contraste");
      if (asked) return asked === "oui";
      try {
        return window.localStorage.getItem(CONTRASTE) === "oui";
      } catch {
        return false;
      }
    }

    contraste(on) {
      this.fort = on;
      document.documentElement.classList.toggle("contraste", on);
      this.boutonContraste.setAttribute("aria-pressed", String(on));
      try {
        window.localStorage.setItem(CONTRASTE, on ? "oui" : "non");
      } catch {
        // A browser that keeps nothing: the address does.
      }
      if (!this.rang) return;
      this.address({ contraste: on ? "oui" : "non" }, "replace");
      this.show();
    }

    pleinEcran() {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.().catch(() => {});
    }

    orateur() {
      const address = new URL(this.donnees.adresses.orateur, window.location.href);
      address.searchParams.set("histoire", this.donnees.histoire);
      address.searchParams.set("etape", this.rang);
      const opened = window.open(address, "atlas-orateur", "width=900,height=700");
      if (opened) this.liaison.add(opened);
      else this.dire(this.textes.notesBloquees);
    }

    /** Say what went wrong, for a while. */
    dire(words) {
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
        this.aller(message.etape);
      } else if (message.type === "noir") {
        this.ouvrir("noir");
      }
    }

    /* ---- keys, fingers ---- */

    listen() {
      const { signal } = this.vie;
      window.addEventListener("keydown", (event) => this.key(event), { signal });
      const travelled = () => this.aller(rankOf(window.location.search, this.etapes.length), { history: "none" });
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
      for (const name of ["pointermove", "pointerdown", "focusin"]) window.addEventListener(name, awake, { passive: true, signal });
      awake();
    }

    /** Leave nothing behind: keys, map, channel. */
    arreter() {
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
      if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) this.pas(x < 0 ? 1 : -1);
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target.matches("input, textarea")) return;
      const onButton = event.target.matches("button, a");
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (name === " " && onButton) return;
      const action = this.actions(event)[name];
      if (!action) return;
      // Inside a panel, its own key closes it; the browser closes it by Escape.
      if (this.ouvert && !(OPENERS[name] === this.ouvert)) return;
      event.preventDefault();
      action();
    }

    actions(event) {
      const last = this.etapes.length;
      const openers = Object.fromEntries(
        Object.entries(OPENERS)
          .filter(([, name]) => name !== "qr" || this.aCode)
          .map(([key, name]) => [key, () => this.ouvrir(name)])
      );
      return {
        ...openers,
        ArrowRight: () => this.pas(1),
        ArrowDown: () => this.pas(1),
        PageDown: () => this.pas(1),
        " ": () => this.pas(event.shiftKey ? -1 : 1),
        ArrowLeft: () => this.pas(-1),
        ArrowUp: () => this.pas(-1),
        PageUp: () => this.pas(-1),
        Home: () => this.aller(1),
        End: () => this.aller(last),
        Escape: () => this.oublier() || this.ouvrir("plan"),
        f: () => this.pleinEcran(),
        n: () => this.orateur(),
        p: () => this.contraste(!this.fort),
        "+": () => this.carte.map.zoomIn(),
        "-": () => this.carte.map.zoomOut(),
      };
    }
  }

  const OPENERS = { c: "commune", "/": "commune", o: "plan", b: "noir", ".": "noir", q: "qr", "?": "aide" };

  window.presentation.vues.projection = (...given) => new Presentation(...given);
})();
