// What still has to go out, in which order, and what would be lost with the tablet. Pure.

/** @type {Set<Sent>} */
const HELD = new Set(["stored", "duplicate", "quarantined"]);
const MOST = 200;

/** @param {{ sent: Sent }} one */
export const isHeld = (one) => HELD.has(one.sent);

/**
 * The rows of one request, all under one content key: the oldest events that the server has not answered for, at most
 * 200, with their notes; an event is sent again when a note of its was left behind or refused once.
 * @param {EventRow[]} events
 * @param {NoteRow[]} notes
 */
export function nextBatch(events, notes) {
  const unsent = events.filter((event) => !event.sent);
  const alone = notes.filter((note) => !note.sent && !unsent.some((event) => event.id === note.event));
  const homes = events.filter((event) => event.sent && alone.some((note) => note.event === event.id));
  const all = [...homes, ...unsent];
  const some = all.filter((event) => event.no === all[0].no).slice(0, MOST);
  const here = new Set(some.map((event) => event.id));
  return { no: some[0]?.no ?? 0, events: some, notes: notes.filter((note) => !isHeld(note) && here.has(note.event)) };
}

/**
 * Photos still to go, the smallest first, so that most are safe soonest. A refused one does not go again by itself.
 * @param {PhotoRow[]} photos
 */
export const photosLeft = (photos) =>
  photos.filter((photo) => photo.sent !== "stored" && photo.sent !== "refused").sort((a, b) => a.size - b.size);

/**
 * Photos that the server does not take: they stay on the tablet, and no receipt names them.
 * @param {PhotoRow[]} photos
 */
export const photosRefused = (photos) => photos.filter((photo) => photo.sent === "refused");

/**
 * What the tablet says it sent: every hash of a visit, but for photos that the server refused.
 * @param {Held} held
 * @returns {ManifestBody}
 */
export const manifest = ({ events, notes, photos }) => ({
  v: 1,
  events: events.map((event) => event.hash),
  blobs: notes.map((note) => note.hash),
  photos: photos.filter((photo) => photo.sent !== "refused").map((photo) => photo.sha256),
});

/**
 * Whether everything that can go has gone.
 * @param {Held} held
 */
export const allSent = ({ events, notes, photos }) =>
  events.every(isHeld) && notes.every(isHeld) && photosLeft(photos).length === 0;

/**
 * Saved on this tablet, sent, and what is only here: for the meter.
 * @param {Held} held
 */
export function meter({ events, notes, photos, unsaved = 0 }) {
  return {
    saved: events.length - unsaved,
    sent: events.filter(isHeld).length,
    onlyHere: events.filter((event) => !isHeld(event)).length,
    photosHere: photos.filter((photo) => photo.sent !== "stored").length,
    photosRefused: photosRefused(photos).length,
    refused:
      events.filter((event) => event.sent === "refused").length +
      notes.filter((note) => note.sent === "refused").length,
  };
}

/**
 * Whether a receipt names every hash of a manifest.
 * @param {Lists} receipt
 * @param {Lists} told
 */
export const namesAll = (receipt, told) =>
  /** @type {(keyof Lists)[]} */ (["events", "blobs", "photos"]).every((kind) =>
    told[kind].every((hash) => receipt[kind].includes(hash)),
  );
