/* The panel of a territory: the share of its inhabitants who have a guichet, then whom to call there. */

import { element } from "../commun/dom.js";
import { formatCount } from "../commun/textes.js";
import { getAnnuaire } from "./repertoire.js";
import { load } from "./donnees.js";
import { findLieu, writeTitre } from "./titre.js";

export async function showLieu(page, turn) {
  const [listes] = await Promise.all([load("annuaire"), page.ready]);
  if (turn !== page.turn) return;
  const { couverture, selection, donnees, textes } = page;
  const { nom } = findLieu(donnees.territoires, selection);
  const ranks = page.communes.listMembers(selection);
  const { code, population } = page.communes.colonnes;
  const people = ranks.reduce((total, rank) => total + population[rank], 0);
  const { part, suite, decompte } = writeTitre(donnees, couverture.summarise(selection), selection);
  // Hiding a type on the map must not hide a guichet from the person who needs it.
  const everything = { ...selection, typologies: null, aConfirmer: true };
  const zones = couverture.listZones(everything);
  const guichets = couverture.listConnus(everything, zones);
  const lead = element("p", "atlas-lead");
  if (part) lead.append(element("strong", "", part), " ");
  lead.append(suite);
  const niveau = donnees.territoires.niveaux[selection.epci === undefined ? "DEP" : "EPCI"];
  const annuaire = getAnnuaire(page, listes);
  const lines = guichets.map(({ id }) =>
    annuaire.buildLine(
      listes.guichets.entrees.find((entry) => entry.id === id),
      "guichets",
    ),
  );
  const relais = page.reponses.findRelais(
    ranks.map((rank) => code[rank]),
    selection.acheteur,
  );
  const section = element("section", "atlas-panneau");
  section.setAttribute("aria-label", nom);
  // Only who serves all of it: another one would be the number of some alone.
  const isWhole = (guichet) =>
    zones.every(({ meneurs, statut }) => meneurs.includes(guichet) && donnees.zones.statuts[statut].couvert);
  const calls = [
    ...lines.filter((_, rank) => isWhole(guichets[rank])).map((line) => line.querySelector('a[href^="tel:"]')?.href),
    ...relais.map(({ appel }) => appel),
  ];
  section.dataset.appel = calls.find(Boolean) ?? "";
  section.append(
    element("h2", "atlas-commune", nom),
    element(
      "p",
      "atlas-doux",
      [niveau, formatCount(ranks.length, "commune"), formatCount(people, "habitant")].join(" · "),
    ),
    lead,
    ...(part ? lines : []),
    ...(relais.length
      ? [element("h3", "atlas-rubrique", textes.relaisTitre), ...relais.map((each) => buildRelais(each, textes))]
      : []),
    ...(part ? [] : lines),
    element("p", "atlas-source", decompte),
  );
  page.setTitle(nom);
  const key = new URLSearchParams(page.couches.writeSelection(selection));
  page.fillPanneau(`lieu ${key}`, section);
  page.drawGestes();
  page.announce(`${nom}. ${lead.textContent}`);
}

function buildRelais({ nom, appel, telephone, portee }, textes) {
  const card = element("article", "atlas-guichet");
  card.append(element("h3", "", nom));
  if (telephone) {
    const call = element("a", "atlas-appel", `${textes.appelerLe} `);
    call.href = appel;
    call.append(element("span", "", telephone));
    card.append(call);
  }
  if (portee) card.append(element("p", "atlas-portee", portee));
  return card;
}
