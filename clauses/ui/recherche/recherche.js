/* Search of places: the answers come from the server, so that there is one search to test; where the reader is stays in
 * the browser. */

import { Combobox } from "../../../static/commun/combobox.js";
import { decodeTopology, Lieux } from "../../../static/commun/lieux.js";
import { buildLocalisation, SLACK_KM } from "../../../static/commun/localisation.js";
import { fetchJson } from "../../../static/commun/reseau.js";
import { followLieu } from "./arrivee.js";

/** Code of the commune at a point; its outlines come at the first question. */
async function findCommune(address, lon, lat) {
  const { code, ...topology } = await fetchJson(address);
  return code[new Lieux(decodeTopology(topology)).find(lon, lat, SLACK_KM)] ?? null;
}

/** `data` is what clauses/ui/recherche/__init__.py sends. */
export function showRecherche({ parentElement, data, setTriggerValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  const input = find("#commune");
  const list = find("#reponses");
  const trouble = find("#rien");
  const status = find("#etat");
  input.placeholder = data.exemple;
  find("label").textContent = data.etiquette;
  list.setAttribute("aria-label", data.trouves[1]);
  find("#aide").textContent = data.aide;
  // Streamlit calls again at each run, with the same elements.
  if (input.dataset.pret) return;
  input.dataset.pret = "oui";
  // Told to everyone: shown under the box, and announced.
  const say = (words, isTrouble) => {
    status.textContent = words;
    trouble.textContent = isTrouble ? words : "";
    trouble.hidden = !trouble.textContent;
  };
  const choose = (code) => setTriggerValue("choix", code);
  const combobox = new Combobox(
    { node: find(".recherche"), input, list },
    {
      id: "reponse",
      search: (words) => fetchJson(`${data.adresse}?q=${encodeURIComponent(words)}`),
      choose: ({ code, nom }) => {
        combobox.hold(data.effacer && nom);
        status.textContent = nom;
        choose(code);
      },
      say,
      textes: data,
    },
  );
  combobox.start();
  if (data.effacer) {
    find(".champ").append(combobox.buildClear(data.effacer, () => choose("")));
    followLieu(input, (nom) => combobox.follow(nom));
  }
  const { contours, localiser } = data;
  if (!contours) return;
  find(".champ").append(
    buildLocalisation({ find: (lon, lat) => findCommune(contours, lon, lat), choose, say, textes: localiser }),
  );
}
