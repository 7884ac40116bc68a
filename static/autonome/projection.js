/* The presentation in the atlas without server: the show itself, given its layers and answers from the folder. */

import { Couches } from "./couches.js";
import { Couverture } from "./couverture.js";
import { load, replaceStyle } from "./donnees.js";
import { loadReponses } from "./reponse.js";

/** Start a story, or the window of its speaker. */
export async function startHistoire(donnees, slug, isOrateur) {
  const reponses = loadReponses(donnees);
  reponses.catch(() => {}); // the search says it
  const [{ histoires }, { startVue }] = await Promise.all([load("histoires"), load("projection")]);
  // Only now: without its files, the page would be all there is.
  await replaceStyle("projection-style");
  document.getElementById("page").remove();
  // Steps change what comes before the fragment: another fragment is another screen.
  window.addEventListener("hashchange", () => window.location.reload());
  const asked = new URLSearchParams(window.location.search);
  const histoire =
    histoires.find((each) => each.histoire === (slug || asked.get(donnees.parametres.histoire))) ?? histoires[0];
  const communes = reponses.then(
    (loaded) => loaded.communes,
    () => null,
  );
  const couches = new Couches(donnees, new Couverture(donnees), communes);
  const services = {
    search: async (words) => (await reponses).communes.search(words),
    answer: async (code) => {
      const loaded = await reponses;
      if (!loaded.communes.rang.has(code)) throw new Error(code);
      return loaded.reponses.present(code);
    },
    loadCouche: (address) => couches.build(address),
    quit: () => window.location.assign(`${window.location.href.split(/[?#]/)[0]}#/presentation`),
  };
  const container = document.getElementById("presentation");
  container.hidden = false;
  startVue(container, isOrateur ? { ...histoire, vue: "orateur" } : histoire, services);
}
