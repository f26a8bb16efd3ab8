// The requests of a tablet as they are signed, whether they go over the line (sync.mjs) or into a file
// (offline_bundle.mjs).
// Pure.

import { base64, join } from "../bytes.mjs";

export const PIECE = 256 * 1024;

/** @param {{ hash: string; sealed: Bytes }} row */
const bare = ({ hash, sealed }) => ({ hash, sealed: base64(sealed) });

/**
 * A batch of sealed events and notes under one content key.
 * @param {string} device
 * @param {string} visit
 * @param {Bytes} wrap
 * @param {Batch} batch
 */
export const eventsRequest = (device, visit, wrap, batch) => ({
  method: "PUT",
  target: "/sync/events",
  body: JSON.stringify({
    v: 1,
    device,
    visit,
    wrap: base64(wrap),
    events: batch.events.map(bare),
    blobs: batch.notes.map(bare),
  }),
});

/**
 * The sealed piece of a picture that begins at `start`.
 * @param {{ visit: string; sha256: string; size: number; kind: string }} photo
 * @param {number} start
 * @param {Bytes} wrap
 * @param {Bytes} sealed
 */
export const pieceRequest = ({ visit, sha256, size, kind }, start, wrap, sealed) => ({
  method: "PUT",
  target: `/sync/photos/${sha256}/${start}?visit=${visit}&size=${size}&kind=${kind}&sealed=1`,
  body: join(wrap, sealed),
});

/**
 * Asks for a receipt that names everything of a visit.
 * @param {string} visit
 * @param {ManifestBody} told
 */
export const sealRequest = (visit, told) => ({
  method: "POST",
  target: `/sync/seal/${visit}`,
  body: JSON.stringify(told),
});

/**
 * Milliseconds by which to sign later, from an answer that refused a request of `at`; 0 when it was not for its age.
 * @param {{ status: number; headers: { get: (name: string) => string | null } }} answer
 * @param {number} at
 */
export function clockOff({ status, headers }, at) {
  const off = Date.parse(headers.get("Spotcheck-Time") ?? "") - at;
  return status === 401 && Math.abs(off) > 60_000 ? off : 0;
}
