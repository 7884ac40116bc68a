/* Controls of the map: search box, filters, typologies, layers, legend. */

import { element, swatch } from "../commun/dom.js";
import { buildLocalisation } from "../commun/localisation.js";
import { listSignes } from "../commun/signes.js";
import { Recherche } from "../presentation/recherche.js";
import { buildClasses } from "./affichages.js";
import { LAYERS, readLayers, switchLayer } from "./adresse.js";
import { writeMasques } from "./titre.js";

const GREY = "#8b867a";

export class Filtres {
  /**
   * @param {object} donnees the file « carte »
   * @param {object} given
   * @param {(words: string) => Promise<object[]>} given.search communes by name
   * @param {(lon: number, lat: number) => Promise<string | null>} given.locate code of the commune at a point, or near
   * @param {(code: string) => void} given.choose a commune
   * @param {() => void} given.leave the place that the box holds
   * @param {(words: string) => void} given.say to everyone
   * @param {(values: object) => void} given.set writes filters in the address
   */
  constructor(donnees, { search, locate, choose, leave, say, set }) {
    this.donnees = donnees;
    this.set = set;
    const { textes, territoires } = donnees;
    this.recherche = new Recherche(textes, search, choose);
    this.recherche.addClear(textes.effacer, leave);
    this.recherche.addButton(buildLocalisation({ find: locate, choose, say, textes: textes.localiser }));
    const filters = document.getElementById("reglages");
    const departements = territoires.departements.map(({ code, nom }) => [code, `${nom} (${code})`]);
    const territories = [["", textes.region], ...departements];
    this.departement = this.addSelect(filters, textes.territoire, territories, "departement");
    this.showAcheteur = this.addAcheteurs(filters);
    filters.append(this.buildAffichage());
    document.getElementById("recherche").replaceChildren(this.recherche.node);
    document.getElementById("types").replaceChildren(this.buildTypologies(), this.buildMasques());
  }

  /** A switch for each buyer, or a list of many; gives what sets them. */
  addAcheteurs(place) {
    const { textes, acheteurs, acheteursEnListe } = this.donnees;
    const codes = Object.keys(acheteurs);
    if (acheteursEnListe) {
      const options = [["", textes.acheteurTous], ...Object.entries(acheteurs)];
      const select = this.addSelect(place, textes.acheteur, options, "acheteur");
      return (acheteur) => (select.value = acheteur);
    }
    if (!codes.length) return () => {};
    const group = element("div", "champ");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", textes.acheteur);
    const buttons = codes.map((code) => {
      const button = element("button", "interrupteur", acheteurs[code]);
      button.type = "button";
      button.addEventListener("click", () => this.set({ acheteur: this.selection.acheteur === code ? "" : code }));
      return button;
    });
    group.append(...buttons);
    place.append(group);
    return (acheteur) =>
      buttons.forEach((button, rank) => button.setAttribute("aria-pressed", String(codes[rank] === acheteur)));
  }

  /** What is hidden, and how to see it again. */
  buildMasques() {
    this.masques = element("p", "masques");
    const button = element("button", "bouton-lien", this.donnees.textes.toutMontrer);
    button.type = "button";
    button.addEventListener("click", () => this.set({ typologies: null, aConfirmer: "" }));
    this.masques.append(element("span"), " · ", button);
    return this.masques;
  }

  addSelect(place, label, options, name) {
    const node = element("label", "champ");
    const select = element("select");
    for (const [code, words] of options) select.append(new Option(words, code));
    select.addEventListener("change", () => {
      const others = name === "departement" ? { territoire: null, zone: null } : {};
      this.set({ [name]: select.value, ...others });
    });
    node.append(element("span", "", label), select);
    place.append(node);
    return select;
  }

  /** A button for each typology met, with its sign: it takes it off the map, or puts it back. */
  buildTypologies() {
    const { typologies, guichets, perdus } = this.donnees.zones;
    const found = new Set([...guichets, ...perdus].map((guichet) => guichet.typologie));
    const present = Object.keys(typologies).filter((code) => found.has(code));
    const group = (this.typologies = element("div", "typologies"));
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", this.donnees.textes.typologies);
    this.types = new Map(present.map((code) => [code, this.buildTypologie(code, present)]));
    group.append(...this.types.values());
    return group;
  }

