/* Who to call in a commune: the panel that the server rendered, with what belongs to this commune put in. */

import { STATUTS } from "../commun/statuts.js";
import { formatCount, formatNumber } from "../commun/textes.js";
import { Communes } from "./communes.js";
import { keeps } from "./couverture.js";
import { checkVersion, load } from "./donnees.js";

function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&#34;");
}

/** To the nearest whole number, halves to the even one, as Python writes them. */
function round(value) {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest === 0.5 ? floor + (floor % 2) : Math.round(value);
}

export class Reponses {
  /**
   * @param {import("../types.js").Panneaux} reponses
   * @param {import("../types.js").Zones} zones
   */
  constructor(reponses, zones, communes) {
    Object.assign(this, { ...reponses, communes });
    const marks = Object.values(this.marques).join("|");
    this.marks = new RegExp(`À ${this.marques.nom}|${marks}`, "g");
    this.guichets = new Map(zones.guichets.map((guichet) => [guichet.id, guichet]));
    this.zones = zones;
  }

  /** What is known of a commune for a buyer; "" for all of them. */
  find(code, acheteur = "") {
    const { candidats, atomes } = this.acheteurs[acheteur];
    const commune = this.communes.get(code);
    const answer = atomes[commune.atome];
    const isCovered = STATUTS[answer.statut].couvert;
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

  /** The panel of a commune, as HTML that the server made. */
  renderPanneau(code, acheteur = "") {
    const { marques } = this;
    const { commune, panneau, proche } = this.find(code, acheteur);
    const serving = this.zones.atomes[commune.atome].niveaux.map(([rank]) => this.zones.guichets[rank]);
    const shown = serving.filter((guichet) => keeps({ acheteur, aConfirmer: true }, guichet));
    const near = proche && !shown.includes(proche.guichet) ? this.joinMorceaux(this.proches[proche.guichet.id]) : "";
    const lieu = [commune.epci?.nom, commune.departement.nom, formatCount(commune.population, "habitant")].filter(
      Boolean,
    );
    const words = {
      ...this.listMots(commune),
      [marques.lieu]: lieu.join(" · "),
      [marques.quartiers]: commune.quartiers,
    };
    const values = Object.fromEntries(Object.entries(words).map(([mark, text]) => [mark, escape(text)]));
    const nearest = this.fillMarks(near, { ...values, [marques.distance]: escape(proche?.distance ?? "") });
    const parts = this.joinMorceaux(panneau).split("\n");
    const kept = commune.quartiers ? parts : parts.filter((part) => !part.includes(marques.quartiers));
    return this.fillMarks(kept.join("\n"), { ...values, [marques.proche]: nearest });
  }

  /** Marks of the name of a commune, and what goes there. */
  listMots(commune) {
    return { [`À ${this.marques.nom}`]: commune.ou, [this.marques.nom]: commune.nom };
  }

  /** A text with its marks filled in; what is put in is not looked at again. */
  fillMarks(text, values) {
    return text.replace(this.marks, (mark) => values[mark] ?? "");
  }

  joinMorceaux(ranks) {
    return ranks.map((rank) => this.morceaux[rank]).join("\n");
  }

  /** The answer as the presentation asks for it (clauses/rendu/blocs/reponse.py). */
  present(code) {
    const { commune, phrase, premiers, autres, proche, statut } = this.find(code);
    return {
      code,
      commune: commune.nom,
      lieu: commune.departement.nom,
      lat: commune.lat,
      lon: commune.lon,
      statut: STATUTS[statut].code,
      phrase: this.fillMarks(phrase, this.listMots(commune)),
      guichets: premiers.map((id) => this.guichets.get(id)),
      autres: autres ? formatCount(autres, "autre organisme", "autres organismes") : "",
      proche: proche && { ...proche.guichet, distance: proche.distance },
      contours: `communes/${code}`,
    };
  }
}

/** Communes and answers, which come after the first sight of the map. */
export async function loadReponses({ version, territoires, zones }) {
  const [columns, reponses] = await Promise.all([load("communes"), load("reponses")]);
  checkVersion(columns.version === version && reponses.version === version);
  const communes = new Communes(columns, territoires);
  return { communes, reponses: new Reponses(reponses, zones, communes) };
}
