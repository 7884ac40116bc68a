/* The page of the atlas without server: the show when its address asks for one, the atlas otherwise. */

import { readFragment } from "./adresse.js";
import { load } from "./donnees.js";
import { markScreen } from "./ouverture.js";
import { Page } from "./page.js";
import { startHistoire } from "./projection.js";

async function start() {
  const donnees = await load("carte").catch(() => null);
  // The page itself explains what to do when its files are not beside it.
  if (!donnees) return;
  document.querySelector(".secours").remove();
  const asked = readFragment(window.location.hash);
  const isShow = markScreen(asked);
  if (isShow) {
    try {
      await startHistoire(donnees, asked.code, asked.vue === "orateur");
      return;
    } catch {
      history.replaceState(null, "", "#/presentation");
    }
  }
  const page = new Page(donnees);
  // For the tests and the benchmarks.
  window.atlasPage = page;
  page.start();
  if (isShow) page.say(donnees.textes.panne);
}

start();
