// Bytes and the texts they travel as. Pure.

/**
 * The bytes of a buffer in base64; in slices, because a call takes only so many arguments.
 * @param {ArrayBuffer | Bytes} buffer
 */
export const base64 = (buffer) => {
  const all = new Uint8Array(buffer);
  let text = "";
  for (let at = 0; at < all.length; at += 32768) text += String.fromCharCode(...all.subarray(at, at + 32768));
  return btoa(text);
};

/** @param {string} text */
export const unbase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * The bytes of a buffer in hex, two small letters a byte.
 * @param {ArrayBuffer | Bytes} buffer
 */
export const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * The UTF-8 bytes of a text, and back.
 * @param {string} text
 */
export const utf8 = (text) => new TextEncoder().encode(text);
/** @param {ArrayBuffer | Bytes} buffer */
export const text = (buffer) => new TextDecoder().decode(buffer);

/**
 * The bytes of several buffers, one after the other.
 * @param {...Bytes | ArrayBuffer} parts
 */
export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return whole;
}
