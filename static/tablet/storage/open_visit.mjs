// One visit in one hand: what the drawer holds, added up, and the way to write the next event.

import * as drawer from "./local_store.mjs";
import { fold } from "../core/events/fold.mjs";
import { covers, hashOf, salted, uuid7 } from "../crypto/signing.mjs";
import { seal } from "../crypto/sealing.mjs";
import { sightOf } from "../core/events/causality.mjs";
import { meter } from "../core/sync/outbox.mjs";
import { sameAsOf } from "../core/checklist/same_as.mjs";
import * as vault from "./vault.mjs";
import { versionOf } from "../core/checklist/versions.mjs";
import { eventText } from "../core/events/write.mjs";

const PIECE = 256 * 1024;
/** @param {{ visit: string; hash: string }} row */
const EVENT = (row) => `event ${row.visit} ${row.hash}`;
/** @param {{ visit: string; hash: string }} row */
const NOTE = (row) => `note ${row.visit} ${row.hash}`;
/** @type {Promise<unknown>} */
let queue = Promise.resolve();

/**
 * Reads a visit out of the drawer: {id, visit, pack, device, held, inspection,
 * checklists, version(key, n), notes, meter, closed}.
 * @param {string} id
 * @returns {Promise<Hand>}
 */
export async function openVisit(id) {
  const [pack, device, known, held] = await Promise.all([
    vault.get("pack"),
    drawer.deviceNamed(vault.device()),
    vault.get("checklists"),
    drawer.ofVisit(vault.device(), id),
  ]);
  const visit = pack?.visits.find((one) => one.id === id);
  if (!pack || !visit) throw new Error(`the pack has no visit ${id}`);
  const events = await seenOf(id, held);
  let inspection = fold(events);
  /**
   * @param {string} key
   * @param {number} n
   * @returns {Checklist | undefined}
   */
  const version = (key, n) => {
    const row = known?.[`${key}/${n}`];
    return row && { ...row, ...JSON.parse(row.frozen) };
  };
  const checklists = visit.checklists.flatMap(
    (one) => version(one.key, versionOf(inspection, one)) ?? version(one.key, one.n) ?? [],
  );
  // Which version of each checklist counts is known only once the events are added up.
  const sameAs = sameAsOf(checklists);
  if (Object.keys(sameAs).length) inspection = fold(events, new Set(), sameAs);
  const read = /** @type {Note[]} */ (await vault.readRows(id, held.notes, NOTE));
  const notes = new Map(read.map((note) => [note.hash, note.text]));
  return {
    id,
    visit,
    pack,
    device,
    held,
    inspection,
    checklists,
    version,
    notes,
    meter: meter(held),
    closed: await vault.isClosed(id),
  };
}

/**
 * The events of a visit that this tablet can still read, parsed.
 * @param {string} id
 * @param {Held} held
 */
export const eventsOf = async (id, held) => /** @type {Envelope[]} */ (await vault.readRows(id, held.events, EVENT));

/**
 * What this tablet knows of a visit: its own events, and what the team's other tablets had sent when it last asked.
 * @param {string} id
 * @param {Held} held
 */
const seenOf = async (id, held) => [
  ...(await eventsOf(id, held)),
  ...((await vault.get(`beside ${id}`))?.events ?? []),
];

/**
 * Writes one event; resolves when it is on the disk, or unsaved because the disk refused it. Taps wait in line, so that
 * numbers never clash.
 * @param {string} visitId
 * @param {string} what
 * @param {unknown} value
 * @param {{ more?: Partial<Envelope>; notes?: Note[]; photos?: Picture[] }} [beside]
 */
export function record(visitId, what, value, { more = {}, notes = [], photos = [] } = {}) {
  const work = queue.then(() => write(visitId, what, value, more, notes, photos));
  queue = work.catch(() => {});
  return work;
}

