/* A drop-down list of the browser. */

// Streamlit gives another function at each run, and the one of a line that was cut leads nowhere.
const choose = new WeakMap();

/** `data` is what clauses/ui/liste/__init__.py sends. */
export function showListe({ parentElement, data, setTriggerValue }) {
  const select = parentElement.querySelector("select");
  select.ariaLabel = data.etiquette;
  select.replaceChildren(...data.options.map(([key, name]) => new Option(name, key, false, key === data.choisie)));
  if (!choose.has(select)) select.addEventListener("change", () => choose.get(select)(select.value));
  choose.set(select, (key) => setTriggerValue("choix", key));
}
