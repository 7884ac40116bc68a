/* Hand-over of the first screen: the page that the server sent stays until the application has drawn the same, then
 * leaves without a jump; where the reader was, what was typed and the focus go over. The map comes last, in a frame of
 * its own: its drawing stays in its place meanwhile, and nobody waits for it to type. */

import { afterPaint } from "../commun/peinture.js";
import { hasShareSheet, openShareSheet } from "../commun/feuille.js";

const LATE_MS = 10_000; // then the page says that it is complete by itself
const PATIENCE_MS = 20_000; // for what the screen holds, once its script has run
const MAP_MS = 20_000; // then the frame says by itself what is wrong
const LABELS_MS = 4_000; // for the names of the map, which come after its zones
const STEP_MS = 60;
const FIELD = ".recherche input, input[type=search]";

/** Once a condition holds, or after some time. */
function until(holds, duration = Infinity) {
  const end = performance.now() + duration;
  return new Promise((resolve) => {
    const look = () => (holds() || performance.now() > end ? resolve() : setTimeout(look, STEP_MS));
    look();
  });
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Elements of a tree, those inside components included. */
function* walk(root, selector) {
  yield* root.querySelectorAll(selector);
  for (const host of root.querySelectorAll("*")) if (host.shadowRoot) yield* walk(host.shadowRoot, selector);
}

const first = (root, selector) => walk(root, selector).next().value;

/** True once the script of the screen has run and its widgets are there. */
function hasRun(root) {
  const app = root.querySelector("[data-testid=stApp]");
  const awaited = root.querySelector("[data-testid*=Skeleton]:not(.st-key-carte_dessin *)");
  return app?.dataset.testScriptState === "notRunning" && !awaited;
}

/** True once the field is drawn, which comes after the rest: what is typed here must have somewhere to go. */
function isDrawn(premier, root) {
  if (!premier.querySelector(".premier-champ:not(.premier-champ-simple)")) return true;
  return Boolean(first(root, ".recherche input")?.dataset.pret);
}

async function becomeReady(premier, root) {
  await until(() => hasRun(root));
  await until(() => hasRun(root) && isDrawn(premier, root), PATIENCE_MS);
  await frame();
}

/** Its zones painted, then the names around them if they come soon. */
async function paintMap(place) {
  const find = (selector) => place.querySelector("iframe")?.contentDocument?.querySelector(selector);
  await until(() => !place.isConnected || find("html:is(.pret, .incomplet)"), MAP_MS);
  await until(() => !place.isConnected || find(".nom, .incomplet"), LABELS_MS);
  await frame();
  await frame();
}

/** The drawing over the map of the application, until that is painted. */
async function keepDrawing(premier, root) {
  const drawing = premier.querySelector(".premier-carte");
  const place = root.querySelector(".st-key-carte_dessin");
  if (!drawing || !place) return;
  const cover = document.createElement("figure");
  cover.className = "premier-reste";
  cover.ariaHidden = "true";
  cover.append(drawing);
  place.append(cover);
  await paintMap(place);
  cover.remove();
}

/** What was typed goes on being typed in the field of the application. */
function handField(premier, root) {
  const [from, to] = [premier.querySelector(".premier-champ input[type=text]"), first(root, FIELD)];
  if (!from || !to) return;
  const isTyped = from.value !== from.defaultValue;
  if (document.activeElement === from) {
    to.focus({ preventScroll: true });
    if (isTyped) to.value = from.value;
    to.setSelectionRange(from.selectionStart, from.selectionEnd);
  } else if (isTyped) {
    to.value = from.value;
  }
  if (isTyped) to.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}

/** A link that had the focus: its equal in the application takes it. */
function handLink(premier, root) {
  const link = document.activeElement;
  if (!premier.contains(link) || !link.href) return;
  for (const each of walk(root, "a[href]")) {
    if (each.href !== link.href) continue;
    each.focus({ preventScroll: true });
    return;
  }
}

function handOver(premier, root) {
  const scrolled = premier.scrollTop;
  // Hidden elements take no focus: the page is there for both, for one moment that is not painted.
  premier.classList.add("premier-part");
  const main = root.querySelector("[data-testid=stMain]");
  if (main) main.scrollTop = scrolled;
  handField(premier, root);
  handLink(premier, root);
  // What recherche/arrivee.js brings before the reader could not take the focus while it was hidden.
  if (document.activeElement === document.body)
    root.querySelector(".atlas-commune[tabindex]")?.focus({ preventScroll: true });
  premier.remove();
  keepDrawing(premier, root);
}

/** Patterns of the drawing keep the size that they have on the map, whatever its own. */
function scalePatterns(premier) {
  const drawing = premier.querySelector(".premier-vue svg");
  if (!drawing) return;
  const scale = drawing.dataset.largeur / drawing.clientWidth;
  for (const each of drawing.querySelectorAll("pattern")) each.setAttribute("patternTransform", `scale(${scale})`);
}

/** The bar of a telephone, before the application takes it over. */
function followBar(premier) {
  premier.addEventListener("click", ({ target }) => {
    const asked = target.closest("[data-bas]")?.dataset.bas;
    if (asked === "carte") premier.querySelector(".carte_dessin").scrollIntoView({ block: "center" });
    if (asked === "partager" && hasShareSheet())
      openShareSheet({ titre: document.title, texte: "", lien: location.href });
  });
}

async function start() {
  const premier = document.getElementById("premier");
  const root = document.getElementById("root");
  if (!premier || !root) return;
  const scale = () => scalePatterns(premier);
  scale();
  addEventListener("resize", scale);
  premier.addEventListener("change", ({ target }) => target.matches("select") && target.form.requestSubmit());
  const late = setTimeout(() => (premier.querySelector(".premier-message").hidden = false), LATE_MS);
  followBar(premier);
  // Its scripts, compiled meanwhile, would delay what the page already holds.
  afterPaint(() => document.head.append(document.getElementById("application").content));
  await becomeReady(premier, root);
  clearTimeout(late);
  removeEventListener("resize", scale);
  handOver(premier, root);
}

start();
