// The plaintext of a check-in, always as long as every other: what is outside the seal must not vary.
const SIZE = 2048;

/**
 * @param {string} set
 * @param {string} lang
 * @param {Record<string, string>} said
 */
export function plaintext(set, lang, said) {
  /** @type {Record<string, string>} */
  const answers = {};
  Object.keys(said)
    .sort()
    .forEach((item) => {
      answers[item] = said[item];
    });
  const text = JSON.stringify({ v: 1, set, lang, path: "js", answers });
  const bytes = new TextEncoder().encode(text);
  if (bytes.length >= SIZE) throw new Error("the answers are longer than a box holds");
  const padded = new Uint8Array(SIZE);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  return padded;
}

/** @param {string} text */
export function key(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  let text = "";
  bytes.forEach((byte) => {
    text += String.fromCharCode(byte);
  });
  return btoa(text);
}
