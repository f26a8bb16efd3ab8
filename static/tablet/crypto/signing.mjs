// WebCrypto lives here and nowhere else: hashes, chance, the tablet's own signing key, the ministry's receipts.

import { base64, hex, join, unbase64, utf8 } from "../core/bytes.mjs";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };

/**
 * SHA-256 of a text's UTF-8 bytes or of a buffer, in hex.
 * @param {string | ArrayBuffer | Bytes} content
 */
export const hashOf = async (content) =>
  hex(await crypto.subtle.digest("SHA-256", typeof content === "string" ? utf8(content) : content));

/**
 * A note's salt and salted hash, so that short texts cannot be guessed from their names.
 * @param {string} text
 */
export async function salted(text) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { hash: hex(await crypto.subtle.digest("SHA-256", join(salt, utf8(text)))), salt: hex(salt), text };
}

/** @param {number} count */
export const randomHex = (count) => hex(crypto.getRandomValues(new Uint8Array(count)));

/**
 * A UUID version 7: the moment, then chance.
 * @param {number} [now]
 */
export function uuid7(now = Date.now()) {
  const id = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 5, rest = now; at >= 0; at -= 1, rest = Math.floor(rest / 256)) id[at] = rest % 256;
  id[6] = (id[6] & 0x0f) | 0x70;
  id[8] = (id[8] & 0x3f) | 0x80;
  return hex(id).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * What a signature covers: SHA-256 over the sorted event hashes, one a line.
 * @param {string[]} hashes
 */
export const covers = (hashes) => hashOf([...new Set(hashes)].sort().join("\n"));

/** A signing key that cannot leave this browser, and its public half for the ministry. */
export async function newKey() {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  return { key: pair.privateKey, publicKey: base64(await crypto.subtle.exportKey("spki", pair.publicKey)) };
}

/**
 * The Authorization header of one request: device, moment and signature over method, address, moment and body.
 * @param {string} device
 * @param {CryptoKey} key
 * @param {string} method
 * @param {string} target
 * @param {string} at
 * @param {string | Bytes} body
 */
export async function authorization(device, key, method, target, at, body) {
  const words = `spotcheck-1\n${method}\n${target}\n${at}\n${await hashOf(body)}`;
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, utf8(words));
  const written = base64(signature).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `Spotcheck ${device};${at};${written}`;
}

/**
 * Whether the ministry signed this receipt text.
 * @param {string} publicKey
 * @param {string} text
 * @param {string} signature
 */
export async function isReceipt(publicKey, text, signature) {
  const key = await crypto.subtle.importKey("raw", unbase64(publicKey), { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, key, unbase64(signature), utf8(text));
}
