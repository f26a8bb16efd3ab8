// What the tablet keeps. IndexedDB lives here and nowhere else; every call survives a connection closed under it.
// Rows of a visit belong to one enrolled tablet ("device": one a person), so that the next person sees nothing of them.
// What a person wrote is in `sealed`; beside it stands only what sending needs.

import { openDB } from "../vendor/idb.mjs";

let open = null;
// Read once, then kept in step: only one page of the tablet writes (start.mjs sees to it).
const known = new Map();

function connect() {
  open ??= openDB("spotcheck", 1, {
    upgrade(db) {
      for (const name of ["meta", "vaults", "sealed"]) db.createObjectStore(name);
      db.createObjectStore("devices", { keyPath: "id" });
      db.createObjectStore("keys", { keyPath: ["device", "visit", "no"] });
      db.createObjectStore("events", { keyPath: ["device", "visit", "seq"] });
      db.createObjectStore("notes", { keyPath: ["device", "visit", "hash"] });
      db.createObjectStore("photos", { keyPath: ["device", "visit", "sha256"] });
      // A picture's bytes lie apart, or every tap would read all of them.
      db.createObjectStore("pictures", { keyPath: ["device", "visit", "sha256", "start"] });
      db.createObjectStore("receipts", { keyPath: ["device", "visit"] });
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

const STRICT = { durability: "strict" };
const within = (...start) => IDBKeyRange.bound(start, [...start, []]);

export const getMeta = (name) => withDb((db) => db.get("meta", name));
export const setMeta = (name, value) => withDb((db) => db.put("meta", value, name));

export const devices = () => withDb((db) => db.getAll("devices"));
export const deviceNamed = (id) => withDb((db) => db.get("devices", id));
export const putDevice = (device) => withDb((db) => db.put("devices", device));

export const vaultOf = (device) => withDb((db) => db.get("vaults", device));
export const putVault = (device, vault) => withDb(async (db) => {
  const tx = db.transaction("vaults", "readwrite", STRICT);
  await Promise.all([tx.store.put(vault, device), tx.done]);
});

/** After ten wrong PINs: the vault, all it sealed and every first wrap are gone; what waits to be sent stays. */
export const dropVault = (device) => withDb(async (db) => {
  const tx = db.transaction(["vaults", "sealed", "keys"], "readwrite", STRICT);
  tx.objectStore("vaults").delete(device);
  tx.objectStore("sealed").delete(within(device));
  for (const key of await tx.objectStore("keys").getAll(within(device))) tx.objectStore("keys").put({ ...key, first: null });
  await tx.done;
});

export const getSealed = (device, name) => withDb((db) => db.get("sealed", [device, name]));
export const putSealed = (device, name, sealed) => withDb((db) => db.put("sealed", sealed, [device, name]));

export const keysOf = (device, visit) => withDb((db) => db.getAll("keys", within(device, visit)));
export const putKey = (key) => withDb((db) => db.put("keys", key));

/** Takes from the tablet the power to read a visit; what waits to be sent stays. */
export const dropFirstWraps = (device, visit) => withDb(async (db) => {
  const tx = db.transaction("keys", "readwrite", STRICT);
  for (const key of await tx.store.getAll(within(device, visit))) tx.store.put({ ...key, first: null, closed: true });
  await tx.done;
});

/** Keeps an event with its notes and pictures in one strict transaction: all of it is on the disk, or none. */
export const keep = (event, notes = [], photos = []) => withDb(async (db) => {
  const tx = db.transaction(["events", "notes", "photos", "pictures"], "readwrite", STRICT);
  const put = (store, one) => tx.objectStore(store).put(one);
  const bare = photos.map(({ pieces: _pieces, ...photo }) => photo);
  await Promise.all([
    ...notes.map((note) => put("notes", note)), ...bare.map((photo) => put("photos", photo)),
    ...photos.flatMap(({ device, visit, sha256, pieces }) => pieces.map((piece) => put("pictures", { device, visit, sha256, ...piece }))),
    tx.objectStore("events").add(event), tx.done,
  ]);
  const here = known.get(place(event.device, event.visit));
  here?.events.push(event);
  here?.notes.push(...notes);
  here?.photos.push(...bare);
});

const place = (device, visit) => `${device} ${visit}`;

/** Everything of one visit on one tablet, by seq: rows of events, notes, and photos without their bytes. */
export async function ofVisit(device, visit) {
  const name = place(device, visit);
  if (!known.has(name)) {
    const [events, notes, photos] = await withDb((db) => Promise.all(
      ["events", "notes", "photos"].map((store) => db.getAll(store, within(device, visit)))));
    if (!known.has(name)) known.set(name, { events, notes, photos });
  }
  return known.get(name);
}

/** The sealed piece of a picture that begins at `start`, or undefined. */
export const pieceOf = (device, visit, sha256, start) => withDb((db) => db.get("pictures", [device, visit, sha256, start]));

/** Pairs of tablet and visit that something is kept for. */
export const placesHeld = () => withDb(async (db) => {
  const found = new Map();
  for (const [device, visit] of await db.getAllKeys("events")) found.set(place(device, visit), { device, visit });
  return [...found.values()];
});

/** Writes what the server answered beside the events and notes it answered about. */
export async function answered(device, visit, events, notes) {
  const here = await ofVisit(device, visit);
  const told = new Map(events.map((one) => [one.hash, one]));
  const changed = [
    ...here.events.filter((row) => told.has(row.hash)).map((row) => ["events", row, { sent: told.get(row.hash).answer, why: told.get(row.hash).why }]),
    ...here.notes.filter((row) => Object.hasOwn(notes, row.hash)).map((row) => ["notes", row, { sent: notes[row.hash] }]),
  ];
  await withDb(async (db) => {
    const tx = db.transaction(["events", "notes"], "readwrite", STRICT);
    for (const [store, row, more] of changed) tx.objectStore(store).put({ ...row, ...more });
    await tx.done;
  });
  for (const [, row, more] of changed) Object.assign(row, more);
}

export async function photoSent(device, visit, sha256, sent) {
  const row = (await ofVisit(device, visit)).photos.find((one) => one.sha256 === sha256);
  if (!row) return;
  await withDb((db) => db.put("photos", { ...row, sent }));
  row.sent = sent;
}

export const putReceipt = (receipt) => withDb((db) => db.put("receipts", receipt));
export const getReceipt = (device, visit) => withDb((db) => db.get("receipts", [device, visit]));
/** How full the drawer is, in bytes, and whether the browser promised not to empty it. */
export async function room() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return { usage, quota, kept: (await navigator.storage?.persisted?.()) ?? false };
}

export const askToKeep = () => navigator.storage?.persist?.();
