// Sealing on the tablet: AES-256-GCM for what it keeps, ECDH P-256 with HKDF for the ministry's intake key, Argon2id
// for the PIN. Every sealed thing is bound to what it is ("about"), so that one cannot be passed off as another.

import { join, unbase64, utf8 } from "../core/bytes.mjs";

const AES = { name: "AES-GCM", length: 256 };
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const IV = 12;
// Argon2id: 64 MiB, three passes, one lane (RFC 9106, second recommended option, with less parallelism).
const COST = {
  parallelism: 1,
  iterations: 3,
  memorySize: 65536,
  hashLength: 32,
  outputType: /** @type {const} */ ("binary"),
};

/**
 * Seals a text or bytes: 12 bytes of chance, then the ciphertext with its tag.
 * @param {CryptoKey} key
 * @param {string | Bytes} content
 * @param {string} about
 */
export async function seal(key, content, about) {
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const plain = typeof content === "string" ? utf8(content) : content;
  return join(iv, await crypto.subtle.encrypt({ name: AES.name, iv, additionalData: utf8(about) }, key, plain));
}

/**
 * The bytes that were sealed under the same key about the same thing; throws OperationError for anything else.
 * @param {CryptoKey} key
 * @param {Bytes} sealed
 * @param {string} about
 */
export async function unseal(key, sealed, about) {
  const how = { name: AES.name, iv: sealed.subarray(0, IV), additionalData: utf8(about) };
  return new Uint8Array(await crypto.subtle.decrypt(how, key, sealed.subarray(IV)));
}

export const randomKey = () => crypto.getRandomValues(new Uint8Array(32));
/** @param {Bytes} raw */
export const keyFrom = (raw) => crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);

/**
 * A content key wrapped for the ministry: a passing public key (65 bytes), chance (12), the sealed key (48).
 * @param {string} intake
 * @param {Bytes} raw
 * @param {string} about
 */
export async function wrapFor(intake, raw, about) {
  const theirs = unbase64(intake);
  const to = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const passing = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: CURVE.name, public: to }, passing.privateKey, 256);
  const kek = await stretch(shared, theirs, "spotcheck-intake-1");
  return join(await crypto.subtle.exportKey("raw", passing.publicKey), await seal(kek, raw, about));
}

/**
 * @param {ArrayBuffer} secret
 * @param {Bytes} salt
 * @param {string} info
 */
async function stretch(secret, salt, info) {
  const start = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info: utf8(info) }, start, AES, false, [
    "encrypt",
    "decrypt",
  ]);
}

/** What the PIN is mixed with: a key that no script can read out. A copy of the whole disk may still hold it. */
export const deviceSecret = () => crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

/**
 * The key that a PIN opens on this tablet: Argon2id, then the device's secret. About a second, on purpose.
 * @param {string} pin
 * @param {Bytes} salt
 * @param {CryptoKey} secret
 */
export async function pinKey(pin, salt, secret) {
  // Fetched when a PIN is typed: it is larger than all else, and no other screen needs it.
  const { argon2id } = await import("../../vendor/hash-wasm.mjs");
  const slow = await argon2id({ ...COST, password: pin.normalize("NFKC"), salt });
  return keyFrom(new Uint8Array(await crypto.subtle.sign("HMAC", secret, new Uint8Array(slow))));
}
