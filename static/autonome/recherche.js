/* Names as people type them, as clauses/domain/recherche.py compares them; tests compare the two. */

const SHORT_FORMS = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes", s: "sur", cedex: "" };
const ARTICLES = new Set(["le", "la", "les", "l"]);
const NATURES = { cc: "communaute de communes", ca: "communaute d agglomeration", cu: "communaute urbaine" };
const NATURE = new RegExp(`^(?:${Object.values(NATURES).join("|")}) (?:de la |de l |du |des |de |d )?`);

export function normalise(text) {
  const plain = text
    .replace(/[œŒ]/g, "oe")
    .replace(/[æÆ]/g, "ae")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
  return (plain.match(/[a-z0-9]+/g) || [])
    .map((word) => SHORT_FORMS[word] ?? word)
    .filter(Boolean)
    .join(" ");
}

export function dropArticle(name) {
  const [first, ...rest] = name.split(" ");
  return rest.length && ARTICLES.has(first) ? rest.join(" ") : name;
}

/** Normalised words, the initials of a kind of EPCI spelled out at their head. */
export function spellOut(text) {
  const [first, ...rest] = text.split(" ");
  return rest.length && Object.hasOwn(NATURES, first) ? [NATURES[first], ...rest].join(" ") : text;
}

/** Normalised name of a territory without the kind of an EPCI, nor its article. */
export function ownName(name) {
  return dropArticle(name.replace(NATURE, ""));
}

/** Similarity ratio of two texts, as Python's difflib measures it: twice the matching letters over all the letters. */
export function ratio(a, b) {
  const where = new Map();
  [...b].forEach((letter, j) => where.set(letter, [...(where.get(letter) || []), j]));
  const matching = (alo, ahi, blo, bhi) => {
    let [besti, bestj, best] = [alo, blo, 0];
    let lengths = new Map();
    for (let i = alo; i < ahi; i++) {
      const next = new Map();
      for (const j of where.get(a[i]) || []) {
        if (j < blo) continue;
        if (j >= bhi) break;
        const length = (lengths.get(j - 1) || 0) + 1;
        next.set(j, length);
        if (length > best) [besti, bestj, best] = [i - length + 1, j - length + 1, length];
      }
      lengths = next;
    }
    if (!best) return 0;
    return best + matching(alo, besti, blo, bestj) + matching(besti + best, ahi, bestj + best, bhi);
  };
  return (2 * matching(0, a.length, 0, b.length)) / (a.length + b.length || 1);
}

export function rankName(text, { nom, court, departement }) {
  if (text === nom || text === court) return 0;
  if (nom.startsWith(text) || court.startsWith(text)) return 1;
  const words = text.split(" ");
  const names = nom.split(" ");
  const begins = (word) => names.some((name) => name.startsWith(word));
  if (words.every(begins)) return 2;
  const rest = words.filter((word) => !departement.has(word));
  if (rest.length && rest.length < words.length && rest.every(begins)) return 3;
  return text.length >= 3 && nom.includes(text) ? 4 : null;
}
