/* Answer panel of a commune, as Python rendered it (clauses/autonome/reponses.py): its cards are put in their places,
 * then the parts of this commune. */

import { quote } from "../commun/partage.js";
import { defineTerms, formatCount, formatNumber, readText, round } from "../commun/textes.js";
import { Communes } from "./communes.js";
import { checkVersion, load } from "./donnees.js";

const PLACE = /<div data-piece="(\w+)"><\/div>/g; // of a card or a block in a panel

function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&#34;");
}

export class Reponses {
  /**
   * @param {import("../types.js").Panneaux} reponses
   * @param {import("../types.js").Zones} zones
   * @param {string} annee of the population, as it is written after a number; "" when it is not known
   */
  constructor(reponses, zones, communes, annee) {
    Object.assign(this, { ...reponses, communes, annee });
    // In a link, a mark is written as addresses are.
    this.lien = encodeURIComponent(this.marques.nom);
    const marks = [...Object.values(this.marques), this.lien].join("|");
    this.marks = new RegExp(`À ${this.marques.nom}|${marks}`, "g");
    this.guichets = new Map(zones.guichets.map((guichet) => [guichet.id, guichet]));
    this.zones = zones;
  }

  /** Answer for a commune and a buyer; "" for all of them. */
  find(code, acheteur = "") {
    const { candidats, situations } = this.acheteurs[acheteur];
    const commune = this.communes.get(code);
    const answer = situations[commune.situation];
    const isCovered = this.zones.statuts[answer.statut].couvert;
    const nearest = isCovered
      ? null
      : this.communes.findNearest(
          code,
          candidats.map((id) => this.guichets.get(id)),
        );
    return {
      ...answer,
      commune,
      proche: nearest && { guichet: nearest[0], distance: `${formatNumber(round(nearest[1]))}\u00a0km` },
    };
  }

  /** The panel of a commune, as HTML that Python made. */
  renderPanneau(code, acheteur = "") {
    const { marques } = this;
    const { commune, panneau, phrase, proche } = this.find(code, acheteur);
    const pieces = {
      ...this.cartes,
      proche: proche ? this.proches[proche.guichet.id] : "",
      quartiers: commune.quartiers ? this.quartiers : "",
      connu: this.connu,
      signaler: this.signaler,
    };
    const html = this.define(this.panneaux[panneau].replace(PLACE, (_, piece) => pieces[piece]));
    const habitants = formatCount(commune.population, "habitant") + this.annee;
    const lieu = [commune.epci?.nom, commune.departement.nom, habitants].filter(Boolean);
    const words = {
      ...this.listMots(commune),
      [marques.lieu]: lieu.join(" · "),
      [marques.liste]: commune.quartiers,
      [marques.distance]: proche?.distance ?? "",
      [marques.message]: this.message.replace(this.lien, quote(commune.nom)),
    };
    const escaped = Object.fromEntries(Object.entries(words).map(([mark, text]) => [mark, escape(text ?? "")]));
    return this.fillMarks(html, {
      ...escaped,
      [marques.phrase]: this.fillMarks(this.define(this.phrases[phrase]), escaped),
    });
  }

  /** Relays that all the communes of a territory that nobody covers have. */
  findRelais(codes, acheteur) {
    const { situations } = this.acheteurs[acheteur];
    const [first, ...others] = [...new Set(codes.map((code) => situations[this.communes.get(code).situation]))].filter(
      ({ statut }) => !this.zones.statuts[statut].couvert,
    );
    const keys = (first?.suites ?? []).filter((key) => key.startsWith("relais/"));
    return keys.filter((key) => others.every(({ suites }) => suites.includes(key))).map((key) => this.contacts[key]);
  }

  /** Link that calls whom the answer for a commune says to call; "" without any number. */
  findAppel(code, acheteur) {
    const contacts = this.find(code, acheteur).suites.map((key) => this.contacts[key]);
    return contacts.find(({ telephone }) => telephone)?.appel ?? "";
  }

  /** Placeholders of the name of a commune, and their values. */
  listMots(commune) {
    const { nom, ou } = commune;
    return { [`À ${this.marques.nom}`]: ou, [this.marques.nom]: nom, [this.lien]: quote(nom) };
  }

  define(html) {
    return defineTerms(html, this.definitions);
  }

  /** A text with its placeholders filled in; values are not scanned again. */
  fillMarks(text, values) {
    return text.replace(this.marks, (mark) => values[mark] ?? "");
  }

  /** The answer as the presentation asks for it (clauses/rendu/reponse.py). */
  present(code) {
    const { commune, phrase, suites, autres, proche, statut } = this.find(code);
    return {
      code,
      commune: commune.nom,
      lieu: commune.departement.nom,
      lat: commune.lat,
      lon: commune.lon,
      statut: this.zones.statuts[statut].code,
      couleur: this.zones.statuts[statut].couleur,
      phrase: this.fillMarks(readText(this.phrases[phrase]), this.listMots(commune)),
      suites: suites.map((key) => this.contacts[key]),
      autres,
      proche: proche && { ...this.contacts[`guichet/${proche.guichet.id}`], distance: proche.distance },
      contours: `communes/${code}`,
      cadre: this.communes.frame(this.communes.listAround(code)),
    };
  }
}

/** Communes and answers, which come after the first sight of the map. */
export async function loadReponses({ version, territoires, zones, textes }) {
  const [columns, reponses] = await Promise.all([load("communes"), load("reponses")]);
  checkVersion(columns.version === version && reponses.version === version);
  const communes = new Communes(columns, territoires);
  return { communes, reponses: new Reponses(reponses, zones, communes, textes.annee) };
}
