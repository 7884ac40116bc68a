/* Screens of the directories, beside the map: the list, the sheet of an entry. */

import { element } from "../commun/dom.js";
import { readCriteres, writeFragment } from "./adresse.js";
import { Annuaire, placeEntrees } from "./annuaire.js";
import { load } from "./donnees.js";

export async function showAnnuaire(page, { query }, turn) {
  page.demand();
  const [listes] = await Promise.all([load("annuaire"), page.ready]);
  if (turn !== page.turn) return;
  const criteres = readCriteres(page.noms, query);
  if (!page.communes.rang.has(criteres.lieu)) criteres.lieu = "";
  if (!page.donnees.territoires.departements.some(({ code }) => code === criteres.departement))
    criteres.departement = "";
  const liste = query.get(page.noms.liste);
  criteres.liste = Object.hasOwn(listes, liste) ? liste : Object.keys(listes)[0];
  const annuaire = getAnnuaire(page, listes);
  page.setTitle(page.textes.annuaireTitre);
  if (page.shown !== "annuaire") {
    page.liste = element("div", "annuaire");
    page.fillPanneau("annuaire", element("h1", "", page.textes.annuaireTitre), page.liste);
  }
  for (const name of ["type", "acheteur"]) {
    if (!Object.hasOwn(listes[criteres.liste][`${name}s`], criteres[name])) criteres[name] = "";
  }
  page.criteres = query;
  page.retour = undefined;
  annuaire.show(page.liste, criteres);
  const found = annuaire.find({ ...criteres, lieu: "" });
  page.couches.lieux = placeEntrees(found, page.communes);
  // Another address each time: its target has changed.
  const key = `lieux.geojson?${(page.rang = (page.rang ?? 0) + 1)}`;
  const frame = page.donnees.territoires.departements.find(({ code }) => code === criteres.departement);
  page.applyState({
    cadre: (frame ?? page.donnees.territoires.region).cadre,
    partiel: true,
    sieges: false,
    lieux: key,
    lieu: criteres.lieu,
  });
}

export function getAnnuaire(page, listes) {
  page.annuaire ??= new Annuaire(listes, page.donnees, page.communes, (values) => page.setCriteres(values));
  return page.annuaire;
}

export async function showFiche(page, { vue, code }, turn) {
  page.demand();
  const [listes] = await Promise.all([load("annuaire"), page.ready]);
  if (turn !== page.turn) return;
  const found = getAnnuaire(page, listes).buildFiche(`${vue}s`, code);
  const { region } = page.donnees.territoires;
  // Where one comes from: the map, or the directory.
  const retour = page.retour ?? (page.isEmbedded ? "#/" : undefined);
  const back = element("a", "retour", retour === undefined ? page.textes.annuaireRetour : page.textes.carteRetour);
  const criteres = () => page.criteres ?? new URLSearchParams({ [page.noms.liste]: `${vue}s` });
  back.href = retour === undefined ? writeFragment({ vue: "annuaire" }, criteres()) : retour || "#/";
  if (!found) {
    page.setTitle(page.textes.annuaireTitre);
    page.applyState({ cadre: region.cadre, partiel: true, sieges: false });
    page.fillPanneau("inconnu", back, element("p", "atlas-alerte", page.textes.annuaireInconnu));
    return;
  }
  page.setTitle(found.entry.nom);
  page.fillPanneau(`${vue} ${code}`, back, found.node);
  page.announce(found.entry.nom);
  if (vue === "guichet") {
    const query = new URLSearchParams({ [page.noms.guichet]: code });
    page.applyState({
      zones: `zones.geojson?${query}`,
      cadre: findBounds(page, code) ?? region.cadre,
      partiel: true,
      sieges: true,
    });
  } else {
    const place = page.communes.rang.has(found.entry.commune) ? page.locate(found.entry.commune) : undefined;
    page.applyState({ cadre: region.cadre, partiel: true, sieges: false, commune: place });
  }
}

/** The guichets of a zone, and the question that comes next; false for an unknown one. */
export async function showZone(page, code, state, turn) {
  if (!page.communes.rang.has(code)) return false;
  const listes = await load("annuaire");
  const zone = page.findZone(code);
  if (turn !== page.turn) return true;
  if (!zone) return false;
  const { lat, lon } = page.communes.get(code);
  page.applyState({ ...state, cadre: boundsOf(page, [zone]) ?? state.cadre, zone: { lat, lon } });
  const { titre, detail } = page.couverture.describe(zone, "");
  page.setTitle(titre);
  const annuaire = getAnnuaire(page, listes);
  const entries = zone.guichets.map(({ id }) => listes.guichets.entrees.find((entry) => entry.id === id));
  page.fillPanneau(
    `zone ${code}`,
    page.buildBack(page.textes.zoneRetour),
    element("h2", "", titre),
    element("p", "atlas-doux", detail),
    element("p", "atlas-lead", page.textes.quelleCommune),
    ...entries.map((entry) => annuaire.buildLine(entry, "guichets")),
  );
  page.drawGestes();
  page.announce(`${titre}. ${page.textes.quelleCommune}`);
  return true;
}

/** Bounds of the territory of a guichet. */
function findBounds(page, id) {
  const zones = page.couverture.listZones({ typologies: null, acheteur: "", aConfirmer: true, seul: id });
  return boundsOf(
    page,
    zones.filter((zone) => zone.guichets.length),
  );
}

function boundsOf({ couches }, zones) {
  const features = zones.map((zone) => couches.contours.merge(zone.atomes, {}));
  const bounds = L.geoJSON(features).getBounds();
  return bounds.isValid()
    ? [
        [bounds.getSouth(), bounds.getWest()],
        [bounds.getNorth(), bounds.getEast()],
      ]
    : null;
}
