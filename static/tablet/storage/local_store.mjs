// What the tablet keeps. IndexedDB lives here (and in local_db.mjs) and nowhere else.
// Rows of a visit belong to one enrolled tablet ("device": one a person), so that the next person sees nothing of them.
// What a person wrote is in `sealed`; beside it stands only what sending needs.

import * as unsaved from "./unsaved.mjs";
import { STRICT, withDb, within } from "./local_db.mjs";

// Read once, then kept in step: only one page of the tablet writes (start.mjs sees to it).
/** @type {Map<string, Held>} */
const known = new Map();

/** @param {string} name */
export const getMeta = (name) => withDb((db) => db.get("meta", name));
/**
 * @param {string} name
 * @param {string} value
 */
export const setMeta = (name, value) => withDb((db) => db.put("meta", value, name));

export const devices = () => withDb((db) => db.getAll("devices"));
/** @param {string} id */
export async function deviceNamed(id) {
  const device = await withDb((db) => db.get("devices", id));
  if (!device) throw new Error(`this tablet knows no device ${id}`);
  return device;
}
/** @param {EnrolledDevice} device */
export const putDevice = (device) => withDb((db) => db.put("devices", device));

/** @param {string} device */
export const vaultOf = (device) => withDb((db) => db.get("vaults", device));
/**
 * @param {string} device
 * @param {VaultRow} vault
 */
export const putVault = (device, vault) =>
  withDb(async (db) => {
    const tx = db.transaction("vaults", "readwrite", STRICT);
    await Promise.all([tx.store.put(vault, device), tx.done]);
  });

/**
 * After ten wrong PINs: the vault, all it sealed and every first wrap are gone; what waits to be sent stays.
 * @param {string} device
 */
export const dropVault = (device) =>
  withDb(async (db) => {
    const tx = db.transaction(["vaults", "sealed", "keys"], "readwrite", STRICT);
    tx.objectStore("vaults").delete(device);
    tx.objectStore("sealed").delete(within(device));
    for (const key of await tx.objectStore("keys").getAll(within(device)))
      tx.objectStore("keys").put({ ...key, first: null });
    await tx.done;
    unsaved.dropFirstWraps(device);
  });

/**
 * @param {string} device
 * @param {string} name
 */
export const getSealed = (device, name) => withDb((db) => db.get("sealed", [device, name]));
/**
 * @param {string} device
 * @param {string} name
 * @param {Bytes} sealed
 */
export const putSealed = (device, name, sealed) => withDb((db) => db.put("sealed", sealed, [device, name]));

/**
 * @param {string} device
 * @param {string} visit
 */
export const keysOf = async (device, visit) => [
  ...(await withDb((db) => db.getAll("keys", within(device, visit)))),
  ...unsaved.keysOf(device, visit),
];
/** @param {KeyRow} key */
export const putKey = (key) => keptOrAdrift({ key });

/**
 * Takes from the tablet the power to read a visit; what waits to be sent stays.
 * @param {string} device
 * @param {string} visit
 */
export const dropFirstWraps = (device, visit) =>
  withDb(async (db) => {
    const tx = db.transaction("keys", "readwrite", STRICT);
    for (const key of await tx.store.getAll(within(device, visit))) tx.store.put({ ...key, first: null, closed: true });
    await tx.done;
  });

/**
 * Keeps an event with its notes and pictures; what the disk refuses is held in memory and counted apart.
 * @param {EventRow} event
 * @param {NoteRow[]} [notes]
 * @param {(PhotoRow & { pieces: Piece[] })[]} [photos]
 */
export async function keep(event, notes = [], photos = []) {
  const here = await ofVisit(event.device, event.visit);
  const bare = photos.map(({ pieces: _pieces, ...photo }) => photo);
  const pictures = photos.flatMap(({ device, visit, sha256, pieces }) =>
    pieces.map((piece) => ({ device, visit, sha256, ...piece })),
  );
  await keptOrAdrift({ event, notes, photos: bare, pictures });
  here.events.push(event);
  here.notes.push(...notes);
  here.photos.push(...bare);
}

/** @param {Write} one */
async function keptOrAdrift(one) {
  try {
    await retryUnsaved();
    await write(one);
  } catch (error) {
    // Another page gave this number to another event: that is no lack of room.
    if (error instanceof Error && error.name === "ConstraintError") throw error;
    unsaved.hold(one, error instanceof Error ? error : null);
  }
}

/**
 * One strict transaction: all of it is on the disk, or none.
 * @param {Write} write
 */
const write = ({ key, event, notes = [], photos = [], pictures = [] }) =>
  withDb(async (db) => {
    const tx = db.transaction(["keys", "events", "notes", "photos", "pictures"], "readwrite", STRICT);
    /**
     * @param {"keys" | "notes" | "photos" | "pictures"} store
     * @param {(KeyRow | NoteRow | PhotoRow | PieceRow)[]} all
     */
    const put = (store, all) => all.map((row) => tx.objectStore(store).put(row));
    await Promise.all([
      ...put("keys", key ? [key] : []),
      ...put("notes", notes),
      ...put("photos", photos),
      ...put("pictures", pictures),
      ...(event ? [tx.objectStore("events").add(event)] : []),
      tx.done,
    ]);
  });

