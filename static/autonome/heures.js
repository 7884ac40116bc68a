/* The hours: charts for the choices of the reader, each with its table. */

import { element } from "../commun/dom.js";
import { findAddress } from "./donnees.js";

/** The same markup as clauses/ui/graphique/graphique.html, which the script of the charts fills. */
function buildChart(data, boutons, showGraphique) {
  const figure = element("figure", "atlas-graphique");
  const trace = element("div", "atlas-trace");
  trace.setAttribute("role", "img");
  const failure = element("p", "atlas-graphique-panne");
  failure.setAttribute("role", "status");
  failure.hidden = true;
  const caption = element("figcaption");
  const images = element("span", "atlas-graphique-images");
  for (const format of ["png", "svg"]) {
    const button = element("button");
    button.type = "button";
    button.dataset.format = format;
    images.append(button);
  }
  caption.append(element("span", "atlas-graphique-source"), images);
  figure.append(trace, failure, caption);
  const holder = element("div", "graphique");
  holder.append(figure);
  return {
    holder,
    draw: () =>
      showGraphique({ parentElement: holder, data: { ...data, ...boutons, bibliotheque: findAddress("plotly") } }),
  };
}

export class Heures {
  /** `showGraphique` draws a chart (clauses/ui/graphique/graphique.js). */
  constructor(donnees, showGraphique) {
    this.donnees = donnees;
    this.showGraphique = showGraphique;
    this.stops = [];
  }

  show(place) {
    const { donnees } = this;
    this.stop();
    const intro = element("div", "prose");
    intro.innerHTML = donnees.intro;
    place.replaceChildren(element("h1", "", donnees.titre), intro);
    for (const section of donnees.sections) place.append(this.buildSection(section));
    if (Object.keys(donnees.aPart.blocs).length) place.append(this.buildApart(donnees.aPart));
    const known = this.buildBlock(donnees.connu.titre, donnees.connu.aide);
    known.insertAdjacentHTML("beforeend", donnees.connu.tableau);
    place.append(known);
  }

  /** Charts watch the colours of the page until they are gone. */
  stop() {
    for (const stop of this.stops.splice(0)) stop?.();
  }

  buildBlock(title, help) {
    const node = element("section", "rubrique");
    node.append(element("h2", "", title));
    if (help) node.append(element("p", "atlas-note", help));
    return node;
  }

  buildSection({ titre, aide, choix, graphiques }) {
    const node = this.buildBlock(titre, aide);
    const place = element("div", "graphiques");
    const keys = Object.keys(graphiques);
    let stops = [];
    const draw = (chosen) => {
      for (const stop of stops) stop?.();
      this.stops = this.stops.filter((stop) => !stops.includes(stop));
      const [first, ...others] = graphiques[chosen];
      const made = [first, ...others].map((data) => buildChart(data, this.donnees.boutons, this.showGraphique));
      const said = first.mentions.map((words) => element("p", "atlas-note", words));
      const side = element("div", others.length ? "cote-a-cote" : "");
      side.append(...made.map(({ holder }) => holder));
      place.replaceChildren(...said, side);
      if (first.tableau) place.append(this.buildTable(first.tableau));
      stops = made.map((each) => each.draw());
      this.stops.push(...stops);
    };
    const asked = this.buildChoices(choix, keys, draw);
    node.append(asked, place);
    return node;
  }

  buildTable(html) {
    const details = element("details", "tableau");
    details.append(element("summary", "", this.donnees.voirTableau));
    details.insertAdjacentHTML("beforeend", html);
    return details;
  }

  /** Selects whose values, joined, name a chart; those that name none are closed. */
  buildChoices(choix, keys, draw) {
    const box = element("div", "filtres");
    const selects = choix.map(({ libelle, aide, options }) => {
      const label = element("label", "champ");
      if (aide) label.title = aide;
      const select = element("select");
      for (const [code, words] of Object.entries(options)) select.append(new Option(words, code));
      label.append(element("span", "", libelle), select);
      if (Object.keys(options).length > 1) box.append(label);
      return select;
    });
    const update = () => {
      const prefix = (rank) => selects.slice(0, rank).map((select) => select.value);
      selects.forEach((select, rank) => {
        for (const option of select.options) {
          const start = [...prefix(rank), option.value].join(" ");
          option.hidden = option.disabled = !keys.some((key) => key === start || key.startsWith(`${start} `));
        }
        if (select.selectedOptions[0]?.disabled)
          select.value = [...select.options].find((option) => !option.disabled)?.value;
      });
      draw(selects.map((select) => select.value).join(" "));
    };
    for (const select of selects) select.addEventListener("change", update);
    update();
    return box;
  }

  buildApart({ titre, aide, choix, blocs }) {
    const node = this.buildBlock(titre, aide);
    const place = element("div");
    const box = this.buildChoices([choix], Object.keys(blocs), (code) => (place.innerHTML = blocs[code]));
    node.append(box, place);
    return node;
  }
}
