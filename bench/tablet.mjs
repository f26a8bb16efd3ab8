// What the tablet's bench does on the page, through the tablet's own modules.

import * as drawer from "/static/tablet/storage/local_store.mjs";
import * as hand from "/static/tablet/storage/open_visit.mjs";
import * as sync from "/static/tablet/network/sync.mjs";
import { noise } from "/bench/noise.mjs";

/**
 * Fills a visit's drawer: so many people, each asked so many items of the private interview.
 * @param {string} visit
 * @param {number} people
 * @param {number} items
 */
export async function fill(visit, people, items) {
  const { checklists } = await hand.openVisit(visit);
  const talk = checklists.find((one) => one.key === "private-interview");
  if (!talk) throw new Error("the visit carries no private interview");
  const checklist = { key: talk.key, n: talk.n, hash: talk.hash };
  const asked = talk.sections
    .filter((one) => one.repeat)
    .flatMap((section) =>
      section.items.filter((item) => item.type === "indicator").map((item) => [section.id, item.id]),
    );
  for (let person = 0; person < people; person += 1) {
    const id = person.toString(16).padStart(16, "0");
    await hand.record(visit, "case_added", {}, { more: { at_item: [{ case: id }] } });
    for (let n = 0; n < items; n += 1) {
      const [section, item] = asked[n % asked.length];
      const value = { value: n % 3 ? "not_present" : "present", basis: ["worker"], note: null };
      await hand.record(visit, "answered", value, { more: { at_item: [{ section, item }, { case: id }], checklist } });
    }
  }
}

/**
 * Milliseconds of each tap until the drawer has it, and of as many bytes put into a bare drawer in between.
 * @param {string} visit
 * @param {number} count
 */
export async function taps(visit, count) {
  /** @type {IDBDatabase} */
  const db = await new Promise((done) => {
    const ask = indexedDB.open("bare");
    ask.onupgradeneeded = () => ask.result.createObjectStore("all", { autoIncrement: true });
    ask.onsuccess = () => done(ask.result);
  });
  const put = () =>
    new Promise((done) => {
      const tx = db.transaction("all", "readwrite", { durability: "strict" });
      tx.objectStore("all").put(new Uint8Array(700));
      tx.oncomplete = done;
    });
  /** @param {() => Promise<unknown>} work */
  const timed = async (work) => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  /** @type {Record<"ours" | "bare" | "drawn", number[]>} */
  const { ours, bare, drawn } = { ours: [], bare: [], drawn: [] };
  for (let n = 0; n < count; n += 1) {
    ours.push(await timed(() => hand.record(visit, "program", n % 2 ? "sawp" : "other")));
    drawn.push(await timed(() => hand.openVisit(visit)));
    bare.push(await timed(put));
  }
  return { ours, bare, drawn };
}

/**
 * Keeps so many photos of coloured noise; returns their bytes.
 * @param {string} visit
 * @param {number} photos
 * @param {number} side
 */
export async function shoot(visit, photos, side) {
  let bytes = 0;
  for (let n = 0; n < photos; n += 1) {
    const one = await hand.picture(await noise(side, 0.7));
    bytes += one.size;
    const value = { sha256: one.sha256, size: one.size, type: one.type, caption: null };
    const more = { at_item: [{ section: "documents", item: "passports_held" }] };
    await hand.record(visit, "photographed", value, { photos: [one], more });
  }
  return bytes;
}

/**
 * Sends until nothing of a visit waits; milliseconds.
 * @param {string} visit
 */
export async function send(visit) {
  const start = performance.now();
  for (;;) {
    const place = (await drawer.placesHeld()).find((one) => one.visit === visit);
    if (!place) throw new Error("nothing of the visit is kept");
    const { events, photos } = await drawer.ofVisit(place.device, visit);
    if (![...events, ...photos].some((one) => !one.sent)) return performance.now() - start;
    await sync.drain();
  }
}
