/* The header that the server sent with the page, and the footer: their links change screens without loading a page. */

const MENU = "#entete details";

// Streamlit gives another function at each run.
let go = null;

const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

function follow(event) {
  const link = event.target.closest?.("#entete a, .atlas-pied a[data-ecran]");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  close();
  if (link.hash) document.querySelector("[data-testid=stMain]")?.focus();
  else go(link.dataset.ecran);
}

function close() {
  document.querySelector(MENU).open = false;
}

function closeOutside(event) {
  // A click says where it goes by its target, the keyboard by what takes the focus.
  const target = event.type === "focusout" ? event.relatedTarget : event.target;
  if (target && !document.querySelector(MENU).contains(target)) close();
}

function closeByKey(event) {
  const menu = document.querySelector(`${MENU}[open]`);
  if (event.key !== "Escape" || !menu) return;
  close();
  menu.querySelector("summary").focus();
}

/** Mark the current screen, show the team its own, and take over the links. */
export function showEntete({ data, setTriggerValue }) {
  const entete = document.getElementById("entete");
  // In a frame there is none.
  if (!entete) return;
  go = (ecran) => setTriggerValue("ecran", ecran);
  for (const link of entete.querySelectorAll("nav [data-ecran]")) {
    if (link.dataset.ecran === data.ecran) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const item of entete.querySelectorAll("[data-equipe]")) item.hidden = !data.equipe;
  if (entete.dataset.pret) return;
  entete.dataset.pret = "oui";
  document.addEventListener("click", follow);
  document.addEventListener("pointerdown", closeOutside);
  // A click in the frame of the map.
  window.addEventListener("blur", close);
  entete.addEventListener("focusout", closeOutside);
  entete.addEventListener("keydown", closeByKey);
}
