/* The page of the application that shows a story: all it needs is written in it. */

import { startVue } from "./vues.js";

const container = document.getElementById("presentation");
startVue(container, JSON.parse(container.dataset.donnees));
