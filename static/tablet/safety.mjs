// When the team should be back, and what to write when it is not. Pure; moments are ISO texts in UTC.

/**
 * The next time it is "HH:MM" where the tablet is, as a moment; null when that is no time of day.
 * @param {string} typed
 * @param {Date} now
 */
export function nextAt(typed, now) {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(typed);
  if (!found) return null;
  const at = new Date(now);
  at.setHours(Number(found[1]), Number(found[2]), 0, 0);
  if (at <= now) at.setDate(at.getDate() + 1);
  return at.toISOString();
}

/**
 * Minutes a team is late: 0 when it is not, or nothing was set, or it said that it is back.
 * @param {{ back_by: string | null } | null | undefined} expected
 * @param {Date} now
 */
export function minutesLate(expected, now) {
  if (!expected?.back_by) return 0;
  return Math.max(0, Math.floor((now.getTime() - new Date(expected.back_by).getTime()) / 60000));
}

/**
 * The address that opens the tablet's own messages with these words; without a number the person picks one.
 * @param {string | null | undefined} number
 * @param {string} words
 */
export const smsAddress = (number, words) => `sms:${(number ?? "").replace(/[^+\d]/g, "")}?&body=${encodeURIComponent(words)}`;
