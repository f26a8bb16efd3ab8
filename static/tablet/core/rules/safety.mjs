// When the team should be back, and what to write when it is not. Pure; moments are ISO texts in UTC.

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
export const smsAddress = (number, words) =>
  `sms:${(number ?? "").replace(/[^+\d]/g, "")}?&body=${encodeURIComponent(words)}`;
