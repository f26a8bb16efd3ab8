// What still has to go out, in which order, and what would be lost with the tablet. Pure.

const HELD = new Set(["stored", "duplicate", "aside"]);
const MOST = 200;

export const isHeld = (one) => HELD.has(one.sent);

/** The events and notes of one request: the oldest that the server has not answered for, at most 200. */
export function nextBatch(events, notes) {
  const waiting = events.filter((event) => !event.sent).slice(0, MOST);
  const named = notes.filter((note) => !isHeld(note) && waiting.some((event) => event.text.includes(note.hash)));
  const orphans = notes.filter((note) => note.sent === "refused" || (!note.sent && !named.includes(note)));
  const homes = orphans.map((note) => events.find((event) => event.text.includes(note.hash))).filter(Boolean);
  const again = [...new Set(homes)].slice(0, MOST - waiting.length);
  const late = orphans.filter((note) => !note.sent && again.some((event) => event.text.includes(note.hash)));
  return { events: [...again, ...waiting].map((event) => event.text), blobs: [...named, ...late].map(bare) };
}

const bare = ({ hash, salt, text }) => ({ hash, salt, text });

/** Photos still to go, the smallest first, so that most are safe soonest. */
export const photosLeft = (photos) => photos.filter((photo) => photo.sent !== "stored").sort((a, b) => a.size - b.size);

/** What the tablet says it sent: every hash of a visit. */
export const manifest = ({ events, notes, photos }) => ({
  v: 1, events: events.map((event) => event.hash), blobs: notes.map((note) => note.hash),
  photos: photos.map((photo) => photo.sha256),
});

/** Whether everything that can go has gone. */
export const allSent = ({ events, notes, photos }) =>
  events.every(isHeld) && notes.every(isHeld) && photos.every((photo) => photo.sent === "stored");

/** Saved on this tablet, sent, and what is only here: for the meter. */
export function meter({ events, notes, photos }) {
  return {
    saved: events.length, sent: events.filter(isHeld).length,
    onlyHere: events.filter((event) => !isHeld(event)).length,
    photosHere: photos.filter((photo) => photo.sent !== "stored").length,
    refused: events.filter((event) => event.sent === "refused").length + notes.filter((note) => note.sent === "refused").length,
  };
}

/** Whether a receipt names every hash of a manifest. */
export const namesAll = (receipt, told) =>
  ["events", "blobs", "photos"].every((kind) => told[kind].every((hash) => receipt[kind].includes(hash)));
