/* Combobox of the communes, for the presentation and for the atlas without server. */

import { Combobox } from "../commun/combobox.js";
import { element, setAttributes } from "../commun/dom.js";

export class Recherche {
  /** Calls `choose` with the code of a commune. */
  constructor(textes, search, choose, id = "recherche") {
    this.node = element("div", "recherche");
    const label = element("label", "", textes.communeTitre);
    label.htmlFor = `${id}-commune`;
    this.input = setAttributes(element("input"), {
      id: `${id}-commune`,
      type: "text",
      placeholder: textes.communeExemple,
      autocomplete: "off",
      spellcheck: "false",
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": `${id}-liste`,
      "aria-autocomplete": "list",
      "aria-describedby": `${id}-aide`,
      maxlength: 80,
    });
    const help = element("p", "aide", textes.communeAide);
    help.id = `${id}-aide`;
    const list = element("ul", "reponses");
    setAttributes(list, { id: `${id}-liste`, role: "listbox", "aria-label": textes.communeTrouvees });
    list.hidden = true;
    const status = element("p", "rien");
    status.setAttribute("role", "status");
    this.field = element("div", "champ-recherche");
    this.field.append(this.input);
    this.node.append(label, this.field, help, list, status);
    this.combobox = new Combobox(
      { node: this.node, input: this.input, list },
      {
        id,
        search,
        choose: ({ code }) => choose(code),
        say: (words) => {
          status.textContent = words;
        },
        textes: { rien: textes.communeRien, panne: textes.communePanne },
      },
    );
    this.combobox.start();
  }

  /** A button inside of the box, at its end. */
  addButton(button) {
    this.field.append(button);
  }

  /** Show the place chosen; "" for none. */
  hold(nom) {
    this.combobox.hold(nom);
  }

  /** Button that empties the box; `leave` is called when it held a place. */
  addClear(words, leave) {
    this.addButton(this.combobox.buildClear(words, leave));
  }
}
