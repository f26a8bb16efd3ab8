// The voices of the questions answered alone. They come by themselves, after everything that is to be sent, and always
// all that are offered: so neither the line nor the tablet tells which language anybody was asked in. Cache Storage,
// beside the other public files; never the drawer.

import { soundsOf } from "../core/rules/self_interview.mjs";
import { hashOf } from "../crypto/signing.mjs";
import * as vault from "../storage/vault.mjs";

const NAME = "voices";
/** Written by the server (adapters/media/self_interview.py), so it is no file beside this one. @type {string} */
const TEXTS = "/tablet/self-interview.json";
/** @type {Promise<void> | null} */
let coming = null;

/** What is shown and said alone, by language; kept with the pages. */
/** @type {() => Promise<AloneTexts>} */
export const texts = async () => (await import(TEXTS, { with: { type: "json" } })).default;

const wanted = async () => soundsOf(await texts(), (await vault.get("pack"))?.offered ?? []);

/** The addresses of the sounds on this tablet. */
export async function soundsHere() {
  const kept = await (await caches.open(NAME)).keys();
  return new Set(kept.map(({ url }) => url.slice(location.origin.length)));
}

/** {n, of}: how many of the offered languages that have a voice have it on this tablet. */
export async function voicesHere() {
  const [sounds, here] = [await wanted(), await soundsHere()];
  return { n: sounds.filter(({ address }) => here.has(address)).length, of: sounds.length };
}

/**
 * The sound of a language, or null while it is not on this tablet.
 * @param {AloneSound} aloneSound
 */
export const soundHere = async ({ address }) => (await (await caches.open(NAME)).match(address))?.blob() ?? null;

/** Brings what is missing, one run at a time; stops at the first that does not come whole, and goes on next time. */
export const bringVoices = () =>
  (coming ??= bring()
    .catch(() => {})
    .finally(() => {
      coming = null;
    }));

async function bring() {
  if (!vault.isOpen() || navigator.connection?.saveData) return;
  const [sounds, kept, here] = [await wanted(), await caches.open(NAME), await soundsHere()];
  for (const { address, hash } of sounds) {
    if (here.has(address)) continue;
    const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
    const sound = await answer.arrayBuffer();
    // A hotel's sign-in page also answers; a sound of another making would be cut at the wrong places.
    if (!answer.ok || (await hashOf(sound)) !== hash) return;
    await kept.put(address, new Response(sound, { headers: { "Content-Type": "audio/mpeg" } }));
  }
  const named = new Set(sounds.map(({ address }) => address));
  for (const old of here) if (!named.has(old)) await kept.delete(old);
}