let saving = null;

/** Tries again what the disk refused, the oldest first; throws at the first that it refuses again. */
export function retryUnsaved() {
  saving ??= (async () => {
    for (let one = unsaved.first(); one; one = unsaved.first()) {
      await write(one);
      unsaved.settled();
    }
  })().finally(() => {
    saving = null;
  });
  return saving;
}

/**
 * @param {string} device
 * @param {string} visit
 */
const place = (device, visit) => `${device} ${visit}`;

/**
 * Everything of one visit on one tablet, by seq: rows of events, notes, and photos without their bytes.
 * @param {string} device
 * @param {string} visit
 */
export async function ofVisit(device, visit) {
  const name = place(device, visit);
  const before = known.get(name);
  if (before) return before;
  const all = within(device, visit);
  const [events, notes, photos] = await withDb((db) =>
    Promise.all([db.getAll("events", all), db.getAll("notes", all), db.getAll("photos", all)]),
  );
  // Another reading may have come first while this one waited: there is one list, and everybody adds to it.
  const held = known.get(name) ?? {
    events,
    notes,
    photos,
    get unsaved() {
      return unsaved.count(device, visit);
    },
  };
  known.set(name, held);
  return held;
}

/**
 * The sealed piece of a picture that begins at `start`.
 * @param {string} device
 * @param {string} visit
 * @param {string} sha256
 * @param {number} start
 */
export async function pieceOf(device, visit, sha256, start) {
  const piece =
    unsaved.pieceOf(device, visit, sha256, start) ??
    (await withDb((db) => db.get("pictures", [device, visit, sha256, start])));
  if (!piece) throw new Error(`the picture ${sha256} has no piece at ${start}`);
  return piece;
}

/**
 * The content keys of a visit as they were wrapped for the ministry, by number.
 * @param {string} device
 * @param {string} visit
 * @returns {Promise<(no: number) => Bytes>}
 */
export async function wrapsOf(device, visit) {
  const wraps = new Map((await keysOf(device, visit)).map((key) => [key.no, key.second]));
  return (no) => {
    const wrap = wraps.get(no);
    if (!wrap) throw new Error(`the visit ${visit} has no content key ${no}`);
    return wrap;
  };
}

/** Pairs of tablet and visit that something is kept for. */
export const placesHeld = () =>
  withDb(async (db) => {
    const found = new Map();
    for (const [device, visit] of await db.getAllKeys("events")) found.set(place(device, visit), { device, visit });
    for (const one of unsaved.places()) found.set(place(one.device, one.visit), one);
    return [...found.values()];
  });

/**
 * Writes what the server answered beside the events and notes it answered about.
 * @param {string} device
 * @param {string} visit
 * @param {EventAnswer[]} events
 * @param {Record<string, string>} notes
 */
export async function answered(device, visit, events, notes) {
  const here = await ofVisit(device, visit);
  const told = new Map(events.map((one) => [one.hash, one]));
  const changedEvents = here.events.flatMap((row) => {
    const answer = told.get(row.hash);
    return answer ? [{ row, more: { sent: answer.answer, why: answer.why } }] : [];
  });
  const changedNotes = here.notes
    .filter((row) => Object.hasOwn(notes, row.hash))
    .map((row) => ({ row, more: { sent: notes[row.hash] } }));
  await withDb(async (db) => {
    const tx = db.transaction(["events", "notes"], "readwrite", STRICT);
    for (const { row, more } of changedEvents) if (!unsaved.has(row)) tx.objectStore("events").put({ ...row, ...more });
    for (const { row, more } of changedNotes) if (!unsaved.has(row)) tx.objectStore("notes").put({ ...row, ...more });
    await tx.done;
  });
  for (const { row, more } of [...changedEvents, ...changedNotes]) Object.assign(row, more);
}

/**
 * @param {string} device
 * @param {string} visit
 * @param {string} sha256
 * @param {Sent} sent
 * @param {string | number | null} [why]
 */
export async function photoSent(device, visit, sha256, sent, why = null) {
  // The same picture may have been taken twice: the drawer holds it once, and both are sent with it.
  for (const row of (await ofVisit(device, visit)).photos.filter((one) => one.sha256 === sha256)) {
    if (!unsaved.has(row)) await withDb((db) => db.put("photos", { ...row, sent, why }));
    Object.assign(row, { sent, why });
  }
}

/** @param {ReceiptRow} receipt */
export const putReceipt = (receipt) => withDb((db) => db.put("receipts", receipt));
/**
 * @param {string} device
 * @param {string} visit
 */
export const getReceipt = (device, visit) => withDb((db) => db.get("receipts", [device, visit]));
/** How full the drawer is, in bytes, and whether the browser promised not to empty it. */
export async function room() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return { usage, quota, kept: (await navigator.storage?.persisted?.()) ?? false };
}

export const askToKeep = () => navigator.storage?.persist?.();
