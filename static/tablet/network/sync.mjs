// Talking to the ministry. fetch lives here (and in the service worker) and nowhere else.

import * as drawer from "../storage/local_store.mjs";
import { authorization, isReceipt, newKey } from "../crypto/signing.mjs";
import { allSent, manifest, namesAll, nextBatch, photosLeft, photosRefused } from "../core/sync/outbox.mjs";
import { PIECE, clockOff, eventsRequest, pieceRequest, sealRequest } from "../core/sync/requests.mjs";
import * as vault from "../storage/vault.mjs";

/** @type {Promise<string> | null} */
let draining = null;
/** @type {Promise<string> | null} */
let next = null;

/**
 * Registers this tablet for the person signed in; the key never leaves the browser. Returns the tablet's id.
 * @param {string} csrf
 * @param {string} label
 * @param {string} owner
 */
export async function enrol(csrf, label, owner) {
  const { key, publicKey } = await newKey();
  const answer = await fetch("/tablet/devices", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ public_key: publicKey, label }),
  });
  if (!answer.ok || answer.redirected) throw new Error(`enrol ${answer.status}`);
  const { device: id, letter, intake_key: intake, receipt_key: receipt } = await answer.json();
  await drawer.putDevice({ id, owner, letter, key, intake, receipt });
  await drawer.setMeta("current", id);
  return id;
}

// Milliseconds by which the server's clock is before this tablet's, as the server last said.
let ahead = 0;

/**
 * A signed request; where this tablet's clock is minutes off, the server refuses to read, and tells its own time.
 * @param {string} deviceId
 * @param {TabletRequest} request
 */
export async function ask(deviceId, request) {
  const answer = await signed(deviceId, request);
  const off = clockOff(answer, Date.now() + ahead);
  if (!off) return answer;
  ahead += off;
  return signed(deviceId, request);
}

/**
 * @param {string} deviceId
 * @param {TabletRequest} tabletRequest
 */
async function signed(deviceId, { method, target, body = "" }) {
  const device = await drawer.deviceNamed(deviceId);
  const at = new Date(Date.now() + ahead).toISOString();
  const header = await authorization(device.id, device.key, method, target, at, body);
  const sends = method !== "GET" && method !== "HEAD";
  return fetch(target, {
    method,
    headers: { Authorization: header },
    body: sends ? body : undefined,
    credentials: "omit",
    cache: "no-store",
  });
}

/** Brings the day's pack into the drawer; false when there is no signal. */
export async function fetchPack() {
  const device = vault.device();
  try {
    const answer = await ask(device, { method: "GET", target: "/sync/pack" });
    if (!answer.ok) return false;
    /** @type {Pack} */
    const pack = await answer.json();
    const before = (await vault.get("checklists")) ?? {};
    // A visit under way keeps its version: what was carried once stays in the drawer.
    for (const one of pack.checklists) before[`${one.key}/${one.n}`] = one;
    await vault.put("checklists", before);
    const old = (await vault.get("pack"))?.visits ?? [];
    const held = (await drawer.placesHeld()).filter((one) => one.device === device).map((one) => one.visit);
    const gone = old.filter((one) => held.includes(one.id) && !pack.visits.some((other) => other.id === one.id));
    if (!(await drawer.getMeta("language"))) await drawer.setMeta("language", pack.staff.language);
    await vault.put("pack", { ...pack, visits: [...pack.visits, ...gone] });
    return true;
  } catch {
    return false;
  }
}

/** A pack too old leaves the tablet, with what it tells of employers; visits under way stay. */
export async function dropOldPack() {
  const pack = await vault.get("pack");
  if (!pack || pack.until > new Date().toISOString()) return;
  const begun = (await drawer.placesHeld()).filter((one) => one.device === vault.device()).map((one) => one.visit);
  await vault.put("pack", { ...pack, visits: pack.visits.filter((one) => begun.includes(one.id)) });
}

/**
 * Sends what is waiting, visit by visit, for everyone who uses this tablet; needs no PIN. One run at a time.
 * @param {() => void} [onStep]
 * @returns {Promise<string>}
 */
