import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { base64, join, text, unbase64 } from "../../static/tablet/core/bytes.mjs";
import { keyFrom, randomKey, seal, unseal, wrapFor } from "../../static/tablet/crypto/sealing.mjs";

const told = JSON.parse(readFileSync(new URL("../cases/intake.json", import.meta.url)));
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));

test("what was sealed opens under its key as the same thing only", async () => {
  const key = await keyFrom(randomKey());
  const sealed = await seal(key, "é – 文", "event 1");
  assert.equal(text(await unseal(key, sealed, "event 1")), "é – 文");
  const wrong = { name: "OperationError" };
  await assert.rejects(unseal(key, sealed, "event 2"), wrong);
  await assert.rejects(unseal(await keyFrom(randomKey()), sealed, "event 1"), wrong);
  sealed[20] ^= 1;
  await assert.rejects(unseal(key, sealed, "event 1"), wrong);
  assert.notDeepEqual(await seal(key, "a", "b"), await seal(key, "a", "b"));
});

test("the bytes of tests/cases/intake.json open here as they do on the server", async () => {
  const key = await keyFrom(bytes(told.content_key_hex));
  assert.equal(text(await unseal(key, unbase64(told.sealed), told.about)), told.text);
});

test("a content key wrapped for the ministry is 125 bytes that only its private key opens", async () => {
  const raw = randomKey();
  const wrap = await wrapFor(told.public_key, raw, "wrap v");
  assert.equal(wrap.length, 125);
  assert.deepEqual(await unwrap(told.private_key_hex, wrap, "wrap v"), raw);
  await assert.rejects(unwrap(told.private_key_hex, wrap, "wrap w"), { name: "OperationError" });
  assert.deepEqual(
    await unwrap(told.private_key_hex, unbase64(told.wrap), told.wrap_about),
    bytes(told.content_key_hex),
  );
});

test("bytes joined and written as base64 come back the same, however many", () => {
  const many = Uint8Array.from({ length: 70000 }, (_, at) => at % 251);
  assert.deepEqual(unbase64(base64(many)), many);
  assert.deepEqual([...join(new Uint8Array([1]), new Uint8Array([2, 3]).buffer)], [1, 2, 3]);
});

/** The ministry's half, as docs/event.md says it: ECDH with the passing key, HKDF, AES-GCM. */
async function unwrap(privateHex, wrap, about) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const point = unbase64(told.public_key);
  const part = (from) => Buffer.from(point.subarray(from, from + 32)).toString("base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    d: Buffer.from(privateHex, "hex").toString("base64url"),
    x: part(1),
    y: part(33),
  };
  const mine = await crypto.subtle.importKey("jwk", jwk, curve, false, ["deriveBits"]);
  const theirs = await crypto.subtle.importKey("raw", wrap.subarray(0, 65), curve, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256);
  const start = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: point, info: new TextEncoder().encode("spotcheck-intake-1") };
  return unseal(await keyFrom(await crypto.subtle.deriveBits(how, start, 256)), wrap.subarray(65), about);
}
