// Drawings made in code: the signs beside answers, and any other shapes. Nothing is loaded for them.

/** @type {Record<string, Shape[] | undefined>} */
const SIGNS = {
  present: [["circle", { cx: 12, cy: 12, r: 8.5, fill: "currentColor" }]],
  not_present: [["circle", { cx: 12, cy: 12, r: 8.5 }]],
  not_assessed: [["circle", { cx: 12, cy: 12, r: 8.5, "stroke-dasharray": "3 4" }]],
  does_not_apply: [["path", { d: "M5 12h14" }]],
};

const SVG = "http://www.w3.org/2000/svg";

/**
 * A drawing: shapes are [name, attributes].
 * @param {string} viewBox
 * @param {Shape[]} shapes
 * @param {Record<string, string | number>} more
 */
export function svg(viewBox, shapes, more) {
  /**
   * @param {string} name
   * @param {Record<string, string | number>} attributes
   */
  const make = (name, attributes) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    return made;
  };
  const made = make("svg", { viewBox, ...more });
  made.append(...shapes.map(([name, attributes]) => make(name, attributes)));
  return made;
}

/**
 * The drawing beside an answer, or nothing where an answer has none.
 * @param {string} name
 */
export const sign = (name) =>
  SIGNS[name] &&
  svg("0 0 24 24", SIGNS[name], {
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 2,
    "aria-hidden": "true",
  });
