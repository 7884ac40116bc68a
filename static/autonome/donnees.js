/* Files of the atlas without server: a script each, since a page opened from a folder may fetch nothing else. */

const asked = new Map();
const received = new Map();

export class VersionError extends Error {}

/** Address of a file of the folder, by its name. */
export function findAddress(name) {
  return JSON.parse(document.body.dataset.fichiers)[name];
}

/** Callback of the scripts of the folder (like JSONP): data, or the exports of a module. */
export function receive(name, value) {
  received.set(name, value);
}

/** Data of a script of the folder, loaded once. */
export async function load(name) {
  if (!received.has(name)) await run(name);
  return received.get(name);
}

function run(name) {
  if (!asked.has(name)) {
    const made = new Promise((resolve, reject) => {
      const node = document.createElement("script");
      node.src = findAddress(name);
      node.addEventListener("load", resolve);
      node.addEventListener("error", () => {
        asked.delete(name);
        reject(new Error(name));
      });
      document.head.append(node);
    });
    asked.set(name, made);
  }
  return asked.get(name);
}

/** A style sheet of the folder, instead of those of the page. */
export function replaceStyle(name) {
  return new Promise((resolve) => {
    for (const sheet of document.querySelectorAll("link[rel=stylesheet]")) sheet.remove();
    const node = document.createElement("link");
    node.rel = "stylesheet";
    node.href = findAddress(name);
    node.addEventListener("load", resolve);
    node.addEventListener("error", resolve);
    document.head.append(node);
  });
}

/** Two files that name each other by rank must be of the same version: otherwise the answer would be that of another
 * commune. Served, the page is reloaded, once; from a folder, it shows an error. */
export function checkVersion(areOfOneVersion) {
  const tried = "atlas-version";
  try {
    if (areOfOneVersion) window.sessionStorage.removeItem(tried);
    else if (window.location.protocol.startsWith("http") && !window.sessionStorage.getItem(tried)) {
      window.sessionStorage.setItem(tried, "oui");
      window.location.reload();
    }
  } catch {
    // A browser that keeps nothing would reload for ever.
  }
  if (!areOfOneVersion) throw new VersionError();
}
