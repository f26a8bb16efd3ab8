// Chance that nobody can foresee, and a hash that costs whoever guesses: WebCrypto's part in draws and slips.

import { hex, utf8 } from "../core/bytes.mjs";

const SPAN = 2 ** 32;

/**
 * A whole number from 0 to below - 1, each as likely as the other: what would favour the small ones is thrown away.
 * @param {number} below
 */
export function chance(below) {
  const fair = SPAN - (SPAN % below);
  for (;;) {
    const [drawn] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < fair) return drawn % below;
  }
}

/**
 * PBKDF2 with HMAC-SHA-256 over a text's UTF-8 bytes; salt in hex; 32 bytes in hex.
 * @param {string} text
 * @param {string} salt
 * @param {number} rounds
 */
export async function stretched(text, salt, rounds) {
  const key = await crypto.subtle.importKey("raw", utf8(text), "PBKDF2", false, ["deriveBits"]);
  const bytes = Uint8Array.from(salt.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  return hex(
    await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: bytes, iterations: rounds }, key, 256),
  );
}
