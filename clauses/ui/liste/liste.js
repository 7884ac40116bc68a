/* A drop-down list of the browser. */

/** `data` is what clauses/ui/liste/__init__.py sends. */
export function showListe({ parentElement, data, setTriggerValue }) {
  const select = parentElement.querySelector("select");
  select.ariaLabel = data.etiquette;
  select.replaceChildren(...data.options.map(([key, name]) => new Option(name, key, false, key === data.choisie)));
  // Streamlit calls again at each run, with the same elements.
  if (select.dataset.pret) return;
  select.dataset.pret = "oui";
  select.addEventListener("change", () => setTriggerValue("choix", select.value));
}
