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
  annuaire.show(page.liste, criteres);
  const found = annuaire.find({ ...criteres, lieu: "" });
  page.couches.lieux = placeEntrees(found, page.communes);
  // Another address each time: what it leads to has changed.
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

function getAnnuaire(page, listes) {
  page.annuaire ??= new Annuaire(listes, page.donnees, page.communes, (values) => page.setCriteres(values));
  return page.annuaire;
}

export async function showFiche(page, { vue, code }, turn) {
  page.demand();
  const [listes] = await Promise.all([load("annuaire"), page.ready]);
  if (turn !== page.turn) return;
  const found = getAnnuaire(page, listes).buildFiche(`${vue}s`, code);
  const { region } = page.donnees.territoires;
  const back = element("a", "retour", page.isEmbedded ? page.textes.carteRetour : page.textes.annuaireRetour);
  back.href = page.isEmbedded
    ? "#/"
    : writeFragment({ vue: "annuaire" }, page.criteres ?? new URLSearchParams({ [page.noms.liste]: `${vue}s` }));
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

/** Bounds of what a guichet serves. */
function findBounds({ couverture, couches }, id) {
  const zones = couverture.listZones({ typologies: null, acheteur: "", aConfirmer: true, seul: id });
  const features = zones.filter((zone) => zone.guichets.length).map((zone) => couches.contours.merge(zone.atomes, {}));
  const bounds = L.geoJSON(features).getBounds();
  return bounds.isValid()
    ? [
        [bounds.getSouth(), bounds.getWest()],
        [bounds.getNorth(), bounds.getEast()],
      ]
    : null;
}
