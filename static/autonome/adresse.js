/* Addresses of the atlas without server: fragments (« #/commune/34032?acheteur=bailleurs »), which a page opened from a
 * folder keeps, shares and goes back through. Names of parameters are given: `noms`, a
 * {@link import("../types.js").Parametres}. */

/** Element that shows each screen, and its entry of the menu. */
export const SCREENS = {
  carte: { show: "territoire", menu: "carte", hasMap: true },
  commune: { show: "territoire", menu: "carte", hasMap: true },
  annuaire: { show: "annuaire", menu: "annuaire", hasMap: true },
  guichet: { show: "fiche", menu: "annuaire", hasMap: true },
  structure: { show: "fiche", menu: "annuaire", hasMap: true },
  heures: { show: "heures", menu: "heures" },
  presentation: { show: "histoires", menu: "presentation" },
  orateur: { show: "histoires", menu: "presentation" },
  "a-propos": { show: "apropos", menu: "a-propos" },
};

/** Filters of the map. */
const FILTERS = ["typologies", "acheteur", "departement", "aConfirmer", "couches", "vue", "zone", "territoire"];
export const LAYERS = ["departements", "sieges", "epci", "qpv", "motifs"];
export const DEFAULT_LAYERS = ["departements", "sieges"];

/** Criteria of the directories. */
const CRITERES = ["texte", "type", "departement", "acheteur", "secteur", "lieu"];

/** A part of an address that somebody may have typed. */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Parsed fragment: the view, the code that it names, its parameters. */
export function readFragment(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [vue, code = ""] = path.split("/").map(decode);
  return { vue: Object.hasOwn(SCREENS, vue) ? vue : "carte", code, query: new URLSearchParams(query) };
}

export function writeFragment({ vue, code }, query) {
  const path = vue === "carte" ? "" : [vue, code].filter(Boolean).map(encodeURIComponent).join("/");
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return `#/${path}${text ? `?${text}` : ""}`;
}

/** Fragment equivalent to the query of an incoming link (« ?commune=34032 »); "" without any. */
export function convertQuery(noms, search) {
  const asked = new URLSearchParams(search);
  const filters = new Set(FILTERS.map((filter) => noms[filter]));
  const kept = new URLSearchParams([...asked].filter(([name]) => filters.has(name)));
  const vue = ["commune", "guichet"].find((name) => asked.get(noms[name])) ?? "carte";
  if (vue === "carte" && !kept.toString()) return "";
  return writeFragment({ vue, code: asked.get(noms[vue]) }, kept);
}

/** Query of a link to a view of the map, which a server can read; {@link convertQuery} makes its fragment. */
export function writeQuery(noms, { vue, code }, query) {
  const kept = FILTERS.map((filter) => [noms[filter], query.get(noms[filter])]).filter(([, value]) => value !== null);
  const asked = new URLSearchParams(vue === "commune" ? [[noms.commune, code], ...kept] : kept);
  const text = asked.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text && `?${text}`;
}

/** Layers that are shown. */
export function readLayers(noms, query) {
  return (query.get(noms.couches) || DEFAULT_LAYERS.join(",")).split(",");
}

/** Value of the parameter of the layers once one of them is turned on or off; "" for the usual ones. */
export function switchLayer(shown, name, isOn) {
  const now = LAYERS.filter((each) => (each === name ? isOn : shown.includes(each))).join(",");
  return now === DEFAULT_LAYERS.join(",") ? "" : now || "aucune";
}

/** Parameters after a change of filters; null or "" is the default, except for typologies, where "" is none. */
export function changeFilters(noms, query, values) {
  const changed = new URLSearchParams(query);
  for (const [filter, value] of Object.entries(values)) {
    if (value === null || (value === "" && filter !== "typologies")) changed.delete(noms[filter]);
    else changed.set(noms[filter], value);
  }
  return changed;
}

/** Ranks of the département or of the EPCI that parameters look at, as clauses/rendu/adresses.py reads them. */
export function readLieu(noms, query, { departements, epci }) {
  const find = (places, code) => {
    const rank = places.findIndex((each) => each.code === code);
    return rank < 0 ? undefined : rank;
  };
  const [level, code] = (query.get(noms.territoire) ?? "").toUpperCase().split(":");
  const departement =
    find(departements, query.get(noms.departement)) ?? (level === "DEP" ? find(departements, code) : undefined);
  return { departement, epci: departement === undefined && level === "EPCI" ? find(epci, code) : undefined };
}

/** Parameters once they look at « DEP:34 » or « EPCI:243100518 »; the region for anything else. */
export function lookAt(noms, query, key) {
  const [level, code] = key.split(":");
  const departement = level === "DEP" ? code : null;
  return changeFilters(noms, query, { departement, territoire: level === "EPCI" ? key : null, zone: null });
}

/** Criteria of the directories that parameters ask for. */
export function readCriteres(noms, query) {
  return Object.fromEntries(CRITERES.map((critere) => [critere, query.get(noms[critere]) || ""]));
}

export function changeCriteres(noms, query, values) {
  const changed = new URLSearchParams(query);
  for (const [critere, value] of Object.entries(values)) {
    if (value) changed.set(noms[critere], value);
    else changed.delete(noms[critere]);
  }
  return changed;
}
