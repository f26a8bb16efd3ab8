// The connection to IndexedDB and its stores; every call survives a connection closed under it. For local_store.mjs
// alone.

import { openDB } from "../../vendor/idb.mjs";

/** @import { IDBPDatabase } from "../../vendor/idb.mjs" */

/** @type {Promise<IDBPDatabase<LocalDb>> | null} */
let open = null;

function connect() {
  if (open) return open;
  open = openDB("spotcheck", 1, {
    upgrade(/** @type {IDBPDatabase<LocalDb>} */ db) {
      for (const name of /** @type {const} */ (["meta", "vaults", "sealed"])) db.createObjectStore(name);
      db.createObjectStore("devices", { keyPath: "id" });
      db.createObjectStore("keys", { keyPath: ["device", "visit", "no"] });
      db.createObjectStore("events", { keyPath: ["device", "visit", "seq"] });
      db.createObjectStore("notes", { keyPath: ["device", "visit", "hash"] });
      db.createObjectStore("photos", { keyPath: ["device", "visit", "sha256"] });
      // A picture's bytes lie apart, or every tap would read all of them.
      db.createObjectStore("pictures", { keyPath: ["device", "visit", "sha256", "start"] });
      db.createObjectStore("receipts", { keyPath: ["device", "visit"] });
    },
    terminated() {
      open = null;
    },
  }).then((db) => {
    db.addEventListener("close", () => {
      open = null;
    });
    return db;
  });
  return open;
}

/**
 * Work on the open database, once more when its connection was closed under it.
 * @template T
 * @param {(db: IDBPDatabase<LocalDb>) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDb(work) {
  try {
    return await work(await connect());
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "InvalidStateError") throw error;
    open = null;
    return work(await connect());
  }
}

/** @type {{ durability: "strict" }} */
export const STRICT = { durability: "strict" };
/** @param {...IDBValidKey} start */
export const within = (...start) => IDBKeyRange.bound(start, [...start, []]);
