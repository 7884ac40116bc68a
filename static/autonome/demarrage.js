/* The page of the atlas without server: the show when its address asks for one, the atlas otherwise. */

import { readFragment } from "./adresse.js";
import { getReceived } from "./donnees.js";
import { Page } from "./page.js";
import { startHistoire } from "./projection.js";

async function start() {
  const donnees = getReceived("carte");
  // The page itself explains what to do when its files are not beside it.
  if (!donnees) return;
  const { vue, code } = readFragment(window.location.hash);
  const isShow = vue === "orateur" || (vue === "presentation" && code);
  if (isShow) {
    try {
      await startHistoire(donnees, code, vue === "orateur");
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

window.addEventListener("DOMContentLoaded", start);
