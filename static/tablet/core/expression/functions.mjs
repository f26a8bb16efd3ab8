// The functions of the language: as inspect_app/domain/checklists/expression/functions.py; both pass the same cases.
import * as v from "./values.mjs";
import { formatDay, toDay } from "./dates.mjs";

/** @param {v.Value[]} values */
const flat = (values) => values.flatMap((one) => (one instanceof v.Rows ? one.values : [one]));
/** @param {v.Value[]} values */
const given = (values) =>
  flat(values)
    .filter((one) => v.text(one) !== "")
    .map(v.number);
/**
 * @param {Setting} setting
 * @param {v.Value[]} values
 */
const own = (setting, values) => (values.length ? values[0] : v.fromPlain(setting.this));
/** @param {v.Value} value */
const letters = (value) => Array.from(v.text(value));
/** @param {v.Value[]} values */
const some = (values) => values.find((one) => v.text(one) !== "") ?? "";
/** @param {(number: number) => number} step */
const whole =
  (step) =>
  (/** @type {unknown} */ _, /** @type {v.Value[]} */ [value]) =>
    Number.isFinite(v.number(value)) ? step(v.number(value)) : v.number(value);
/** @param {number[]} numbers */
const allAre = (numbers) => numbers.length && !numbers.some(Number.isNaN);

/**
 * @param {unknown} _
 * @param {v.Value[]} parts
 */
function round(_, [value, to = 0]) {
  const number = v.number(value);
  const digits = v.number(to);
  if (!Number.isFinite(number) || Number.isNaN(digits)) return Number.isNaN(digits) ? NaN : number;
  let scale = 1;
  for (let n = Math.trunc(Math.min(Math.abs(digits), 15)); n > 0; n -= 1) scale *= 10;
  const scaled = digits < 0 ? number / scale : number * scale;
  if (!Number.isFinite(scaled)) return number;
  const down = Math.floor(scaled);
  const halfUp = scaled - down >= 0.5 ? down + 1 : down;
  return digits < 0 ? halfUp * scale : halfUp / scale;
}

/**
 * @param {number} number
 * @param {number} length
 */
function edge(number, length) {
  if (Number.isNaN(number)) return 0;
  const bounded = Math.trunc(Math.max(-length, Math.min(length, number)));
  return bounded < 0 ? bounded + length : bounded;
}

/**
 * @param {unknown} _
 * @param {v.Value[]} parts
 */
function substr(_, [value, from, to]) {
  const all = letters(value);
  const end = to === undefined ? all.length : edge(v.number(to), all.length);
  return all.slice(edge(v.number(from), all.length), end).join("");
}

/**
 * @param {Setting} setting
 * @param {v.Value[]} parts
 */
function substring(setting, [value, from, length]) {
  const first = round(setting, [v.number(from)]);
  const end = length === undefined ? Infinity : first + round(setting, [v.number(length)]);
  return letters(value)
    .filter((_, at) => at + 1 >= first && at + 1 < end)
    .join("");
}

/** @param {v.Value[]} values */
function cut(values) {
  const [all, mark] = values.map(v.text);
  const at = all.indexOf(mark);
  return at < 0 ? ["", ""] : [all.slice(0, at), all.slice(at + mark.length)];
}

/**
 * @param {unknown} _
 * @param {v.Value[]} parts
 */
function translate(_, [value, from, to]) {
  const [old, fresh] = [letters(from), letters(to)];
  return letters(value)
    .map((one) => (old.includes(one) ? (fresh[old.indexOf(one)] ?? "") : one))
    .join("");
}

/**
 * @param {v.Value} least
 * @param {v.Value} most
 * @param {number} total
 */
function within(least, most, total) {
  const [a, b] = [v.number(least), v.number(most)];
  return (a === -1 || total >= a) && (b === -1 || total <= b);
}

/**
 * @param {unknown} _
 * @param {v.Value[]} parts
 */
