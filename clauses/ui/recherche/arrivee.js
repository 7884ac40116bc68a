/* What follows a choice, wherever it was made: the box keeps the name of the place, and the answer comes before the reader.
 * The block of the bar (bas.html) says what the answer is about. */

const HEADER = 60;
const LOW = 400;
/** Pixels from the top between which the first line of an answer is seen at once on a telephone. */
const isPhone = () => window.matchMedia("(max-width: 699px)").matches;

/** What the application drew: the first screen of the page may hold the same, until it leaves. */
const find = (selector) => document.querySelector(`#root ${selector}`);

/** The element that has the focus, or the box whose own root has it. */
function isIn(input) {
  return input.getRootNode().activeElement === input;
}

/** True for a reader who did nothing else yet, or who chose in the box: others keep their focus. */
function isFree(input) {
  const { activeElement } = document;
  return isIn(input) || !activeElement || activeElement === document.body;
}

function bringAnswer(input) {
  const heading = find(".atlas-panneau .atlas-commune");
  if (!heading) return;
  const isTouched = document.activeElement?.tagName === "IFRAME";
  if (isFree(input)) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  } else if (!isTouched) return;
  const { top } = heading.getBoundingClientRect();
  if (isPhone() && (top < HEADER || top > LOW)) heading.scrollIntoView({ block: "start" });
}

function act({ target }) {
  const asked = target.closest?.("[data-bas]")?.dataset.bas;
  if (asked === "carte") find(".st-key-carte_dessin")?.scrollIntoView({ block: "center" });
  if (asked !== "partager") return;
  const button = document.documentElement.dataset.partage
    ? find("[data-partager]")
    : find(".st-key-partage_ouvrir_reponse button");
  // Within the click, so that the browser lets its share sheet open.
  button?.click();
  if (!document.documentElement.dataset.partage) button?.scrollIntoView({ block: "center" });
}

/** Calls `follow` with the name of the place at each change; it says whether the reader is there for it. */
export function followLieu(input, follow) {
  let seen;
  const look = () => {
    if (!input.isConnected) {
      observer.disconnect();
      document.removeEventListener("click", act);
      return;
    }
    const bas = find(".atlas-bas");
    if (!bas || bas.dataset.lieu === seen) return;
    seen = bas.dataset.lieu;
    if (follow(bas.dataset.nom) && seen) bringAnswer(input);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", act);
  look();
}
