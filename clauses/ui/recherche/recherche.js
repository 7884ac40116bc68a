/* Search of places: the answers come from the server, so that there is one search to test. */

import { Combobox } from "../../../static/commun/combobox.js";
import { fetchJson } from "../../../static/commun/reseau.js";

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
  const combobox = new Combobox(
    { node: find(".recherche"), input, list },
    {
      id: "reponse",
      search: (words) => fetchJson(`${data.adresse}?q=${encodeURIComponent(words)}`),
      choose: ({ code, nom }) => {
        input.value = "";
        status.textContent = nom;
        setTriggerValue("choix", code);
      },
      // Told to everyone: shown under the box, and announced.
      say: (words, isTrouble) => {
        status.textContent = words;
        trouble.textContent = isTrouble ? words : "";
        trouble.hidden = !trouble.textContent;
      },
      textes: data,
    },
  );
  combobox.start();
}
