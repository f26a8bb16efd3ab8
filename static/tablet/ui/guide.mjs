// What stands above an answer: how far along, and what the item means.

import { count } from "../core/checklist/answers.mjs";
import { el } from "./dom.mjs";
import { said, t } from "../core/words.mjs";

/** @import { Look } from "../core/checklist/showing.mjs" */

/** @param {{ look: Look; section: Section }} told */
export function meterLine({ look, section }) {
  const { shown, answered, open } = count(look, section);
  return el(
    "div",
    { class: "progress" },
    el("progress", { max: shown || 1, value: answered, "aria-label": t("progress") }),
    el("span", {}, ` ${t("of-n", { n: answered, of: shown })} · ${t("not-assessed-n", { n: open })}`),
  );
}

/** @param {Item} item */
export function guidance({ guidance: told }) {
  if (!told) return null;
  const more = /** @type {const} */ (["how", "signs", "ask", "never"]).filter((name) => told[name]);
  return el(
    "section",
    { class: "guide" },
    el("p", { class: "guide-what" }, said(told.what)),
    more.length > 0 &&
      el(
        "details",
        { class: "guidance" },
        el("summary", {}, more.map((name) => t(`guide-${name}`)).join(" · ")),
        el(
          "dl",
          {},
          more.flatMap((name) => [
            el("dt", {}, t(`guide-${name}`)),
            el("dd", { class: name === "never" ? "never" : null }, said(told[name])),
          ]),
        ),
      ),
  );
}
