// What a lent handset keeps: a fixed number of sealed letters, which of them were written since the last sending, the
// calls, and whose handset it is. IndexedDB lives here; nobody's answers are ever in it but inside two seals.
import { deleteDB, openDB } from "idb";

const NAME = "spotcheck-handset";
/** @type {{ durability: "strict" }} */
const STRICT = { durability: "strict" };
/** @import { IDBPDatabase } from "idb" */

/** @type {Promise<IDBPDatabase<HandsetDb>> | null} */
let open = null;

function connect() {
  if (open) return open;
  open = openDB(NAME, 1, {
    upgrade(/** @type {IDBPDatabase<HandsetDb>} */ db) {
      db.createObjectStore("own");
      db.createObjectStore("slots");
    },
    terminated() {
      open = null;
    },
  });
  return open;
}

/** {door, closes, name} of this handset, or undefined; makes nothing on a device that is none. */
export async function way() {
  const here = await indexedDB.databases();
  if (!here.some((one) => one.name === NAME)) return undefined;
  return /** @type {Own | undefined} */ (await (await connect()).get("own", "way"));
}

/**
 * Every slot filled, before anybody has answered: in one strict transaction, all or nothing.
 * @param {Own} own
 * @param {Bytes[]} slots
 * @param {Bytes} ring
 */
export const begin = (own, slots, ring) => fill(slots, ring, own);
/**
 * @param {Bytes[]} slots
 * @param {Bytes} ring
 */
export const refill = (slots, ring) => fill(slots, ring);

/**
 * @param {Bytes[]} slots
 * @param {Bytes} ring
 * @param {Own} [own]
 */
async function fill(slots, ring, own) {
  const tx = (await connect()).transaction(["own", "slots"], "readwrite", STRICT);
  slots.forEach((letter, at) => {
    tx.objectStore("slots").put(letter, at);
  });
  tx.objectStore("own").put(new Uint8Array(slots.length), "written");
  tx.objectStore("own").put(ring, "ring");
  if (own) tx.objectStore("own").put(own, "way");
  await tx.done;
}

export async function state() {
  const tx = (await connect()).transaction("own");
  const [written, ring] = await Promise.all([tx.store.get("written"), tx.store.get("ring")]);
  return { written: /** @type {Bytes} */ (written), ring: /** @type {Bytes} */ (ring) };
}

export const letters = async () => (await connect()).getAll("slots");

/**
 * One writing: a slot, the marks and the calls, as many bytes each time.
 * @param {number} at
 * @param {Bytes} letter
 * @param {Bytes} written
 * @param {Bytes} ring
 */
export async function write(at, letter, written, ring) {
  const tx = (await connect()).transaction(["own", "slots"], "readwrite", STRICT);
  tx.objectStore("slots").put(letter, at);
  tx.objectStore("own").put(written, "written");
  tx.objectStore("own").put(ring, "ring");
  await tx.done;
}

/** @param {Bytes} ring */
export async function refillCalls(ring) {
  const tx = (await connect()).transaction("own", "readwrite", STRICT);
  tx.store.put(ring, "ring");
  await tx.done;
}

export async function forget() {
  if (open) (await open).close();
  open = null;
  await deleteDB(NAME);
}