export function drain(onStep = () => {}) {
  // A run under way may have passed what was written since: then one more follows it.
  if (draining) {
    next ??= draining
      .catch(() => {})
      .then(() => {
        next = null;
        return drain(onStep);
      });
    return next;
  }
  draining = run(onStep).finally(() => {
    draining = null;
  });
  return draining;
}

/**
 * Sends the refused photos of a visit once more, because a person asked for it.
 * @param {string} device
 * @param {string} visit
 */
export async function sendRefused(device, visit) {
  const { photos } = await drawer.ofVisit(device, visit);
  for (const { sha256 } of photosRefused(photos)) await drawer.photoSent(device, visit, sha256, null);
  return drain();
}

/** @param {() => void} onStep */
async function run(onStep) {
  let result = "sent";
  for (const place of await drawer.placesHeld()) {
    try {
      const told = await sendVisit(place, onStep);
      if (told !== "sent") result = told;
    } catch {
      result = "waiting";
    }
    onStep();
  }
  return result;
}

/**
 * @param {VisitPlace} visitPlace
 * @param {() => void} onStep
 */
async function sendVisit({ device, visit }, onStep) {
  const wrapOf = await drawer.wrapsOf(device, visit);
  const held = await drawer.ofVisit(device, visit);
  for (;;) {
    const batch = nextBatch(held.events, held.notes);
    if (!batch.events.length) break;
    const answer = await ask(device, eventsRequest(device, visit, wrapOf(batch.no), batch));
    if (!answer.ok) return "waiting";
    /** @type {BatchAnswer} */
    const told = await answer.json();
    await drawer.answered(device, visit, told.events, told.blobs);
    onStep();
    if (batch.events.some((event) => !event.sent)) return "waiting";
  }
  for (const photo of photosLeft(held.photos)) {
    await sendPhoto(photo, wrapOf(photo.no));
    onStep();
  }
  // What was written while this was on its way goes out in the same run; only then is a receipt asked for.
  const now = await drawer.ofVisit(device, visit);
  if (nextBatch(now.events, now.notes).events.length || photosLeft(now.photos).length)
    return sendVisit({ device, visit }, onStep);
  return seal(device, visit);
}

/**
 * @param {PhotoRow} photo
 * @param {Bytes} wrap
 */
async function sendPhoto(photo, wrap) {
  const { device, visit, sha256 } = photo;
  const head = await ask(device, { method: "HEAD", target: `/sync/photos/${sha256}?visit=${visit}` });
  let offset = head.ok ? Number(head.headers.get("Upload-Offset")) : 0;
  let done = head.headers.get("Upload-Complete") === "1";
  while (!done) {
    // Sealed in pieces, so sent from a piece's beginning; the server passes over what it holds.
    const start = offset - (offset % PIECE);
    const { sealed } = await drawer.pieceOf(device, visit, sha256, start);
    const answer = await ask(device, pieceRequest(photo, start, wrap, sealed));
    if ([413, 415].includes(answer.status)) return drawer.photoSent(device, visit, sha256, "refused", answer.status);
    /** @type {PieceAnswer} */
    const told = answer.ok ? await answer.json() : { offset, done: false };
    if (!told.done && told.offset <= offset) throw new Error(`photo ${answer.status}`);
    ({ offset, done } = told);
  }
  return drawer.photoSent(device, visit, sha256, "stored");
}

/**
 * @param {string} device
 * @param {string} visit
 */
async function seal(device, visit) {
  const held = await drawer.ofVisit(device, visit);
  if (!allSent(held)) return "refused";
  const told = manifest(held);
  const before = await drawer.getReceipt(device, visit);
  if (before && namesAll(before.receipt, told)) return "sent";
  const answer = await ask(device, sealRequest(visit, told));
  // A tablet that has lost its trust gets no receipt; what it sent is there all the same.
  if (answer.status === 403) return "sent";
  if (answer.status !== 200) return "waiting";
  /** @type {SealAnswer} */
  const { receipt, signature, code } = await answer.json();
  const { receipt: key } = await drawer.deviceNamed(device);
  /** @type {ReceiptBody} */
  const read = JSON.parse(receipt);
  if (!(await isReceipt(key, receipt, signature)) || !namesAll(read, told)) return "waiting";
  await drawer.putReceipt({ device, visit, text: receipt, signature, code, receipt: read });
  return "sent";
}