function weighted(_, [least, most, ...pairs]) {
  let total = 0;
  for (let n = 0; n < pairs.length; n += 2) total += v.truth(pairs[n]) ? v.number(pairs[n + 1]) : 0;
  return within(least, most, total);
}

/**
 * @param {Setting} setting
 * @param {v.Value[]} parts
 */
function choiceName(setting, [value, named]) {
  const item = v.text(named).replace(/^[${} ]+|[${} ]+$/g, "");
  const labels = setting.labels?.[item] ?? {};
  return Object.hasOwn(labels, v.text(value)) ? labels[v.text(value)] : v.text(value);
}

/**
 * @param {unknown} _
 * @param {v.Value[]} parts
 */
function selectedAt(_, [value, place]) {
  const chosen = v.words(value);
  const at = v.number(place);
  return at >= 0 && at < chosen.length ? chosen[Math.floor(at)] : "";
}

/** @type {Record<string, (setting: Setting, values: v.Value[]) => v.Value>} */
export const CALLS = {
  selected: (_, [value, one]) => v.words(value).includes(v.trimmed(v.text(one))),
  "selected-at": selectedAt,
  "count-selected": (_, [value]) => v.words(value).length,
  "jr:choice-name": choiceName,
  coalesce: (_, values) => some(values),
  once: (setting, [value]) => some([v.fromPlain(setting.this), value]),
  not: (_, [value]) => !v.truth(value),
  true: () => true,
  false: () => false,
  boolean: (_, [value]) => v.truth(value),
  "boolean-from-string": (_, [value]) => ["true", "1"].includes(v.text(value)),
  checklist: (_, [least, most, ...values]) => within(least, most, flat(values).filter(v.truth).length),
  "weighted-checklist": weighted,
  string: (setting, values) => v.text(own(setting, values)),
  concat: (_, values) => flat(values).map(v.text).join(""),
  join: (_, [mark, ...values]) => flat(values).map(v.text).join(v.text(mark)),
  "string-length": (setting, values) => letters(own(setting, values)).length,
  contains: (_, [all, part]) => v.text(all).includes(v.text(part)),
  "starts-with": (_, [all, part]) => v.text(all).startsWith(v.text(part)),
  "ends-with": (_, [all, part]) => v.text(all).endsWith(v.text(part)),
  substr,
  substring,
  "substring-before": (_, values) => cut(values)[0],
  "substring-after": (_, values) => cut(values)[1],
  "normalize-space": (setting, values) => v.words(own(setting, values)).join(" "),
  translate,
  regex: (_, [value, pattern]) => new RegExp(`^(?:${v.text(pattern)})$`, "u").test(v.text(value)),
  number: (setting, values) => v.number(own(setting, values)),
  int: whole(Math.trunc),
  round,
  floor: whole(Math.floor),
  ceiling: whole(Math.ceil),
  abs: (_, [value]) => Math.abs(v.number(value)),
  pow: (_, [base, power]) => v.number(base) ** v.number(power),
  sqrt: (_, [value]) => Math.sqrt(v.number(value)),
  min: (_, values) => (allAre(given(values)) ? Math.min(...given(values)) : NaN),
  max: (_, values) => (allAre(given(values)) ? Math.max(...given(values)) : NaN),
  sum: (_, values) => given(values).reduce((total, one) => total + one, 0),
  count: (_, values) => flat(values).length,
  "count-non-empty": (_, values) => flat(values).filter((one) => v.text(one) !== "").length,
  position: (setting) => setting.place ?? 0,
  today: (setting) => v.moment(setting.today ?? "") ?? "",
  now: (setting) => v.moment(setting.now ?? "") ?? "",
  date: (_, [value]) => toDay(value, false),
  "date-time": (_, [value]) => toDay(value, true),
  "format-date": formatDay,
  "format-date-time": formatDay,
  "decimal-date-time": (_, [value]) => v.number(value),
  "decimal-time": (_, [value]) => v.timeOfDay(v.trimmed(v.text(value))),
};
