// What the tablet keeps. IndexedDB lives here and nowhere else; every call survives a connection closed under it.

import { openDB } from "../vendor/idb.mjs";

let open = null;

function connect() {
  open ??= openDB("spotcheck-tablet", 2, {
    async upgrade(db, before, _now, tx) {
      if (before < 1) {
        db.createObjectStore("meta");
        db.createObjectStore("events", { keyPath: "id" }).createIndex("visit", "visit");
        db.createObjectStore("notes", { keyPath: "hash" }).createIndex("visit", "visit");
        db.createObjectStore("photos", { keyPath: ["visit", "sha256"] }).createIndex("visit", "visit");
        db.createObjectStore("receipts", { keyPath: "visit" });
      }
      // A picture's bytes lie apart, or every tap would read all of them.
      db.createObjectStore("pictures", { keyPath: ["visit", "sha256"] });
      for (const { content, ...photo } of await tx.objectStore("photos").getAll()) {
        tx.objectStore("pictures").put({ visit: photo.visit, sha256: photo.sha256, content });
        tx.objectStore("photos").put(photo);
      }
    },
    terminated() { open = null; },
  }).then((db) => {
    db.addEventListener("close", () => { open = null; });
    return db;
  });
  return open;
}

async function withDb(work) {
  try {
    return await work(await connect());
  } catch (error) {
    if (error?.name !== "InvalidStateError") throw error;
    open = null;
    return work(await connect());
  }
}

export const getMeta = (name) => withDb((db) => db.get("meta", name));
export const setMeta = (name, value) => withDb((db) => db.put("meta", value, name));

/** Pairs [name, value] of everything whose name begins with `start`. */
export const metaNamed = (start) => withDb(async (db) => {
  const range = IDBKeyRange.bound(start, `${start}\uffff`);
  const { store } = db.transaction("meta");
  const [names, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
  return names.map((name, at) => [name, values[at]]);
});

export const dropMeta = (names) => withDb(async (db) => {
  const tx = db.transaction("meta", "readwrite");
  for (const name of names) tx.store.delete(name);
  await tx.done;
});

/** Keeps an event with its notes and photo in one strict transaction: all of it is on the disk, or none. */
export const keep = (event, notes = [], photos = []) => withDb(async (db) => {
  const tx = db.transaction(["events", "notes", "photos", "pictures"], "readwrite", { durability: "strict" });
  const put = (store, one) => tx.objectStore(store).put(one);
  await Promise.all([
    ...notes.map((note) => put("notes", note)),
    ...photos.flatMap(({ content, ...photo }) => [
      put("photos", photo), put("pictures", { visit: photo.visit, sha256: photo.sha256, content })]),
    tx.objectStore("events").add(event), tx.done,
  ]);
});

/** Everything of one visit: kept events (with text, hash and what became of them), notes, photos without bytes. */
export const ofVisit = (visit) => withDb(async (db) => {
  const [events, notes, photos] = await Promise.all(
    ["events", "notes", "photos"].map((name) => db.getAllFromIndex(name, "visit", visit)));
  return { events: events.sort((a, b) => a.seq - b.seq), notes, photos };
});

export const pictureOf = (visit, sha256) => withDb(async (db) => (await db.get("pictures", [visit, sha256])).content);

export const visitsHeld = () => withDb(async (db) => {
  const keys = await db.transaction("events").store.index("visit").getAllKeys();
  const all = await db.getAll("events");
  return keys.length ? [...new Set(all.map((event) => event.visit))] : [];
});

/** Writes what the server answered beside the events and notes it answered about. */
export const answered = (events, notes) => withDb(async (db) => {
  const tx = db.transaction(["events", "notes"], "readwrite", { durability: "strict" });
  for (const { id, hash, answer, why } of events) {
    const kept = id && (await tx.objectStore("events").get(id));
    if (kept && kept.hash === hash) tx.objectStore("events").put({ ...kept, sent: answer, why });
  }
  for (const [hash, answer] of Object.entries(notes)) {
    const kept = await tx.objectStore("notes").get(hash);
    if (kept) tx.objectStore("notes").put({ ...kept, sent: answer });
  }
  await tx.done;
});

export const photoSent = (visit, sha256, sent) => withDb(async (db) => {
  const kept = await db.get("photos", [visit, sha256]);
  if (kept) await db.put("photos", { ...kept, sent });
});

export const putReceipt = (receipt) => withDb((db) => db.put("receipts", receipt));
export const getReceipt = (visit) => withDb((db) => db.get("receipts", visit));

/** How full the drawer is, in bytes, and whether the browser promised not to empty it. */
export async function room() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return { usage, quota, kept: (await navigator.storage?.persisted?.()) ?? false };
}

export const askToKeep = () => navigator.storage?.persist?.();
