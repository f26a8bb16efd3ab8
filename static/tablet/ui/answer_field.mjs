// Answers that are typed: numbers, amounts, days and times. What was read is said back before it is saved.

import { button, el, notice } from "./dom.mjs";
import { readTyped, TYPED } from "../core/checklist/typed.mjs";
import { day, language, said, t } from "../core/words.mjs";

/** @type {Record<string, Attributes | undefined>} */
const KINDS = {
  integer: { type: "text", inputmode: "numeric" },
  count: { type: "text", inputmode: "numeric" },
  decimal: { type: "text", inputmode: "decimal" },
  money: { type: "text", inputmode: "decimal" },
  date: { type: "date" },
  time: { type: "time" },
};

/**
 * One answer in words of the reader's language.
 * @param {Item} item
 * @param {unknown} value
 */
export function wordsOf(item, value) {
  if (!TYPED.includes(item.type) || value === null) return t(String(value));
  if (item.type === "date") return day(String(value));
  if (item.type === "time") return String(value);
  const style =
    item.type === "money" ? { style: "currency", currency: item.currency ?? "CAD" } : { maximumFractionDigits: 6 };
  const figure = new Intl.NumberFormat(`${language}-CA`, /** @type {Intl.NumberFormatOptions} */ (style)).format(
    Number(value),
  );
  return item.unit ? `${figure} ${said(item.unit)}` : figure;
}

/**
 * One typed answer with its own save button; an empty field takes the answer back.
 * @param {Draft} draft
 * @param {Item} asked
 * @param {AnswerValue} value
 * @param {(value: AnswerValue) => unknown} pick
 */
export function answerField(draft, asked, value, pick) {
  const made = el("input", KINDS[asked.type]);
  const told = el("p", { role: "status", class: "hint" });
  const wrong = el("div", { role: "alert" });
  made.value = value === null ? "" : String(value);
  const look = () => {
    const read = readTyped(asked, made.value);
    told.textContent = read.value === null ? "" : `= ${wordsOf(asked, read.value)}`;
    wrong.replaceChildren();
  };
  const save = () => {
    const { value: kept, why } = readTyped(asked, made.value);
    if (why) return wrong.replaceChildren(notice("danger", t("not-saved"), t(`typed-${why}`, bounds(asked))));
    return pick(kept);
  };
  const label = draft.typed("answer", made, asked.unit ? said(asked.unit) : null);
  made.addEventListener("input", look);
  look();
  return el("div", {}, label, told, wrong, button(t("save"), save, "main"));
}

/** @param {Item} asked */
const bounds = ({ min, max, decimals, type }) => ({
  min: min ?? (type === "count" ? 0 : ""),
  max: max ?? "",
  decimals: decimals ?? (["decimal", "money"].includes(type) ? 2 : 0),
});
