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
