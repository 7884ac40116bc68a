/* Numbers and sentences in French, as clauses/rendu/formats.py writes them; tests compare the two. */

export function formatNumber(value) {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}

/** A number and its noun; in French the plural begins at two. */
export function formatCount(value, one, many = `${one}s`) {
  return `${formatNumber(value)}\u00a0${value < 2 ? one : many}`;
}

/** « {rang} » and the like, filled in. */
export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
}

/** HTML with the definitions of its terms back in their places (clauses/autonome/definitions.py). */
export function defineTerms(html, definitions) {
  return html.replace(/\ue000(\d+)\ue000/g, (_, rank) => definitions[rank]);
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&amp;": "&" };

/** The text of HTML that Python escaped. */
export function readText(html) {
  return html.replace(/<[^>]*>/g, "").replace(/&(?:lt|gt|#34|#39|amp);/g, (entity) => ENTITIES[entity]);
}
