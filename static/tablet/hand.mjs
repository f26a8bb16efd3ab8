// One visit in one hand: what the drawer holds, added up, and the way to write the next event.

import * as drawer from "./drawer.mjs";
import { fold } from "./fold.mjs";
import { covers, hashOf, salted, uuid7 } from "./lock.mjs";
import { sightOf } from "./order.mjs";
import { meter } from "./outbox.mjs";
import { eventText } from "./write.mjs";

let queue = Promise.resolve();

/** Reads a visit out of the drawer: {visit, pack, device, held, inspection, checklists, notes, meter}. */
export async function openVisit(id) {
  const [pack, device, known, held] = await Promise.all(
    [drawer.getMeta("pack"), drawer.getMeta("device"), drawer.getMeta("checklists"), drawer.ofVisit(id)]);
  const visit = pack.visits.find((one) => one.id === id);
  const inspection = fold(held.events.map((event) => JSON.parse(event.text)));
  const checklists = visit.checklists.map(({ key, n }) => known[`${key}/${n}`]).filter(Boolean)
    .map((one) => ({ ...one, ...JSON.parse(one.frozen) }));
  const notes = new Map(held.notes.map((note) => [note.hash, note.text]));
  return { id, visit, pack, device, held, inspection, checklists, notes, meter: meter(held) };
}

/** Writes one event; resolves when it is on the disk. Taps wait in line, so that numbers never clash. */
export function record(visitId, what, value, { more = {}, notes = [], photos = [] } = {}) {
  const work = queue.then(() => write(visitId, what, value, more, notes, photos));
  queue = work.catch(() => {});
  return work;
}

async function write(visitId, what, value, more, notes, photos) {
  const [pack, device, held] = await Promise.all(
    [drawer.getMeta("pack"), drawer.getMeta("device"), drawer.ofVisit(visitId)]);
  const last = held.events.at(-1) ?? null;
  const seen = held.events.map((event) => JSON.parse(event.text));
  const text = eventText({
    id: uuid7(), visit: visitId, device: device.id, by: pack.staff.id, last,
    highest: Math.max(0, ...seen.map((event) => event.n)), at: new Date().toISOString(),
    mono: Math.round(performance.now()), what, value, more, saw: sightOf(seen, device.id),
  });
  const { id, seq, n } = JSON.parse(text);
  const kept = { id, visit: visitId, seq, n, hash: await hashOf(text), text, sent: null, why: null };
  await drawer.keep(kept, notes.map((note) => ({ ...note, visit: visitId, sent: null })),
    photos.map((photo) => ({ ...photo, visit: visitId, sent: null })));
  return kept;
}

/** A note ready to be kept beside its event. */
export const note = (text) => salted(text);

/** Signs for a role: the hash over everything written so far on this tablet. */
export async function sign(hand, role, outcome, name, picture) {
  const held = await drawer.ofVisit(hand.id);
  const photos = picture ? [{ ...picture, kind: "signature" }] : [];
  const value = { role, outcome, name, covers: await covers(held.events.map((event) => event.hash)),
    picture: picture?.sha256 ?? null };
  return record(hand.id, "signed", value, { photos });
}

/** A picture's bytes as the drawer keeps them. */
export async function picture(blob, kind = "photo") {
  const content = await blob.arrayBuffer();
  return { sha256: await hashOf(content), size: content.byteLength, type: blob.type, content, kind };
}
