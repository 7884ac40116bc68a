/* Fill patterns: the second cue beside colour. */

import { setAttributes, svgElement } from "../commun/dom.js";

const SHAPES = {
  hachures: { size: 9, path: "M-2,2 L2,-2 M0,9 L9,0 M7,11 L11,7", width: 3 },
  lignes: { size: 7, path: "M0,3.5 H7", width: 1.3 },
  tirets: { size: 10, path: "M1,2.5 H6 M6,7.5 H11 M-4,7.5 H1", width: 1.3 },
  points: { size: 10, path: "M2.5,2.5 h.01 M7.5,7.5 h.01", width: 1.9 },
  croix: { size: 10, path: "M3,5 H7 M5,3 V7", width: 1.3 },
  chevrons: { size: 10, path: "M0,7 L5,2 L10,7", width: 1.3 },
  quadrillage: { size: 9, path: "M0,4.5 H9 M4.5,0 V9", width: 1.1 },
  vagues: { size: 12, path: "M0,6 Q3,2 6,6 T12,6", width: 1.3 },
  voile: { size: 8, path: "M-1,7 L1,9 M0,0 L8,8 M7,-1 L9,1", width: 0.8 },
};

let made = 0; // of all the maps of the page

export class Motifs {
  /** `scale`: size relative to a desktop screen. */
  constructor(scale = 1) {
    this.scale = scale;
    this.known = new Map();
    this.svg = svgElement("svg", { width: 0, height: 0, "aria-hidden": "true" });
    // Out of the flow and at the top: anywhere else it would lengthen the page.
    this.svg.style.cssText = "position: absolute; top: 0; left: 0";
    document.body.append(this.svg);
  }

  /** Paint of a shape in one colour over another: "url(#…)", made once. */
  paint(ground, shape, ink) {
    if (!SHAPES[shape]) return ground;
    const key = [ground, shape, ink].join("|");
    if (!this.known.has(key)) this.known.set(key, this.make(ground, SHAPES[shape], ink));
    return `url(#${this.known.get(key)})`;
  }

  make(ground, { size, path, width }, ink) {
    const id = `motif-${++made}`;
    const pattern = svgElement("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" });
    if (this.scale !== 1) setAttributes(pattern, { patternTransform: `scale(${this.scale})` });
    const rect = svgElement("rect", { width: size, height: size });
    rect.style.fill = ground;
    const line = svgElement("path", { d: path, fill: "none", "stroke-linecap": "round", "stroke-width": width });
    line.style.stroke = ink;
    pattern.append(rect, line);
    this.svg.append(pattern);
    return id;
  }
}