/**
 * @param {string} visitId
 * @param {string} what
 * @param {unknown} value
 * @param {Partial<Envelope>} more
 * @param {Note[]} notes
 * @param {Picture[]} photos
 */
async function write(visitId, what, value, more, notes, photos) {
  const [pack, device] = [await vault.get("pack"), vault.device()];
  if (!pack) throw new Error("there is no pack on this tablet");
  const held = await drawer.ofVisit(device, visitId);
  const seen = await seenOf(visitId, held);
  const text = eventText({
    id: uuid7(),
    visit: visitId,
    device,
    by: pack.staff.id,
    last: held.events.at(-1) ?? null,
    highest: Math.max(0, ...seen.map((event) => event.n)),
    at: new Date().toISOString(),
    mono: Math.round(performance.now()),
    what,
    value,
    more,
    saw: sightOf(seen, device),
  });
  const { id, seq, n } = JSON.parse(text);
  const { no, key } = await vault.writingKey(visitId);
  const mine = { device, visit: visitId, no, sent: null };
  /**
   * @template {{ visit: string; hash: string }} Row
   * @param {Row} row
   * @param {string} content
   * @param {(row: Row) => string} about
   * @returns {Promise<Row & { sealed: Bytes }>}
   */
  const sealed = async (row, content, about) => ({ ...row, sealed: await seal(key, content, about(row)) });
  const kept = await sealed({ ...mine, id, seq, n, hash: await hashOf(text), why: null }, text, EVENT);
  const words = await Promise.all(
    notes.map(({ hash, salt, text: said }) =>
      sealed({ ...mine, hash, event: id }, JSON.stringify({ hash, salt, text: said }), NOTE),
    ),
  );
  const pictures = await Promise.all(
    photos.map(async ({ content, ...photo }) => ({
      ...mine,
      ...photo,
      pieces: await piecesOf(key, content, `photo ${visitId} ${photo.sha256}`),
    })),
  );
  await drawer.keep(kept, words, pictures);
  return kept;
}

/**
 * @param {CryptoKey} key
 * @param {ArrayBuffer} content
 * @param {string} about
 */
const piecesOf = (key, content, about) =>
  Promise.all(
    Array.from({ length: Math.ceil(content.byteLength / PIECE) }, async (_, at) => {
      const start = at * PIECE;
      return {
        start,
        sealed: await seal(
          key,
          new Uint8Array(content, start, Math.min(PIECE, content.byteLength - start)),
          `${about} ${start}`,
        ),
      };
    }),
  );

/**
 * A note ready to be kept beside its event.
 * @param {string} text
 */
export const note = (text) => salted(text);

/**
 * Signs for a role: the hash over everything written so far on this tablet.
 * @param {Hand} hand
 * @param {string} role
 * @param {string} outcome
 * @param {string | null} name
 * @param {Picture | null} picture
 */
export async function sign(hand, role, outcome, name, picture) {
  const held = await drawer.ofVisit(vault.device(), hand.id);
  const photos = picture ? [{ ...picture, kind: "signature" }] : [];
  const value = {
    role,
    outcome,
    name,
    covers: await covers(held.events.map((event) => event.hash)),
    picture: picture?.sha256 ?? null,
  };
  return record(hand.id, "signed", value, { photos });
}

/**
 * The last event of a visit; after it only the ministry can read what was written. Throws while the disk refuses to
 * keep it.
 * @param {string} id
 */
export async function closeVisit(id) {
  await drawer.retryUnsaved();
  await record(id, "closed", {});
  await drawer.retryUnsaved();
  await vault.put(`beside ${id}`, null);
  await vault.closeVisit(id);
}

/**
 * A picture's bytes as the drawer keeps them.
 * @param {Blob} blob
 * @param {string} [kind]
 */
export async function picture(blob, kind = "photo") {
  const content = await blob.arrayBuffer();
  return { sha256: await hashOf(content), size: content.byteLength, type: blob.type, content, kind };
}
