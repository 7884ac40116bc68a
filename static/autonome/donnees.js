/* Files of the atlas without server: a script each, since a page opened from a folder may fetch nothing else. */
(function () {
  "use strict";

  const files = JSON.parse(document.body.dataset.fichiers);
  const asked = new Map();
  const received = new Map();

  /** Run a script of the folder, once. */
  function script(name) {
    if (!asked.has(name)) {
      const made = new Promise((resolve, reject) => {
        const node = document.createElement("script");
        node.src = files[name];
        node.onload = resolve;
        node.onerror = () => {
          asked.delete(name);
          reject(new Error(name));
        };
        document.head.append(node);
      });
      asked.set(name, made);
    }
    return asked.get(name);
  }

  /** A style sheet of the folder, instead of those of the page. */
  function style(name) {
    return new Promise((resolve) => {
      for (const sheet of document.querySelectorAll("link[rel=stylesheet]")) sheet.remove();
      const node = document.createElement("link");
      node.rel = "stylesheet";
      node.href = files[name];
      node.onload = node.onerror = resolve;
      document.head.append(node);
    });
  }

  /** Data that a file of `donnees/` hands over. */
  async function charger(name) {
    if (!received.has(name)) await script(name);
    return received.get(name);
  }

  /** Two files that name each other by rank must be of the same version: otherwise the answer would be that of another
   * commune. Served, the page is made again, once; from a folder, it says so. */
  function verifier(areOfOneVersion) {
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

  class VersionError extends Error {}

  Object.assign(window.atlas, { VersionError, verifier, script, style, charger, recevoir: (name, data) => received.set(name, data), recu: (name) => received.get(name) });
})();
