// Talking to the ministry. fetch lives here (and in the service worker) and nowhere else.

import * as drawer from "./drawer.mjs";
import { authorization, isReceipt, newKey } from "./lock.mjs";
import { allSent, manifest, namesAll, nextBatch, photosLeft } from "./outbox.mjs";

const PIECE = 256 * 1024;
let draining = null;

/** Registers this tablet for the person signed in; the key never leaves the browser. */
export async function enrol(csrf, label) {
  const { key, publicKey } = await newKey();
  const answer = await fetch("/tablet/devices", {
    method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ public_key: publicKey, label }),
  });
  if (!answer.ok || answer.redirected) throw new Error(`enrol ${answer.status}`);
  const told = await answer.json();
  await drawer.setMeta("device", { id: told.device, letter: told.letter, key });
}

async function ask(method, target, body = "") {
  const device = await drawer.getMeta("device");
  const at = new Date().toISOString();
  const header = await authorization(device.id, device.key, method, target, at, body);
  const sends = method !== "GET" && method !== "HEAD";
  return fetch(target, {
    method, headers: { Authorization: header }, body: sends ? body : undefined, credentials: "omit", cache: "no-store",
  });
}

/** Brings the day's pack into the drawer; false when there is no signal. */
export async function fetchPack() {
  try {
    const answer = await ask("GET", "/sync/pack");
    if (!answer.ok) return false;
    const pack = await answer.json();
    const before = await drawer.getMeta("checklists") ?? {};
    // A visit under way keeps its version: what was carried once stays in the drawer.
    for (const one of pack.checklists) before[`${one.key}/${one.n}`] = one;
    await drawer.setMeta("checklists", before);
    const old = (await drawer.getMeta("pack"))?.visits ?? [];
    const held = new Set(await drawer.visitsHeld());
    const gone = old.filter((one) => held.has(one.id) && !pack.visits.some((other) => other.id === one.id));
    if (!(await drawer.getMeta("language"))) await drawer.setMeta("language", pack.staff.language);
    await drawer.setMeta("pack", { ...pack, visits: [...pack.visits, ...gone] });
    return true;
  } catch {
    return false;
  }
}

/** Sends what is waiting, visit by visit; one run at a time. Resolves to "sent", "waiting" or "refused". */
export function drain(onStep = () => {}) {
  draining ??= run(onStep).finally(() => { draining = null; });
  return draining;
}

async function run(onStep) {
  let result = "sent";
  for (const visit of await drawer.visitsHeld()) {
    try {
      const told = await sendVisit(visit, onStep);
      if (told !== "sent") result = told;
    } catch {
      result = "waiting";
    }
    onStep();
  }
  return result;
}

async function sendVisit(visit, onStep) {
  const device = await drawer.getMeta("device");
  for (;;) {
    const { events, notes } = await drawer.ofVisit(visit);
    const batch = nextBatch(events, notes);
    if (!batch.events.length) break;
    const answer = await ask("PUT", "/sync/events", JSON.stringify({ v: 1, device: device.id, wrap: null, ...batch }));
    if (!answer.ok) return "waiting";
    const told = await answer.json();
    await drawer.answered(told.events, told.blobs);
    onStep();
    if (!told.events.some((one) => one.id)) break;
  }
  for (const photo of photosLeft((await drawer.ofVisit(visit)).photos)) {
    await sendPhoto(photo);
    onStep();
  }
  return seal(visit);
}

async function sendPhoto({ visit, sha256, size, kind }) {
  const about = `visit=${visit}&size=${size}&kind=${kind}`;
  const head = await ask("HEAD", `/sync/photos/${sha256}?visit=${visit}`);
  let offset = head.ok ? Number(head.headers.get("Upload-Offset")) : 0;
  let done = head.headers.get("Upload-Complete") === "1";
  const content = done ? null : await drawer.pictureOf(visit, sha256);
  while (!done) {
    const piece = content.slice(offset, offset + PIECE);
    const answer = await ask("PUT", `/sync/photos/${sha256}/${offset}?${about}`, piece);
    if ([413, 415].includes(answer.status)) return drawer.photoSent(visit, sha256, "refused");
    if (!answer.ok) throw new Error(`photo ${answer.status}`);
    ({ offset, done } = await answer.json());
  }
  return drawer.photoSent(visit, sha256, "stored");
}

async function seal(visit) {
  const held = await drawer.ofVisit(visit);
  if (!allSent(held)) return "refused";
  const told = manifest(held);
  const before = await drawer.getReceipt(visit);
  if (before && namesAll(before.receipt, told)) return "sent";
  const answer = await ask("POST", `/sync/seal/${visit}`, JSON.stringify(told));
  if (answer.status !== 200) return "waiting";
  const { receipt, signature, code } = await answer.json();
  const { receipt_key: key } = await drawer.getMeta("pack");
  const read = JSON.parse(receipt);
  if (!(await isReceipt(key, receipt, signature)) || !namesAll(read, told)) return "waiting";
  await drawer.putReceipt({ visit, text: receipt, signature, code, receipt: read });
  return "sent";
}
