// Dates in expressions: from a value to a Day, and a Day in the words of a language.
import { clock, Day, FIRST_DAY, LAST_DAY, number, padded, text } from "./values.mjs";

/** @import { Value } from "./values.mjs" */

/** @type {Record<string, string>} */
const MONTHS = {
  en: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
  fr: "janv. févr. mars avr. mai juin juill. août sept. oct. nov. déc.",
  es: "ene feb mar abr may jun jul ago sep oct nov dic",
};
/** @type {Record<string, string>} */
const DAYS = {
  en: "Mon Tue Wed Thu Fri Sat Sun",
  fr: "lun. mar. mer. jeu. ven. sam. dim.",
  es: "lun mar mié jue vie sáb dom",
};

/**
 * A Day of a value, or "" when it is none; without `time` the time of day is cut off.
 * @param {Value} value
 * @param {boolean} time
 */
export function toDay(value, time) {
  const days = number(value);
  if (Number.isNaN(days) || days < FIRST_DAY || days >= LAST_DAY + 1) return "";
  return time ? new Day(days, true) : new Day(Math.floor(days));
}

/**
 * format-date(value, "%d %b %Y") in the language of the setting.
 * @param {Setting} setting
 * @param {Value[]} parts
 */
export function formatDay(setting, [value, pattern]) {
  const day = toDay(value, true);
  if (day === "") return "";
  const [year, month, date, hour, minute, second, part] = clock(day);
  const language = Object.hasOwn(MONTHS, setting.language ?? "en") ? (setting.language ?? "en") : "en";
  const weekday = (((Math.floor(day.days) + 3) % 7) + 7) % 7;
  /** @type {Record<string, string | number>} */
  const marks = {
    Y: padded(year, 4),
    y: padded(year % 100, 2),
    m: padded(month, 2),
    n: month,
    d: padded(date, 2),
    e: date,
    H: padded(hour, 2),
    h: hour,
    M: padded(minute, 2),
    S: padded(second, 2),
    3: padded(part, 3),
    b: MONTHS[language].split(" ")[month - 1],
    a: DAYS[language].split(" ")[weekday],
    "%": "%",
  };
  return text(pattern).replace(/%([^\n])/gu, (/** @type {string} */ all, /** @type {string} */ mark) =>
    Object.hasOwn(marks, mark) ? String(marks[mark]) : all,
  );
}
