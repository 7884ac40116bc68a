/* The presentation in the atlas without server: the show itself, given its layers and answers from the folder. */
(function () {
  "use strict";

  const { atlas } = window;

  /** Start a story, or the window of its speaker. */
  atlas.projeter = async function (slug, isOrateur) {
    const donnees = atlas.recu("carte");
    const communes = atlas.chargerReponses(donnees);
    communes.catch(() => {}); // the search says it
    const [{ histoires }] = await Promise.all([atlas.charger("histoires"), atlas.script("projection")]);
    // Only now: without its files, the page would be all there is.
    await atlas.style("projection-style");
    document.getElementById("page").remove();
    // Steps change what comes before the fragment: another fragment is another screen.
    window.addEventListener("hashchange", () => window.location.reload());
    const asked = new URLSearchParams(window.location.search);
    const histoire = histoires.find((each) => each.histoire === (slug || asked.get("histoire"))) ?? histoires[0];
    const couverture = new atlas.Couverture(donnees);
    const couches = new atlas.Couches(donnees, couverture, communes.then((loaded) => loaded.communes, () => null));
    const made = new Map();
    const services = {
      chercher: async (words) => (await communes).communes.chercher(words),
      repondre: async (code) => {
        const loaded = await communes;
        if (!loaded.communes.rang.has(code)) throw new Error(code);
        return loaded.reponses.presenter(code);
      },
      couche: (address) => {
        if (!made.has(address)) made.set(address, couches.couche(address));
        return made.get(address);
      },
      quitter: () => window.location.assign(`${window.location.href.split(/[?#]/)[0]}#/presentation`),
    };
    const container = document.getElementById("presentation");
    container.hidden = false;
    window.presentation.demarrer(container, isOrateur ? { ...histoire, vue: "orateur" } : histoire, services);
  };
})();
