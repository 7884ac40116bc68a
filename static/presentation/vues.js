/* The views of a story: before the room, and for its speaker. */

import { Orateur } from "./orateur.js";
import { Presentation } from "./presentation.js";

const VUES = { projection: Presentation, orateur: Orateur };

/** Draw the view of a story in an element; the one before is stopped: there is one at a time.
 *
 * `services` replace those of a server: `search(words)` gives [{code, nom, lieu}], `answer(code)` the answer of
 * /api/reponse, `loadCouche(address)` the GeoJSON of a layer, each by a promise. `quit()` is called on exit,
 * otherwise it leads to an address.
 */
export function startVue(container, donnees, services = {}) {
  window.atlasVue?.stop();
  document.documentElement.dataset.vue = donnees.vue;
  // For the tests and the measures, which look at the show itself.
  window.atlasVue = new VUES[donnees.vue](container, donnees, services);
  return window.atlasVue;
}
