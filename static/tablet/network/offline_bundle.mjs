// What is not sent yet as sealed files: the very requests that sync.mjs would make, signed, one a line. Needs no PIN,
// for everything in them is sealed for the ministry. docs/event.md says what a line is.

import * as drawer from "../storage/local_store.mjs";
import { authorization } from "../crypto/signing.mjs";
import { base64 } from "../core/bytes.mjs";
import { isHeld, manifest, nextBatch, photosLeft } from "../core/sync/outbox.mjs";
import { PIECE, eventsRequest, pieceRequest, sealRequest } from "../core/sync/requests.mjs";

// One file fits into one upload at the desk, which takes 32 MB.
const LARGEST = 24e6;

/**
 * Files (Blobs) of at most 24 MB that together hold all this tablet has not sent, for everyone who uses it; answers
 * first.
 */
export async function files() {
  /** @type {Blob[]} */
  let last = [];
  const made = [last];
  let size = 0;
  for await (const line of lines()) {
    if (size && size + line.size > LARGEST) {
      last = [];
      made.push(last);
      size = 0;
    }
    last.push(line);
    size += line.size;
  }
  /** @param {number} at */
  const head = (at) => `${JSON.stringify({ v: 1, file: at + 1, of: made.length })}\n`;
  return made[0].length
    ? made.map((all, at) => new Blob([head(at), ...all], { type: "application/octet-stream" }))
    : [];
}

async function* lines() {
  const places = await Promise.all((await drawer.placesHeld()).map(waiting));
  for (const part of [batches, pieces, manifests])
    for (const one of places) for await (const request of part(one)) yield lineOf(one.device, request);
}

/** @param {VisitPlace} visitPlace */
async function waiting({ device, visit }) {
  return { device, visit, wrapOf: await drawer.wrapsOf(device, visit), held: await drawer.ofVisit(device, visit) };
}

/**
 * A file that is saved is not yet received: what goes into it stays in the outbox.
 * @param {Waiting} waiting
 */
function* batches({ device, visit, wrapOf, held }) {
  const [events, notes] = [held.events.map((row) => ({ ...row })), held.notes.map((row) => ({ ...row }))];
  for (let batch = nextBatch(events, notes); batch.events.length; batch = nextBatch(events, notes)) {
    yield eventsRequest(device, visit, wrapOf(batch.no), batch);
    for (const event of batch.events) event.sent ||= "stored";
    for (const note of batch.notes) note.sent = "stored";
  }
}

/** @param {Waiting} waiting */
async function* pieces({ device, visit, wrapOf, held }) {
  for (const photo of photosLeft(held.photos)) {
    for (let start = 0; start < photo.size; start += PIECE) {
      const { sealed } = await drawer.pieceOf(device, visit, photo.sha256, start);
      yield pieceRequest(photo, start, wrapOf(photo.no), sealed);
    }
  }
}

/** @param {Waiting} waiting */
function* manifests({ visit, held }) {
  const waits =
    held.events.some((one) => !one.sent) || held.notes.some((one) => !isHeld(one)) || photosLeft(held.photos).length;
  if (waits) yield sealRequest(visit, manifest(held));
}

/**
 * @param {string} deviceId
 * @param {TabletRequest} tabletRequest
 */
async function lineOf(deviceId, { method, target, body = "" }) {
  const { id, key } = await drawer.deviceNamed(deviceId);
  const header = await authorization(id, key, method, target, new Date().toISOString(), body);
  const content = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return new Blob([JSON.stringify({ method, target, authorization: header, body: base64(content) }), "\n"]);
}
