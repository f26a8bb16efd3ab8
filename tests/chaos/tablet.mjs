// A hand that works without looking: what the tablet's screens do to the drawer, through the tablet's own modules.

import * as unsaved from "/static/tablet/storage/unsaved.mjs";
import { findDrafts } from "/static/tablet/storage/drafts.mjs";
import * as drawer from "/static/tablet/storage/local_store.mjs";
import { fold } from "/static/tablet/core/events/fold.mjs";
import * as hand from "/static/tablet/storage/open_visit.mjs";
import * as sync from "/static/tablet/network/sync.mjs";
import * as vault from "/static/tablet/storage/vault.mjs";
import { noise } from "/bench/noise.mjs";

/**
 * @typedef {{ what: string; value: Record<string, unknown>; more?: Partial<Envelope>; text?: string; side?: number;
 * send?: boolean }} Act
 */

/** What the test's page is given to tell its test. */
const page = /** @type {{ kept: (told: unknown) => void; failed: (why: string) => void }} */ (
  /** @type {unknown} */ (window)
);

/** @type {Promise<unknown>} */
let working = Promise.resolve();

/**
 * @param {string} csrf
 * @param {string} owner
 * @param {string} pin
 */
export async function enrol(csrf, owner, pin) {
  await vault.choosePin(await sync.enrol(csrf, "Chaos", owner), pin);
  await findDrafts();
  if (!(await sync.fetchPack())) throw new Error("no pack");
}

/**
 * After a crash: the PIN again, and what was kept is there.
 * @param {string} pin
 */
export async function open(pin) {
  const told = await vault.openWith((await drawer.getMeta("current")) ?? "", pin);
  if (told !== "open") throw new Error(`the vault is ${told}`);
  await findDrafts();
}

/**
 * Begins a list of acts and goes on sending meanwhile. Each act is told to the test once the drawer says it is kept.
 * @param {string} visit
 * @param {Act[]} acts
 */
export function begin(visit, acts) {
  working = working.then(async () => {
    for (const act of acts) {
      if (act.send) sync.drain().catch(() => {});
      await perform(visit, act).catch((error) => {
        if (error.name !== "InvalidStateError") throw error;
      });
    }
  });
  working.catch((error) => page.failed(String(error?.stack ?? error)));
}

/**
 * @param {string} visit
 * @param {Act} act
 */
async function perform(visit, { what, value, more = {}, text, side }) {
  const notes = text ? [await hand.note(text)] : [];
  const photos = side ? [await hand.picture(await noise(side))] : [];
  if (text) value = { ...value, note: notes[0].hash };
  if (side) value = { ...value, sha256: photos[0].sha256, size: photos[0].size, type: photos[0].type };
  const kept = await hand.record(visit, what, value, { more, notes, photos });
  // What the disk refused is held in memory only: a page that dies may lose it, and says so.
  while (unsaved.count()) await drawer.retryUnsaved().catch(() => new Promise((later) => setTimeout(later, 10)));
  page.kept({
    event: kept.hash,
    notes: notes.map((one) => one.hash),
    photos: photos.map(({ sha256, size }) => ({ sha256, size })),
  });
}

/**
 * In peace again: everything begun is written, then sent until the ministry's receipt names all of it.
 * @param {string} visit
 */
export async function settle(visit) {
  await working;
  let told = "waiting";
  for (let tries = 0; tries < 20 && told !== "sent"; tries += 1) told = await sync.drain();
  const held = await drawer.ofVisit(vault.device(), visit);
  const receipt = await drawer.getReceipt(vault.device(), visit);
  return {
    told,
    device: vault.device(),
    receipt: receipt?.receipt ?? null,
    events: held.events.map(({ hash, seq, sent, why }) => ({ hash, seq, sent, why })),
    notes: held.notes.map((one) => one.hash),
    photos: held.photos.map(({ sha256, size, sent }) => ({ sha256, size, sent })),
  };
}

/**
 * What the tablets' own reading makes of events, as plain JSON.
 * @param {string[]} texts
 */
export const folded = (texts) => JSON.parse(JSON.stringify(fold(texts.map((one) => JSON.parse(one)))));
