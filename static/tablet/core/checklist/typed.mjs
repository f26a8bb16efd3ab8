// Answers that are typed: as inspect_app/domain/checklists/checklist/typed.py; both pass tests/cases/typed.json. Pure.
// The form kept: integer and count a whole number, decimal and money a decimal text, date 2026-11-23, time 17:05.

import { moment, timeOfDay, trimmed } from "../expression/values.mjs";
import { readNumber } from "../rules/numbers.mjs";

const WHOLE = ["integer", "count"];
const NUMBERS = [...WHOLE, "decimal", "money"];
export const TYPED = [...NUMBERS, "date", "time"];
const DECIMALS = 2;
const MOST = 10 ** 15;

/**
 * The value to keep, or why there is none; nothing typed is {value: null, why: ""}.
 * @param {Item} item
 * @param {string} typed
 * @returns {{value: AnswerValue, why: string}}
 */
export function readTyped(item, typed) {
  const read = NUMBERS.includes(item.type) ? number(item, typed) : { value: trimmed(typed), why: "" };
  if (read.why || read.value === null || read.value === "") return { value: null, why: read.why };
  const why = fault(item, read.value);
  return why ? { value: null, why } : { value: read.value, why: "" };
}

/**
 * @param {Item} item
 * @param {string} typed
 * @returns {{value: string | number | null, why: string}}
 */
function number(item, typed) {
  const { value, why } = readNumber(typed, decimals(item), { money: item.type === "money" });
  if (value === null) return { value, why: why === "empty" ? "" : why };
  return { value: WHOLE.includes(item.type) ? Number(value) : value, why };
}

/**
 * Why a typed item cannot have this value, or "": not_a_number, not_a_day, not_a_time, too_small, too_large.
 * @param {Item} item
 * @param {unknown} value
 */
export function fault(item, value) {
  if (NUMBERS.includes(item.type) && !isNumber(item, value)) return "not_a_number";
  if (
    item.type === "date" &&
    !(typeof value === "string" && /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value) && moment(value))
  )
    return "not_a_day";
  if (
    item.type === "time" &&
    !(typeof value === "string" && /^[0-9]{2}:[0-9]{2}$/.test(value) && !Number.isNaN(timeOfDay(value)))
  )
    return "not_a_time";
  if (item.type === "count" && Number(value) < 0) return "too_small";
  return TYPED.includes(item.type) ? bounds(item, value) : "";
}

/**
 * @param {Item} item
 * @param {unknown} value
 */
function isNumber(item, value) {
  if (WHOLE.includes(item.type)) return Number.isInteger(value) && Math.abs(Number(value)) < MOST;
  return (
    typeof value === "string" && readNumber(value, decimals(item), { money: item.type === "money" }).value === value
  );
}

/**
 * @param {Item} item
 * @param {unknown} value
 */
function bounds(item, value) {
  /** @param {unknown} kept */
  const key = (kept) => (NUMBERS.includes(item.type) ? Number(kept) : String(kept));
  if (item.min !== undefined && key(value) < key(item.min)) return "too_small";
  return item.max !== undefined && key(value) > key(item.max) ? "too_large" : "";
}

/** @param {Item} item */
const decimals = (item) => (WHOLE.includes(item.type) ? 0 : (item.decimals ?? DECIMALS));
