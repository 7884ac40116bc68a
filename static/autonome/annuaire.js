/* The directories: a list narrowed by words, type, département; a sheet for each entry. HTML of entries comes from the
 * templates of the server. */

import { element } from "../commun/dom.js";
import { defineTerms, formatCount, formatNumber } from "../commun/textes.js";
import { normalise } from "./recherche.js";

const A_PAGE = 20;

export function findEntrees(liste, { texte, type, departement, acheteur, secteur, lieu }) {
  const words = normalise(texte)
    .split(" ")
    .filter(Boolean)
    .map((word) => ` ${word}`);
  const serves = (entry) => entry.acheteurs.includes("tous") || entry.acheteurs.includes(acheteur);
  const entries = liste.entrees.filter(
    (entry) =>
      (!type || entry.type === type) &&
      (!departement || entry.departements.includes(departement)) &&
      (!acheteur || serves(entry)) &&
      (!secteur || entry.secteurs.includes(secteur)) &&
      (!lieu || entry.commune === lieu) &&
      words.every((word) => entry.mots.includes(word)),
  );
  if (!words.length) return entries;
  const isNamed = (entry) => words.every((word) => entry.motsNom.includes(word));
  return [...entries.filter(isNamed), ...entries.filter((entry) => !isNamed(entry))];
}

/** Communes with entries, as a layer of the map. */
export function placeEntrees(entries, communes) {
  const groups = new Map();
  for (const entry of entries) {
    if (communes.rang.has(entry.commune)) groups.set(entry.commune, [...(groups.get(entry.commune) || []), entry.nom]);
  }
  return [...groups.keys()].sort().map((code) => {
    const { nom, lon, lat } = communes.get(code);
    const names = groups.get(code);
    const more = names.length > 4 ? ` · et ${formatCount(names.length - 4, "autre")}` : "";
    const properties = { code, titre: nom, detail: names.slice(0, 4).join(" · ") + more, nombre: names.length };
    return { type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } };
  });
}

/** The directories: `listes` are {@link import("../types.js").Liste} by name. */
export class Annuaire {
  /** `change(values)` writes choices in the address. */
  constructor(listes, { textes, territoires }, communes, change) {
    Object.assign(this, { listes, textes, territoires, communes, change, shown: A_PAGE });
  }

  find(criteres) {
    return findEntrees(this.listes[criteres.liste], criteres);
  }

  /** The list for these criteria; only the results are drawn again while one types. */
  show(place, criteres) {
    const liste = this.listes[criteres.liste];
    const same = this.place === place && this.drawn === criteres.liste && place.contains(this.resultats);
    if (!same) {
      this.place = place;
      this.drawn = criteres.liste;
      this.resultats = element("div", "annuaire-liste");
      this.compte = element("p", "atlas-compte");
      this.compte.setAttribute("role", "status");
      const hadFocus = this.onglets?.contains(document.activeElement);
      this.onglets = this.buildTabs(criteres);
      place.replaceChildren(this.onglets, this.buildFilters(liste, criteres), this.compte, this.resultats);
      if (hadFocus) this.onglets.querySelector("[aria-pressed=true]").focus();
    } else {
      this.fillIn(criteres);
    }
    if (this.key !== JSON.stringify(criteres)) this.shown = A_PAGE;
    this.key = JSON.stringify(criteres);
    this.drawResults(liste, criteres);
  }

  buildTabs(criteres) {
    const group = element("div", "onglets");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", this.textes.annuaireListe);
    for (const [code, { titre, entrees }] of Object.entries(this.listes)) {
      const tab = element("button", "onglet", `${titre} (${formatNumber(entrees.length)})`);
      tab.type = "button";
      tab.setAttribute("aria-pressed", String(code === criteres.liste));
      tab.addEventListener("click", () => this.change({ liste: code, type: "", secteur: "", acheteur: "", lieu: "" }));
      group.append(tab);
    }
    return group;
  }

