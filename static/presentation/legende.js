/* The legend of a step: the typologies it shows, then the patterns. */

import { element, svgElement, swatch } from "../commun/dom.js";
import { listSignes } from "../commun/signes.js";

// Paints of the legend, of no typology in particular.
const GREY = { couleur: "#57534a", encre: "#ffffff" };
const HATCHED = { ...GREY, couleur: "#8b867a", hachures: "#ffffff" };

/** Entries of a legend, for the zones that the map holds. */
export function buildLegende(zones, etape, carte, donnees) {
  if (etape.lacunes) {
    const signes = listSignes(zones).filter((zone) => !zone.hachures);
    return [{ couvert: true }, ...signes].map((zone) => buildStatut(zone, carte, donnees));
  }
  const kinds = etape.typologies.map((code) => buildTypologie(code, etape, carte, donnees));
  // The bare ground means that nobody is known there.
  const signes = listSignes(zones).filter(({ signe }) => signe !== "vide");
  return [...kinds, ...signes.map((zone) => buildStatut(zone, carte, donnees))];
}

function buildStatut({ statut, couvert, signe, hachures }, carte, { legendes, statuts, textes }) {
  const words = couvert ? legendes.repond : statuts[statut].libelle;
  const paint = carte.paintSign({ statut, couvert, signe, ...(hachures ? HATCHED : GREY) });
  return buildSigne(paint, hachures ? textes.hachures : words);
}

function buildTypologie(code, etape, carte, { typologies }) {
  const kind = typologies[code];
  const strong = carte.strengthen(kind.couleur) || kind;
  const { contraste } = carte;
  const paint = contraste ? carte.motifs.paint(strong.couleur, kind.motif, strong.encre) : strong.couleur;
  const item = buildSigne(paint, kind.libelle, contraste ? null : kind);
  item.classList.toggle("ajoutee", etape.ajoutees.includes(code));
  return item;
}

/** A sign: its paint, or the letter that the seats bear. */
function buildSigne(paint, words, kind) {
  const svg = swatch("signe", paint);
  if (kind) {
    const letter = svgElement("text", {
      x: "50%",
      y: "50%",
      "text-anchor": "middle",
      "dominant-baseline": "central",
    });
    letter.style.fill = kind.encre;
    letter.textContent = kind.lettre;
    svg.append(letter);
  }
  const item = element("li");
  item.append(svg, element("span", "", words));
  return item;
}
