/* The share sheet of a telephone, alone: on the main site, its button brings its script with every answer. */

/**
 * What is shared.
 * @typedef {{ titre: string, texte: string, lien: string }} Vue
 */

/** A share sheet is worth a tap on a telephone; on a desk it hides what it does. */
export function hasShareSheet({ navigator, matchMedia } = window) {
  return typeof navigator.share === "function" && matchMedia("(pointer: coarse)").matches;
}

/** Opens the share sheet; false when the browser refuses. */
export async function openShareSheet({ titre, texte, lien }, { navigator } = window) {
  try {
    await navigator.share({ title: titre, text: texte || titre, url: lien });
  } catch (error) {
    return error.name === "AbortError";
  }
  return true;
}