  buildFilters(liste, criteres) {
    const box = element("div", "filtres");
    this.controls = {};
    const words = element("input");
    Object.assign(words, { type: "search", placeholder: liste.exemple, maxLength: 80, autocomplete: "off" });
    words.addEventListener("input", () => this.change({ texte: words.value.trim() }));
    this.addField(box, "texte", this.textes.annuaireMots, words, "large");
    this.addSelect(box, "type", liste.libelles.type, this.textes.annuaireTous, liste.types);
    const departements = Object.fromEntries(
      this.territoires.departements.map(({ code, nom }) => [code, `${nom} (${code})`]),
    );
    this.addSelect(box, "departement", liste.libelles.departement, this.textes.annuairePartout, departements);
    const sectors = Object.fromEntries(liste.secteurs.map((sector) => [sector, sector]));
    if (liste.secteurs.length)
      this.addSelect(box, "secteur", this.textes.annuaireSecteur, this.textes.annuaireTous, sectors);
    if (Object.keys(liste.acheteurs).length)
      this.addSelect(box, "acheteur", this.textes.acheteur, this.textes.acheteurTous, liste.acheteurs);
    this.fillIn(criteres);
    return box;
  }

  addSelect(box, name, label, nothing, options) {
    const node = element("select");
    for (const [code, words] of [["", nothing], ...Object.entries(options)]) node.append(new Option(words, code));
    node.addEventListener("change", () => this.change({ [name]: node.value }));
    this.addField(box, name, label, node);
  }

  addField(box, name, label, control, className = "") {
    const node = element("label", `champ ${className}`);
    node.append(element("span", "", label), control);
    this.controls[name] = control;
    box.append(node);
  }

  fillIn(criteres) {
    for (const [name, control] of Object.entries(this.controls)) {
      // Spaces being typed must stay.
      if (control.value.trim() !== (criteres[name] || "")) control.value = criteres[name] || "";
    }
  }

  drawResults(liste, criteres) {
    const entries = this.find(criteres);
    const total = liste.entrees.length;
    const some = `${formatCount(entries.length, "fiche")} sur ${formatNumber(total)}`;
    this.compte.textContent = entries.length === total ? liste.compte : some;
    const nodes = entries.slice(0, this.shown).map((entry) => this.buildLine(entry, criteres.liste));
    if (criteres.lieu) nodes.unshift(this.buildLieu(criteres.lieu));
    if (!entries.length) nodes.push(element("p", "atlas-vide", this.textes.annuaireRien));
    if (entries.length > this.shown) {
      const more = element("button", "bouton-simple", this.textes.annuaireSuite);
      more.addEventListener("click", () => {
        this.shown += A_PAGE;
        this.drawResults(liste, criteres);
      });
      nodes.push(more);
    }
    this.resultats.replaceChildren(...nodes);
  }

  buildLieu(code) {
    const button = element(
      "button",
      "bouton-simple",
      `${this.textes.annuaireLieu} ${this.communes.get(code).nom}\u00a0✕`,
    );
    button.addEventListener("click", () => this.change({ lieu: "" }));
    return button;
  }

  buildLine(entry, liste) {
    const node = element("article", "entree");
    const title = element("h2");
    const link = element("a", "", entry.nom);
    link.href = `#/${liste === "guichets" ? "guichet" : "structure"}/${encodeURIComponent(entry.id)}`;
    title.append(link);
    const body = element("div");
    body.innerHTML = defineTerms(entry.ligne, this.listes[liste].definitions);
    node.append(title, body);
    return node;
  }

  /** The sheet of an entry; null when there is none of this name. */
  buildFiche(liste, id) {
    const entry = this.listes[liste].entrees.find((each) => each.id === id);
    if (!entry) return null;
    const node = element("article", "fiche");
    const body = element("div");
    body.innerHTML = defineTerms(entry.tete + entry.fiche, this.listes[liste].definitions);
    node.append(element("h1", "", entry.nom), body);
    return { entry, node };
  }
}
