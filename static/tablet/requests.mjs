// The requests of a tablet as they are signed, whether they go over the line (sync.mjs) or into a file (parcel.mjs). Pure.

import { base64, join } from "./bytes.mjs";

export const PIECE = 256 * 1024;

const bare = ({ hash, sealed }) => ({ hash, sealed: base64(sealed) });

/** A batch of sealed events and notes under one content key. */
export const eventsRequest = (device, visit, wrap, batch) => ({ method: "PUT", target: "/sync/events", body: JSON.stringify({
  v: 1, device, visit, wrap: base64(wrap), events: batch.events.map(bare), blobs: batch.notes.map(bare),
}) });

/** The sealed piece of a picture that begins at `start`. */
export const pieceRequest = ({ visit, sha256, size, kind }, start, wrap, sealed) => ({
  method: "PUT", target: `/sync/photos/${sha256}/${start}?visit=${visit}&size=${size}&kind=${kind}&sealed=1`, body: join(wrap, sealed) });

/** Asks for a receipt that names everything of a visit. */
export const sealRequest = (visit, told) => ({ method: "POST", target: `/sync/seal/${visit}`, body: JSON.stringify(told) });
