/* Combobox (ARIA pattern) over places found as one types; answers come from `search`, wherever it finds them. */

import { element } from "./dom.js";

const WAIT_MS = 80;
const SHORTEST = 2;

/** Effect of a key on a list of `total` answers, of which the one of rank `active` is marked; null: none. */
export function pressKey(key, active, total) {
  if (key === "Escape") return { action: "close" };
  if (key === "Enter") return total ? { action: "take", rank: Math.max(active, 0) } : { action: "ask" };
  if (!total) return null;
  if (key === "ArrowDown") return { action: "mark", rank: (active + 1) % total };
  if (key === "ArrowUp") return { action: "mark", rank: (Math.max(active, 0) + total - 1) % total };
  return null;
}

export class Combobox {
  /**
   * @param {{ node: Element, input: HTMLInputElement, list: Element }} parts the combobox and its parts
   * @param {object} given
   * @param {string} given.id beginning of the identifiers of the options
   * @param {(words: string) => Promise<{ code: string, nom: string, lieu: string }[]>} given.search
   * @param {(answer: { code: string, nom: string }) => void} given.choose
   * @param {(words: string, isTrouble: boolean) => void} given.say live region; "" clears it
   * @param {{ rien: string, panne: string, trouves?: [string, string] }} given.textes
   */
  constructor({ node, input, list }, { id, search, choose, say, textes }) {
    Object.assign(this, {
      node,
      input,
      list,
      id,
      search,
      choose,
      say,
      textes,
      answers: [],
      active: -1,
      asked: 0,
      held: "",
      isTyped: false,
    });
  }

  start() {
    const { node, input, list } = this;
    input.addEventListener("input", () => {
      clearTimeout(this.wait);
      this.isTyped = true;
      // Enter must never choose an answer to what was typed before.
      this.answers = [];
      this.wait = setTimeout(() => this.ask(), WAIT_MS);
    });
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("focus", () => {
      if (!input.value) return;
      // What is typed takes the place of the name.
      if (input.value === this.held) input.select();
      else this.ask();
    });
    // A click must not take the focus from the box, and the list with it.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    // Also to a button of the box.
    node.addEventListener("focusout", () => this.close());
    return this;
  }

  /** Show a place that was chosen, "" for none: its name stays in the box. */
  hold(nom) {
    this.isTyped = false;
    this.held = nom;
    this.input.value = nom;
    this.close();
  }

  /** The same for a place that comes by itself, maybe late; false if its reader types another, which goes first. */
  follow(nom) {
    const isTyping = this.isTyped && this.input.getRootNode().activeElement === this.input;
    if (!isTyping) this.hold(nom);
    return !isTyping;
  }

  /** Button that empties the box; `leave` is called when it held a place. */
  buildClear(words, leave) {
    const button = element("button", "vider");
    button.type = "button";
    button.title = words;
    button.setAttribute("aria-label", words);
    button.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>';
    button.addEventListener("click", () => {
      const { held } = this;
      this.hold("");
      this.input.focus();
      if (held) leave();
    });
    return button;
  }

  /** No list any more; an answer on its way does not bring it back. */
  close() {
    clearTimeout(this.wait);
    this.asked++;
    this.draw([]);
    this.say("", false);
  }

  take(rank) {
    const answer = this.answers[rank];
    this.isTyped = false;
    this.close();
    this.choose(answer);
  }

  async ask() {
    clearTimeout(this.wait);
    const turn = ++this.asked;
    const words = this.input.value.trim();
    let found = [];
    let said = "";
    try {
      if (words.length >= SHORTEST) {
        found = await this.search(words);
        said = found.length ? this.announce(found.length) : this.textes.rien;
      }
    } catch {
      said = this.textes.panne;
    }
    if (turn !== this.asked) return;
    this.draw(found);
    this.say(said, !found.length);
    if (found.length) this.mark(0);
  }

  announce(total) {
    const { trouves } = this.textes;
    return trouves ? `${total} ${trouves[total > 1 ? 1 : 0]}` : "";
  }

  async press(event) {
    const asked = pressKey(event.key, this.active, this.answers.length);
    if (!asked) return;
    if (asked.action === "close") {
      if (this.answers.length) {
        // Closes the list, and nothing around it.
        event.preventDefault();
        event.stopPropagation();
      }
      this.close();
      return;
    }
    event.preventDefault();
    if (asked.action === "mark") {
      this.mark(asked.rank);
      return;
    }
    if (asked.action === "ask") await this.ask();
    if (this.answers.length) this.take(asked.rank ?? 0);
  }

  mark(rank) {
    this.active = rank;
    for (const [place, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(place === rank));
      if (place !== rank) continue;
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }
  }

  draw(answers) {
    this.answers = answers;
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...answers.map((answer, rank) => this.option(answer, rank)));
    this.list.hidden = !answers.length;
    this.input.setAttribute("aria-expanded", String(answers.length > 0));
  }

  option({ nom, lieu }, rank) {
    const option = element("li");
    option.id = `${this.id}-${rank}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.append(element("strong", "", nom), element("span", "", lieu));
    option.addEventListener("click", () => this.take(rank));
    return option;
  }
}
