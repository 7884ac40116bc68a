/* « Me localiser »: the commune where the reader is, found in the browser; the position is sent nowhere. */

import { element } from "./dom.js";
import { fill, formatNumber } from "./textes.js";

const WAIT_MS = 15_000;
const FRESH_MS = 5 * 60_000;
/** Metres beyond which the reader is asked to check. */
const VAGUE = 2000;
/** Kilometres: outlines are simplified, and a beach or a quay may fall out of them. */
export const SLACK_KM = 1;

/** Words for each code of GeolocationPositionError. */
const REFUSALS = { 1: "refus", 2: "absente", 3: "delai" };

function askPosition(geolocation) {
  return new Promise((resolve, reject) => {
    geolocation.getCurrentPosition(
      ({ coords }) => resolve(coords),
      ({ code }) => reject(new Error(REFUSALS[code] ?? "absente")),
      { timeout: WAIT_MS, maximumAge: FRESH_MS },
    );
  });
}

/**
 * Where the reader is: { code, mots } with what to say, or { mots } alone when it is not known.
 *
 * @param {(lon: number, lat: number) => Promise<string | null>} find code of the commune at a point
 * @param {Record<string, string>} textes
 * @param {{ navigator: object, isSecureContext: boolean }} browser
 */
export async function locate(find, textes, browser = window) {
  const { geolocation } = browser.navigator;
  // Outside of https, browsers say that the reader refused: nobody was asked.
  if (!browser.isSecureContext || !geolocation) return { mots: textes.nonSure };
  let here;
  try {
    here = await askPosition(geolocation);
  } catch (error) {
    return { mots: textes[error.message] };
  }
  let code;
  try {
    code = await find(here.longitude, here.latitude);
  } catch {
    return { mots: textes.panne };
  }
  if (!code) return { mots: textes.dehors };
  const km = formatNumber(Math.round(here.accuracy / 1000));
  return { code, mots: here.accuracy > VAGUE ? fill(textes.vague, { km }) : "" };
}

/** Button of the search box: asks for the position when clicked, and then alone. */
export function buildLocalisation({ find, choose, say, textes }) {
  const button = element("button", "localiser");
  button.type = "button";
  button.title = textes.nom;
  button.setAttribute("aria-label", textes.nom);
  button.innerHTML =
    '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="6"/><circle cx="12" cy="12" r="1.6"/><path d="M12 2v4M12 18v4M2 12h4M18 12h4"/></svg>';
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    say(textes.attente, true);
    const { code, mots } = await locate(find, textes);
    button.removeAttribute("aria-busy");
    if (code) choose(code);
    say(mots, true);
  });
  return button;
}
