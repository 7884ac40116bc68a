/* A commune asked from the room: a box, then who to call, in one sentence. */
(function () {
  "use strict";

  const { element, button, fill } = window.presentation;

  async function json(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address} : ${response.status}`);
    return response.json();
  }

  /** What a server answers; a folder opened without server gives its own. */
  function services(adresses) {
    return {
      chercher: (words) => json(`${adresses.communes}?q=${encodeURIComponent(words)}`),
      repondre: (code) => json(`${adresses.reponse}${encodeURIComponent(code)}`),
    };
  }

  /** Combobox (ARIA pattern); calls `choose` with the code of a commune. */
  class Recherche {
    constructor(textes, search, choose, id = "recherche") {
      Object.assign(this, { textes, search, choose, id, answers: [], active: -1, asked: 0 });
      this.node = element("div", "recherche");
      const label = element("label", "", textes.communeTitre);
      label.htmlFor = `${id}-commune`;
      this.input = element("input");
      const settings = {
        id: `${id}-commune`, type: "text", placeholder: textes.communeExemple, autocomplete: "off", spellcheck: "false",
        role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-liste`, "aria-autocomplete": "list",
        "aria-describedby": `${id}-aide`, maxlength: 80,
      };
      for (const [name, value] of Object.entries(settings)) this.input.setAttribute(name, value);
      this.help = element("p", "aide", textes.communeAide);
      this.help.id = `${id}-aide`;
      this.list = element("ul", "reponses");
      this.list.id = `${id}-liste`;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", textes.communeTrouvees);
      this.list.hidden = true;
      this.status = element("p", "rien");
      this.status.setAttribute("role", "status");
      this.node.append(label, this.input, this.help, this.list, this.status);
      this.input.addEventListener("input", () => {
        clearTimeout(this.wait);
        // Enter must never choose an answer to what was typed before.
        this.answers = [];
        this.wait = setTimeout(() => this.ask(), 80);
      });
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.node.addEventListener("focusout", (event) => this.node.contains(event.relatedTarget) || this.close());
    }

    empty() {
      this.input.value = "";
      this.answers = [];
      this.draw();
    }

    /** No list any more; an answer on its way does not bring it back. */
    close() {
      clearTimeout(this.wait);
      this.asked++;
      this.answers = [];
      this.draw();
    }

    take(code) {
      this.close();
      this.choose(code);
    }

    async ask() {
      const turn = ++this.asked;
      const words = this.input.value.trim();
      let found = [];
      let said = "";
      try {
        if (words.length > 1) {
          found = await this.search(words);
          said = found.length ? "" : this.textes.communeRien;
        }
      } catch {
        said = this.textes.communePanne;
      }
      if (turn !== this.asked) return;
      this.answers = found;
      this.draw();
      this.status.textContent = said;
      if (found.length) this.mark(0);
    }

    async key(event) {
      if (event.key === "Enter") {
        event.preventDefault();
        if (!this.answers.length) {
          clearTimeout(this.wait);
          await this.ask();
        }
        if (this.answers.length) this.take(this.answers[Math.max(this.active, 0)].code);
      } else if (event.key === "Escape" && this.answers.length) {
        // Closes the list, and nothing around it.
        event.preventDefault();
        event.stopPropagation();
        this.close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.answers.length) {
        event.preventDefault();
        this.mark((this.active + (event.key === "ArrowDown" ? 1 : this.answers.length - 1)) % this.answers.length);
      }
    }

    mark(position) {
      this.active = position;
      [...this.list.children].forEach((option, rank) => {
        option.setAttribute("aria-selected", String(rank === position));
        if (rank !== position) return;
        option.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", option.id);
      });
    }

    draw() {
      this.active = -1;
      this.input.removeAttribute("aria-activedescendant");
      this.status.textContent = "";
      this.list.replaceChildren(
        ...this.answers.map((answer, rank) => {
          const option = element("li");
          option.id = `${this.id}-${rank}`;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.append(element("strong", "", answer.nom), element("span", "", answer.lieu));
          // Before the box loses the focus, and the list with it.
          option.addEventListener("mousedown", (event) => event.preventDefault());
          option.addEventListener("click", () => this.take(answer.code));
          return option;
        })
      );
      this.list.hidden = !this.answers.length;
      this.input.setAttribute("aria-expanded", String(Boolean(this.answers.length)));
    }
  }

  function contact(guichet, textes) {
    const line = element("p", "contact");
    const parts = [];
    if (guichet.telephone) parts.push([guichet.telephone, `tel:${guichet.telephone.replace(/[^0-9+]/g, "")}`]);
    if (guichet.courriel) parts.push([guichet.courriel, `mailto:${encodeURIComponent(guichet.courriel).replace("%40", "@")}`]);
    if (/^https?:\/\/[^\s]+$/.test(guichet.site)) {
      parts.push([guichet.site.replace(/^https?:\/\/(www\.)?/, "").split("/")[0], guichet.site]);
    }
    for (const [words, address] of parts) {
      const link = element("a", "", words);
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener";
      line.append(link, " ");
    }
    if (!parts.length) line.textContent = textes.sansContact;
    return line;
  }

  /** The answer, over the text of the step: the map beside it shows the commune. */
  function carteReponse(reponse, textes, close) {
    const node = element("section", `reponse statut-${reponse.statut}`);
    node.style.borderLeftColor = reponse.couleur;
    node.setAttribute("aria-label", `${textes.reponse} ${reponse.commune}`);
    node.tabIndex = -1;
    const head = element("header");
    head.append(element("h2", "", reponse.commune), button("fermer", textes.fermer, close, "Escape"));
    node.append(head, element("p", "endroit", reponse.lieu), element("p", "phrase", reponse.phrase));
    for (const guichet of reponse.guichets) node.append(contact(guichet, textes));
    if (reponse.proche) {
      const near = element("div", "proche");
      near.append(element("p", "", fill(textes.proche, reponse.proche)), element("p", "nom-guichet", reponse.proche.nom));
      near.append(contact(reponse.proche, textes));
      node.append(near);
    }
    if (reponse.autres) node.append(element("p", "autres", `${textes.autres} ${reponse.autres}.`));
    return node;
  }

  Object.assign(window.presentation, { Recherche, carteReponse, services });
})();
