/* What the presentation and the window of the speaker share. Texts from data are set with textContent; the only HTML is
 * what the server made of Markdown, escaped there. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  /** HTML that the server made; scripts in it would not run, and it holds none. */
  function prose(className, html, root = "/") {
    const node = element("div", className);
    node.innerHTML = html;
    for (const link of node.querySelectorAll("a")) {
      // Addresses of the atlas are relative to its root. None takes the show away.
      const address = link.getAttribute("href") || "";
      if (!/^[a-z]+:/i.test(address)) link.setAttribute("href", root + address);
      link.target = "_blank";
      link.rel = "noopener";
    }
    return node;
  }

  const ICONS = {
    precedente: "M15 5l-7 7 7 7",
    suivante: "M9 5l7 7-7 7",
    plan: "M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z",
    commune: "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L20 20",
    contraste: "M12 4a8 8 0 100 16zM12 4a8 8 0 010 16",
    noir: "M3 5h18v11H3zM8 20h8M12 16v4",
    notes: "M6 3h9l4 4v14H6zM9 11h7M9 15h7M9 7h3",
    qr: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2v2h-2zM16 18h4v2h-4z",
    pleinEcran: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
    aide: "M3 7h18v10H3zM6 10h1M10 10h1M14 10h1M18 10h.5M7 14h10",
    quitter: "M10 4H5v16h5M14 8l5 4-5 4M19 12H9",
    fermer: "M6 6l12 12M18 6L6 18",
  };

  function icon(name) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.classList.add("icone");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }

  /** A rectangle of the paint of a zone, for a legend. */
  function swatch(className, paint) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", className);
    svg.setAttribute("aria-hidden", "true");
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("width", "100%");
    rect.setAttribute("height", "100%");
    rect.style.fill = paint;
    svg.append(rect);
    return svg;
  }

  /** A button with its icon and its words; `key` is told to who reads with a screen reader. */
  function button(name, words, action, key) {
    const node = element("button", `bouton bouton-${name}`);
    node.type = "button";
    node.append(icon(name), element("span", "mot", words));
    if (key) node.setAttribute("aria-keyshortcuts", key);
    node.title = words;
    node.addEventListener("click", (event) => {
      action(node);
      // After the mouse, the space bar belongs to the next step again.
      if (event.detail) node.blur();
    });
    return node;
  }

  /** « {rang} » and the like, filled in. */
  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  }

  // Files have no origin to name, and share no channel.
  const LOCAL = window.location.protocol === "file:";

  /** Both windows follow the same step: by channel, and directly where a folder is opened without server. */
  class Liaison {
    constructor(receive, signal) {
      this.others = new Set(window.opener ? [window.opener] : []);
      this.channel = window.BroadcastChannel ? new BroadcastChannel("atlas-presentation") : null;
      if (this.channel) this.channel.onmessage = (event) => receive(event.data);
      signal.addEventListener("abort", () => this.channel?.close());
      const listen = (event) => {
        if (!event.source || event.source === window || event.data?.de !== "atlas-presentation") return;
        if (event.origin !== window.location.origin && !LOCAL) return;
        this.others.add(event.source);
        receive(event.data);
      };
      window.addEventListener("message", listen, { signal });
    }

    add(other) {
      this.others.add(other);
    }

    send(message) {
      const data = { de: "atlas-presentation", ...message };
      this.channel?.postMessage(data);
      if (this.channel && !LOCAL) return;
      const target = LOCAL ? "*" : window.location.origin;
      for (const other of this.others) if (!other.closed) other.postMessage(data, target);
    }
  }

  /** Rank (from 1) that the address names, among so many steps. */
  function rankOf(address, total) {
    const rank = Number(new URLSearchParams(address).get("etape"));
    return Number.isInteger(rank) && rank >= 1 ? Math.min(rank, total) : 1;
  }

  window.presentation = { element, prose, icon, swatch, button, fill, Liaison, rankOf, vues: {} };

  /** Draw a view of the presentation in an element.
   *
   * `services` replace what a server answers: `chercher(words)` gives [{code, nom, lieu}], `repondre(code)` the answer
   * of /api/reponse, `couche(address)` the GeoJSON of a layer; each may return a promise. `quitter()` is what the way
   * out does, otherwise it leads to an address. One view at a time: the one before is stopped; `arreter()` stops it.
   */
  window.presentation.demarrer = function (container, donnees, services = {}) {
    window.presentation.courante?.arreter();
    document.documentElement.dataset.vue = donnees.vue;
    window.presentation.courante = window.presentation.vues[donnees.vue](container, donnees, services);
    return window.presentation.courante;
  };

  window.addEventListener("DOMContentLoaded", () => {
    const container = document.getElementById("presentation");
    if (container?.dataset.donnees) {
      window.presentation.demarrer(container, JSON.parse(container.dataset.donnees));
    }
  });
})();
