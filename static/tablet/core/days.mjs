// Calendar days. A day is always the day at the place it speaks of, so each function is told the place's zone: an IANA
// name out of the pack; without one, where the tablet is. No other module makes a day of a moment (tests/test_days.py).

const HOUR_AND_MINUTE = /^([01]\d|2[0-3]):([0-5]\d)$/;
/** @type {Intl.DateTimeFormatOptions} */
const PARTS = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
};

/** @typedef {string | undefined} Zone */
/** @typedef {string | number | Date} Moment */

/**
 * What a clock on the wall shows in `zone` at a moment, as if it were UTC: milliseconds.
 * @param {Date} moment
 * @param {Zone} zone
 */
function wall(moment, zone) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    ...PARTS,
    hourCycle: "h23",
    calendar: "gregory",
    numberingSystem: "latn",
    timeZone: zone,
  }).formatToParts(moment);
  const part = (/** @type {string} */ type) => parts.find((one) => one.type === type)?.value ?? "";
  return Date.parse(
    `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}Z`,
  );
}

const written = (/** @type {number | Date} */ moment) => new Date(moment).toISOString().slice(0, 10);

/**
 * The day ("2026-11-30") at a moment: a Date, milliseconds or an ISO text.
 * @param {Moment} moment
 * @param {Zone} [zone]
 */
export const dayAt = (moment, zone) => written(wall(new Date(moment), zone));

/**
 * Today's day at a place.
 * @param {Zone} [zone]
 */
export const today = (zone) => dayAt(Date.now(), zone);

/**
 * So many calendar days later, or earlier below zero, however long those days are.
 * @param {string} day
 * @param {number} n
 */
export function addDays(day, n) {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + n);
  return written(at);
}

/**
 * The moment (ISO text, UTC) at which it is "HH:MM" on a day in `zone`.
 * @param {string} day
 * @param {string} time
 * @param {Zone} zone
 */
export function momentOf(day, time, zone) {
  const shown = Date.parse(`${day}T${time}:00Z`);
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const guess = shown - (wall(new Date(shown), zone) - shown);
  return new Date(shown - (wall(new Date(guess), zone) - guess)).toISOString();
}

/**
 * The next time it is "HH:MM" in `zone`, as a moment; null when that is no time of day.
 * @param {string} typed
 * @param {Zone} zone
 * @param {Date} now
 */
export function nextAt(typed, zone, now) {
  if (!HOUR_AND_MINUTE.test(typed)) return null;
  const at = momentOf(dayAt(now, zone), typed, zone);
  return new Date(at) > now ? at : momentOf(addDays(dayAt(now, zone), 1), typed, zone);
}

/**
 * A day in words, "November 30, 2026", in a language.
 * @param {string} day
 * @param {string} language
 */
export const inWords = (day, language) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(`${language}-CA`, { dateStyle: "long", timeZone: "UTC" });
