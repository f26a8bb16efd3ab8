// What a value is in an expression and how one kind becomes another: as
// inspect_app/domain/checklists/expression/values.py.
// Kinds: string, number, boolean, Day (days since 1970) and Rows (one value per row of a repeating section).

/** @typedef {string | number | boolean | Day | Rows} Value */

export class Day {
  /**
   * @param {number} days since 1970-01-01
   * @param {boolean} [clock] whether it has a time of day
   */
  constructor(days, clock = false) {
    this.days = days;
    this.clock = clock;
  }
}

export class Rows {
  /** @param {Value[]} values */
  constructor(values) {
    this.values = values;
  }
}

export const FIRST_DAY = -719162;
export const LAST_DAY = 2932896;
const NUMBER = /^-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;
const CLOCK = "([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,3})[0-9]*)?)?";
const DATE = new RegExp(`^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T${CLOCK}(Z|[+-][0-9]{2}:[0-9]{2})?)?$`);
const TIME = new RegExp(`^${CLOCK}$`);

/** @param {string} words */
export const trimmed = (words) => words.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");

/**
 * An answer as it is kept (JSON) as a value; a mapping is row id -> answer.
 * @param {unknown} plain
 * @returns {Value}
 */
export function fromPlain(plain) {
  if (plain === null || plain === undefined) return "";
  if (Array.isArray(plain)) return plain.map((one) => text(fromPlain(one))).join(" ");
  return typeof plain === "object" ? new Rows(Object.values(plain).map(fromPlain)) : /** @type {Value} */ (plain);
}

/**
 * A value as JSON: dates as ISO text, rows as a list; a number that is not finite as its name.
 * @param {Value} value
 * @returns {unknown}
 */
export function toPlain(value) {
  if (value instanceof Rows) return value.values.map(toPlain);
  if (value instanceof Day || (typeof value === "number" && !Number.isFinite(value))) return text(value);
  return value;
}

/**
 * XPath string(): no exponents, no -0, the first row of several.
 * @param {Value} value
 * @returns {string}
 */
export function text(value) {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value instanceof Day) return iso(value);
  if (value instanceof Rows) return value.values.length ? text(value.values[0]) : "";
  return digits(value);
}

/** @param {number} number */
function digits(number) {
  const written = String(number === 0 ? 0 : number);
  const found = /^(-?)([0-9]+)(?:\.([0-9]+))?e([+-][0-9]+)$/.exec(written);
  if (!found) return written;
  const [, sign, whole, part = "", power] = found;
  const point = whole.length + Number(power);
  const all = whole + part;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${all}`;
  return point >= all.length ? sign + all.padEnd(point, "0") : `${sign}${all.slice(0, point)}.${all.slice(point)}`;
}

/**
 * XPath number(); a date, or text that is an ISO date, is its days since 1970. Otherwise NaN.
 * @param {Value} value
 * @returns {number}
 */
export function number(value) {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof Day) return value.days;
  if (value instanceof Rows) return value.values.length ? number(value.values[0]) : NaN;
  const words = trimmed(value);
  return NUMBER.test(words) ? Number(words) : (moment(words)?.days ?? NaN);
}

/**
 * XPath boolean(): some text, a number that is neither 0 nor NaN, at least one row.
 * @param {Value} value
 * @returns {boolean}
 */
export function truth(value) {
  if (value instanceof Rows) return value.values.length > 0;
  return value instanceof Day || Boolean(value);
}

/**
 * The chosen ids of an answer with several choices.
 * @param {Value} value
 */
export const words = (value) =>
  text(value)
    .split(/[ \t\r\n]+/)
    .filter(Boolean);

/**
 * ISO date, or date and time, to days; null when it is not one. A zone is taken to UTC.
 * @param {string} written
 */
export function moment(written) {
  const found = DATE.exec(written);
  if (!found) return null;
  const [year, month, day] = found.slice(1, 4).map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null;
  const days = dayNumber(year, month, day);
  if (found[4] === undefined) return new Day(days);
  const part = fraction(found.slice(4, 8));
  const away = zone(found[8]);
  return part === null || away === null ? null : new Day(days + (part - away) / 86400000, true);
}

/**
 * `HH:MM[:SS]` as a fraction of a day; NaN when it is not one.
 * @param {string} written
 */
export function timeOfDay(written) {
  const found = TIME.exec(written);
  const part = found ? fraction(found.slice(1, 5)) : null;
  return part === null ? NaN : part / 86400000;
}

/** @param {(string | undefined)[]} parts */
function fraction([hour, minute, second = "0", part = "0"]) {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  return h > 23 || m > 59 || s > 59 ? null : ((h * 60 + m) * 60 + s) * 1000 + Number(part.padEnd(3, "0"));
}

/** @param {string | undefined} written */
function zone(written) {
  if (written === undefined || written === "Z") return 0;
  const [hours, minutes] = [Number(written.slice(1, 3)), Number(written.slice(4, 6))];
  return hours > 14 || minutes > 59 ? null : (hours * 60 + minutes) * 60000 * (written[0] === "-" ? -1 : 1);
}

/**
 * @param {number} year
 * @param {number} month
 */
function monthLength(year, month) {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * @param {number} year
 * @param {number} month
 * @param {number} day
 */
function dayNumber(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const ofEra = y % 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leaps = Math.floor(ofEra / 4) - Math.floor(ofEra / 100);
  return Math.floor(y / 400) * 146097 + ofEra * 365 + leaps + ofYear - 719468;
}

/**
 * [year, month, day, hour, minute, second, millisecond] of a Day.
 * @param {Day} day
 */
export function clock(day) {
  const total = Math.floor(day.days * 86400000 + 0.5);
  const z = Math.floor(total / 86400000) + 719468;
  const part = total - (z - 719468) * 86400000;
  const era = Math.floor(z / 146097);
  const of = z - era * 146097;
  const year = Math.floor((of - Math.floor(of / 1460) + Math.floor(of / 36524) - Math.floor(of / 146096)) / 365);
  const ofYear = of - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const m = Math.floor((5 * ofYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  const civil = [year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - Math.floor((153 * m + 2) / 5) + 1];
  const steps = [
    [3600000, 1000],
    [60000, 60],
    [1000, 60],
    [1, 1000],
  ];
  return [...civil, ...steps.map(([size, most]) => Math.floor(part / size) % most)];
}

/**
 * @param {number} number
 * @param {number} width
 */
export const padded = (number, width) => String(number).padStart(width, "0");

/** @param {Day} day */
export function iso(day) {
  const [year, month, date, ...time] = clock(day);
  const written = `${padded(year, 4)}-${padded(month, 2)}-${padded(date, 2)}`;
  return day.clock
    ? `${written}T${time
        .slice(0, 3)
        .map((one) => padded(one, 2))
        .join(":")}Z`
    : written;
}
