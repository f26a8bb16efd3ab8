// A slip: 16 random digits a worker may take along. The digits are on the paper; the event holds a slow, salted hash.

export const DIGITS = 16;
export const ROUNDS = 100000;

/**
 * New digits, each drawn by `chance(10)`.
 * @param {Chance} chance
 */
export const newDigits = (chance) => Array.from({ length: DIGITS }, () => chance(10)).join("");

/**
 * "1234 5678 9012 3456"
 * @param {string} digits
 */
export const grouped = (digits) => digits.replace(/(\d{4})(?=\d)/g, "$1 ");

/**
 * What goes into the event: {salt, hash, rounds}; `stretched(text, salt, rounds)` is lock_chance.mjs's.
 * @param {string} digits
 * @param {string} salt
 * @param {(text: string, salt: string, rounds: number) => Promise<string>} stretched
 */
export async function slipValue(digits, salt, stretched) {
  return { salt, hash: await stretched(digits, salt, ROUNDS), rounds: ROUNDS };
}
