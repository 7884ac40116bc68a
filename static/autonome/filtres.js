/* Controls of the map: search box, filters, typologies, layers, legend. */

import { element, swatch } from "../commun/dom.js";
import { buildLocalisation } from "../commun/localisation.js";
import { listSignes } from "../commun/signes.js";
import { Recherche } from "../presentation/recherche.js";
import { buildClasses } from "./affichages.js";
import { LAYERS, readLayers, switchLayer } from "./adresse.js";

const GREY = "#8b867a";

export class Filtres {
  /**
   * @param {object} donnees the file « carte »
   * @param {object} given
   * @param {(words: string) => Promise<object[]>} given.search communes by name
   * @param {(lon: number, lat: number) => Promise<string | null>} given.locate code of the commune at a point, or near
   * @param {(code: string) => void} given.choose a commune
   * @param {(words: string) => void} given.say to everyone
   * @param {(values: object) => void} given.set writes filters in the address
   */
  constructor(donnees, { search, locate, choose, say, set }) {
    this.donnees = donnees;
    this.set = set;
    const { textes, territoires, acheteurs } = donnees;
    this.recherche = new Recherche(textes, search, choose);
    this.recherche.addButton(buildLocalisation({ find: locate, choose, say, textes: textes.localiser }));
    const filters = element("div", "filtres");
    const departements = territoires.departements.map(({ code, nom }) => [code, `${nom} (${code})`]);
    const buyers = [["", textes.acheteurTous], ...Object.entries(acheteurs)];
    this.choix = {
      departement: this.addSelect(filters, textes.territoire, [["", textes.region], ...departements], "departement"),
      acheteur: this.addSelect(filters, textes.acheteur, buyers, "acheteur"),
    };
    document.getElementById("outils").replaceChildren(this.recherche.node, filters);
    document.getElementById("reglages").replaceChildren(this.buildTypologies(), this.buildAffichage());
  }

  addSelect(place, label, options, name) {
    const node = element("label", "champ");
    const select = element("select");
    for (const [code, words] of options) select.append(new Option(words, code));
    select.addEventListener("change", () => this.set({ [name]: select.value }));
    node.append(element("span", "", label), select);
    place.append(node);
    return select;
  }

  /** A button for each typology met, with its sign: it takes it off the map, or puts it back. */
  buildTypologies() {
    const { typologies, guichets } = this.donnees.zones;
    const present = Object.keys(typologies).filter((code) => guichets.some((guichet) => guichet.typologie === code));
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
    this.choix.vue = this.addSelect(list, textes.colorer, Object.entries(textes.affichages), "vue");
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
    this.choix.departement.value = query.get(noms.departement) || "";
    if (this.choix.departement.selectedIndex < 0) this.choix.departement.value = "";
    this.choix.acheteur.value = selection.acheteur;
    this.choix.vue.value = selection.vue;
    this.typologies.hidden = Boolean(selection.vue);
    this.cases.aConfirmer.checked = selection.aConfirmer;
    for (const name of LAYERS) this.cases[name].checked = this.layers.includes(name);
    const zones = couverture.listZones({ ...selection, typologies: null, acheteur: "", aConfirmer: true });
    const serving = [...new Set(zones.flatMap((zone) => zone.guichets))];
    for (const [code, button] of this.types) {
      button.setAttribute("aria-pressed", String(this.shows(code)));
      const number = serving.filter((guichet) => guichet.typologie === code).length;
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
      item.append(swatch("signe-zone", paint({ couleur: GREY, ...look })), term);
      return item;
    });
    place.replaceChildren(...items);
  }
}
