// Who may read this tablet. One random vault key a tablet, which only the PIN opens; under it the pack, drafts and a
// content key for every visit. Each content key is wrapped a second time for the ministry, so sending needs no PIN.

import { text } from "../core/bytes.mjs";
import * as drawer from "./local_store.mjs";
import { chipSecret } from "../crypto/security_chip.mjs";
import { deviceSecret, keyFrom, pinKey, randomKey, seal, unseal, wrapFor } from "../crypto/sealing.mjs";

export const [SHORTEST, SHORTEST_WITH_CHIP] = [8, 6];
const MOST = 10;
const FREE = 4;
const WAIT_MS = 5000;

/** @type {{ device: string; key: CryptoKey } | null} */
let vault = null;
/** @type {Map<keyof VaultContents, unknown>} */
let held = new Map();
/** @type {Map<string, CryptoKey>} */
let keys = new Map();
/** @type {WeakMap<object, unknown>} */
let read = new WeakMap();
/** @type {Promise<unknown>} */
let line = Promise.resolve();
/** @type {Map<keyof VaultContents, unknown>} */
const latest = new Map();

export const isOpen = () => vault !== null;

/** Forgets every key and everything read with one. What is on the disk stays sealed. */
export function shut() {
  vault = null;
  held = new Map();
  keys = new Map();
  read = new WeakMap();
}

/**
 * A new vault under a new PIN (and the tablet's chip, when given); what an older one held only the ministry can read.
 * @param {string} device
 * @param {string} pin
 * @param {Chip | null} [chip]
 */
export async function choosePin(device, pin, chip = null) {
  const [raw, salt, secret] = [randomKey(), randomKey(), chip ? await chipSecret(chip) : await deviceSecret()];
  if (!secret) throw new DOMException("chip", "NotAllowedError");
  const wrapped = await seal(await pinKey(pin, salt, secret), raw, `vault ${device}`);
  await drawer.putVault(device, { salt, chip, secret: chip ? null : secret, wrapped, tries: 0, until: 0 });
  shut();
  vault = { device, key: await keyFrom(raw) };
}

/**
 * Tries a PIN: "open", "wrong", "wait" (too soon after a wrong one), "chip" (the tablet's own lock stayed shut) or
 * "gone" (ten wrong: nothing opens any more).
 * @param {string} device
 * @param {string} pin
 */
export async function openWith(device, pin) {
  const kept = await drawer.vaultOf(device);
  if (!kept) return "gone";
  if (Date.now() < kept.until) return "wait";
  const secret = kept.chip ? await chipSecret(kept.chip) : kept.secret;
  if (!secret) return "chip";
  // Counted before it is tried, or pulling the plug would make tries free.
  const tries = kept.tries + 1;
  await drawer.putVault(device, {
    ...kept,
    tries,
    until: tries > FREE ? Date.now() + WAIT_MS * 2 ** (tries - FREE) : 0,
  });
  try {
    const raw = await unseal(await pinKey(pin, kept.salt, secret), kept.wrapped, `vault ${device}`);
    await drawer.putVault(device, { ...kept, tries: 0, until: 0 });
    shut();
    vault = { device, key: await keyFrom(raw) };
    return "open";
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "OperationError") throw error;
  }
  if (tries < MOST) return "wrong";
  await drawer.dropVault(device);
  return "gone";
}

/**
 * Something of the day that only the PIN opens: the pack, checklists, drafts.
 * @template {keyof VaultContents} Name
 * @param {Name} name
 * @param {VaultContents[Name]} value
 */
export function put(name, value) {
  const { device, key } = open();
  held.set(name, value);
  latest.set(name, value);
  const work = line.then(async () => {
    // A newer letter is already here: that one is written in this one's place.
    if (!latest.has(name)) return;
    const newest = JSON.stringify(latest.get(name));
    latest.delete(name);
    await drawer.putSealed(device, name, await seal(key, newest, `${device} ${name}`));
  });
  // In turn, or an older letter could reach the disk after a newer one.
  line = work.catch(() => {});
  return work;
}

/** Resolves when everything that was put is on the disk. */
export const written = () => line;

/**
 * What was put under a name, or undefined.
 * @template {keyof VaultContents} Name
 * @param {Name} name
 * @returns {Promise<VaultContents[Name] | undefined>}
 */
export async function get(name) {
  const { device, key } = open();
  if (!held.has(name)) {
    const sealed = await drawer.getSealed(device, name);
    if (!sealed) return undefined;
    const value = JSON.parse(text(await unseal(key, sealed, `${device} ${name}`)));
    if (!held.has(name)) held.set(name, value);
  }
  return known(name);
}

/**
 * What `get` or `put` has already brought into memory, or undefined.
 * @template {keyof VaultContents} Name
 * @param {Name} name
 */
export const known = (name) => /** @type {VaultContents[Name] | undefined} */ (held.get(name));

/**
 * The content key that new things of a visit are sealed under: {no, key}; made at the first of them.
 * @param {string} visit
 */
export async function writingKey(visit) {
  const { device, key: vaultKey } = open();
  const all = await drawer.keysOf(device, visit);
  const newest = all.at(-1);
  if (newest?.closed) throw new DOMException("closed", "NotAllowedError");
  if (newest?.first) return { no: newest.no, key: await contentKey({ ...newest, first: newest.first }) };
  const { intake } = await drawer.deviceNamed(device);
  const [raw, no] = [randomKey(), all.length + 1];
  const about = `key ${visit} ${no}`;
  const second = await wrapFor(intake, raw, `wrap ${visit}`);
  await drawer.putKey({ device, visit, no, first: await seal(vaultKey, raw, about), second, closed: false });
  const key = await keyFrom(raw);
  keys.set(about, key);
  return { no, key };
}

/** @param {KeyRow & { first: Bytes }} keyRow */
async function contentKey({ visit, no, first }) {
  const about = `key ${visit} ${no}`;
  const key = keys.get(about) ?? (await keyFrom(await unseal(open().key, first, about)));
  keys.set(about, key);
  return key;
}

/**
 * What was sealed in these rows of a visit, in their order; rows whose key is gone are left out.
 * @template {{ no: number; sealed: Bytes }} T
 * @param {string} visit
 * @param {T[]} rows
 * @param {(row: T) => string} about
 */
export async function readRows(visit, rows, about) {
  const { device } = open();
  const fresh = rows.filter((row) => !read.has(row));
  const wraps = fresh.length ? new Map((await drawer.keysOf(device, visit)).map((one) => [one.no, one])) : new Map();
  for (const row of fresh) {
    const wrap = wraps.get(row.no);
    const key = wrap?.first ? await contentKey({ ...wrap, first: wrap.first }) : null;
    read.set(row, key ? JSON.parse(text(await unseal(key, row.sealed, about(row)))) : null);
  }
  return rows.map((row) => read.get(row)).filter((one) => one !== null);
}

/**
 * Whether this tablet has closed a visit, and so can read it no more.
 * @param {string} visit
 */
export const isClosed = async (visit) => (await drawer.keysOf(open().device, visit)).some((one) => one.closed);

/**
 * Signed and closed: from here on the ministry reads this visit, and this tablet does not.
 * @param {string} visit
 */
export async function closeVisit(visit) {
  await drawer.dropFirstWraps(open().device, visit);
  keys = new Map();
  read = new WeakMap();
}

function open() {
  if (!vault) throw new DOMException("locked", "NotAllowedError");
  return vault;
}

export const device = () => open().device;