  buildTypologie(code, present) {
    const { libelle, definition, lettre, couleur, encre } = this.donnees.zones.typologies[code];
    const button = element("button", "typologie");
    button.type = "button";
    button.title = definition;
    const sign = element("span", "signe-typologie", lettre);
    sign.style.setProperty("--couleur", couleur);
    sign.style.setProperty("--encre", encre);
    sign.setAttribute("aria-hidden", "true");
    button.append(sign, element("span", "", libelle), element("span", "nombre"));
    button.addEventListener("click", () => {
      const kept = present.filter((each) => (each === code ? !this.shows(each) : this.shows(each)));
      this.set({ typologies: kept.length === present.length ? null : kept.join(",") });
    });
    return button;
  }

  shows(code) {
    return !this.selection.typologies || this.selection.typologies.has(code);
  }

  /** Layers, and guichets to be confirmed, behind a button. */
  buildAffichage() {
    const { textes } = this.donnees;
    const details = element("details", "affichage");
    const list = element("div", "cases");
    this.vue = this.addSelect(list, textes.colorer, Object.entries(textes.affichages), "vue");
    this.cases = {};
    const addBox = (name, words, change) => {
      const label = element("label");
      const input = element("input");
      input.type = "checkbox";
      input.addEventListener("change", () => change(input.checked));
      label.append(input, element("span", "", words));
      list.append(label);
      this.cases[name] = input;
    };
    addBox("aConfirmer", textes.aConfirmer, (isOn) => this.set({ aConfirmer: isOn ? "" : "non" }));
    for (const name of LAYERS) {
      addBox(name, textes.nomsCouches[name], (isOn) => this.set({ couches: switchLayer(this.layers, name, isOn) }));
    }
    details.append(element("summary", "", textes.affichage), list);
    return details;
  }

  /** Set the widgets from the address. */
  sync(query, selection, couverture) {
    this.selection = selection;
    const noms = this.donnees.parametres;
    this.layers = readLayers(noms, query);
    const { departements, epci } = this.donnees.territoires;
    // An EPCI is named as long as it is looked at.
    this.epci?.remove();
    this.epci = undefined;
    if (epci[selection.epci]) this.departement.append((this.epci = new Option(epci[selection.epci].nom, "epci")));
    this.departement.value = this.epci ? "epci" : (departements[selection.departement]?.code ?? "");
    this.showAcheteur(selection.acheteur);
    this.vue.value = selection.vue;
    this.typologies.hidden = Boolean(selection.vue);
    this.cases.aConfirmer.checked = selection.aConfirmer;
    for (const name of LAYERS) this.cases[name].checked = this.layers.includes(name);
    const hidden = writeMasques(this.donnees.textes, selection, [...this.types.keys()]);
    this.masques.hidden = !hidden;
    this.masques.firstChild.textContent = hidden;
    const everything = { ...selection, typologies: null };
    const known = couverture.listConnus(everything, couverture.listZones(everything));
    for (const [code, button] of this.types) {
      button.setAttribute("aria-pressed", String(this.shows(code)));
      const number = known.filter((guichet) => guichet.typologie === code).length;
      button.querySelector(".nombre").textContent = `(${number})`;
    }
  }

  /** Signs of the zones on the map; `paint` gives the paint of a look. */
  drawSignes(shown, couverture, paint) {
    const { textes, zones, affichages } = this.donnees;
    const { vue } = this.selection;
    const place = document.getElementById("signes");
    if (vue) return place.replaceChildren(...buildClasses(affichages[vue], shown, paint));
    const looks = shown.map((zone) => couverture.describe(zone));
    const items = listSignes(looks).map((look) => {
      const statut = zones.statuts.find(({ code }) => code === look.statut);
      const [words, definition] = look.hachures ? textes.hachures : [statut.libelle, statut.definition];
      const item = element("li");
      const term = element("abbr", "", words);
      term.title = definition;
      term.tabIndex = 0;
      const lettres = look.lettres ? [element("span", "atlas-lettres", look.lettres)] : [];
      item.append(swatch("signe-zone", paint({ couleur: GREY, ...look })), ...lettres, term);
      return item;
    });
    place.replaceChildren(...items);
  }
}
