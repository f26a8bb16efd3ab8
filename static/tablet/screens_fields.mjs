// Answers that are typed: numbers, days, times and words.

import { button, el } from "./screens.mjs";
import { t } from "./words.mjs";

/** @type {Record<string, Attributes | undefined>} */
const TYPES = {
  integer: { type: "number", step: 1, inputmode: "numeric" }, decimal: { type: "number", step: "any", inputmode: "decimal" },
  money: { type: "number", step: "0.01", inputmode: "decimal" }, date: { type: "date" }, time: { type: "time" },
};

/**
 * One typed answer with its own save button; numbers come back as numbers, an empty field as null.
 * @param {Draft} draft
 * @param {Item} asked
 * @param {unknown} value
 * @param {(value: string | number | null) => unknown} pick
 */
export function answerField(draft, asked, value, pick) {
  const made = TYPES[asked.type] ? el("input", TYPES[asked.type]) : el("textarea", { rows: 3 });
  made.value = String(value ?? "");
  const read = () => {
    if (made.value === "") return null;
    return TYPES[asked.type]?.type === "number" ? Number(made.value) : made.value;
  };
  return el("div", {}, draft.typed("answer", made), button(t("save"), () => pick(read()), "main"));
}
