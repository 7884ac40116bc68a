/* Elements of the page. Texts are set with `textContent`: nothing in a cell can become HTML. */

const SVG = "http://www.w3.org/2000/svg";

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

export function svgElement(tag, attributes) {
  return setAttributes(document.createElementNS(SVG, tag), attributes);
}

/** A rectangle of the paint of a zone, for a legend. */
export function swatch(className, paint) {
  const svg = svgElement("svg", { class: className, "aria-hidden": "true" });
  const rect = svgElement("rect", { width: "100%", height: "100%" });
  rect.style.fill = paint;
  svg.append(rect);
  return svg;
}
