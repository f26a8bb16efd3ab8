// Where the gate lies from here: a drawing without any map service, north up. Nothing of it is kept.

import { fix } from "../../device/place.mjs";
import { button, el, notice } from "../../ui/dom.mjs";
import { svg } from "../../ui/drawings.mjs";
import { t } from "../../core/words.mjs";
import { way } from "../../core/rules/directions.mjs";

const AT = 100;

/**
 * The gate's place in words, and a button that draws where one stands; null where no gate is confirmed.
 * @param {Gate | null} gate
 */
export function gateWay(gate) {
  if (!gate) return null;
  const drawn = el("div", { role: "status" });
  const look = async () => {
    drawn.replaceChildren(el("p", {}, t("looking")));
    const here = await fix();
    drawn.replaceChildren(...(here ? picture(way(here, gate), here) : [notice("attention", t("no-fix"))]));
  };
  return el(
    "section",
    { class: "way" },
    el("p", {}, t("way-gate", { lat: gate.lat.toFixed(5), lon: gate.lon.toFixed(5) })),
    button(t("way-show"), look),
    drawn,
  );
}

/**
 * @param {ReturnType<typeof way>} returnType
 * @param {Fix} here
 */
function picture({ m, wind, ring, x, y, acc }, here) {
  const words = t("way-words", { m, wind: t(`wind-${wind}`), acc: here.acc });
  const [cx, cy] = [AT + x * AT * 0.9, AT + y * AT * 0.9];
  /** @type {Shape[]} */
  const shapes = [
    ["circle", { cx: AT, cy: AT, r: 90, class: "way-ring" }],
    ["circle", { cx: AT, cy: AT, r: 45, class: "way-ring" }],
    ["path", { d: `M${cx} ${cy}L${AT} ${AT}`, class: "way-line" }],
    ["circle", { cx, cy, r: Math.max(4, acc * 90), class: "way-acc" }],
    ["path", { d: `M${AT - 7} ${AT + 7}V${AT - 9}H${AT + 7}V${AT + 7}`, class: "way-gate" }],
    ["circle", { cx, cy, r: 5, class: "way-me" }],
    ["path", { d: "M100 2l5 10h-10z", class: "way-north" }],
  ];
  return [
    el("p", {}, words),
    svg("0 0 200 200", shapes, { class: "way-picture", role: "img", "aria-label": words }),
    el("p", { class: "quiet" }, t("way-scale", { m: ring })),
  ];
}
