// Talks of equal length prove nothing about who said what. Pure; moments and lengths in milliseconds.

const MINUTE = 60000;
const FIRST = 10 * MINUTE;

/**
 * The length to keep to: the median of the interviews so far, ten minutes before the first; whole minutes, two at
 * least.
 * @param {number[]} lengths
 */
export function suggested(lengths) {
  if (!lengths.length) return FIRST;
  const sorted = [...lengths].sort((a, b) => a - b);
  return Math.max(2, Math.round(sorted[Math.floor(sorted.length / 2)] / MINUTE)) * MINUTE;
}

/**
 * Where an interview stands: {minutes since it began, of how many, state "early" | "nearly" | "over"}.
 * @param {number} began
 * @param {number} length
 * @param {number} now
 */
export function standing(began, length, now) {
  const gone = now - began;
  const state = gone >= length ? "over" : gone >= length - 2 * MINUTE ? "nearly" : "early";
  return { minutes: Math.floor(gone / MINUTE), of: Math.round(length / MINUTE), state };
}
