/* Numbers and sentences in French, as clauses/rendu/formats.py writes them; tests compare the two. */

export function formatNumber(value) {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}

/** A number and its noun; in French the plural begins at two. */
export function formatCount(value, one, many = `${one}s`) {
  return `${formatNumber(value)}\u00a0${value < 2 ? one : many}`;
}

/** To the nearest whole number, halves to the even one, as Python writes them. */
export function round(value) {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest === 0.5 ? floor + (floor % 2) : Math.round(value);
}

/** A share (1 is the whole) as a whole percentage; never rounds a part to nothing or to everything. */
export function formatPercent(share) {
  const write = (value) => `${formatNumber(value)}\u202f%`;
  if (share > 0 && share < 0.01) return `moins de ${write(1)}`;
  if (share > 0.99 && share < 1) return `plus de ${write(99)}`;
  return write(round(share * 100));
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
