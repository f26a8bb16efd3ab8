// Calendar days of the worker's page and of a lent handset: the days where the phone is, which is where the worker is.
// Nothing else of the page makes a day of a moment (tests/test_days.py).

const stamp = (/** @type {Date} */ at) =>
  `${at.getFullYear()}${String(at.getMonth() + 1).padStart(2, "0")}${String(at.getDate()).padStart(2, "0")}`;

/** Today as eight digits, 20261130. */
export const today = () => stamp(new Date());

// The day ends at eight in the evening, by the tablet's clock; a wrong clock only sends earlier or later.
export const workingDay = () => stamp(new Date(Date.now() + 4 * 3600000));

/**
 * A month to draw: its name in a language, the weekday of its first day (0 is Sunday), how many days it has.
 * @param {Date} now
 * @param {string} lang
 */
export function monthOf(now, lang) {
  const [year, month] = [now.getFullYear(), now.getMonth()];
  // The days are Gregorian, also where the language would count years otherwise.
  const name = now.toLocaleDateString(`${lang}-u-ca-gregory-nu-latn`, { month: "long", year: "numeric" });
  return { name, first: new Date(year, month, 1).getDay(), days: new Date(year, month + 1, 0).getDate() };
}
