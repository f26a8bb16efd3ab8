// Which event was made with sight of which, and the one order that counts.

// Signing closes the book: of what was made with sight of a signature, only these may follow.
// When a team is back is known only later, and says nothing of what was found.
export const AFTER_SIGNING = new Set(["signed", "closed", "redacted", "expected_back", "custody", "stop_lifted"]);

/**
 * Whether the hand that made `event` had `other` before it.
 * @param {Sighted} event
 * @param {Sighted} other
 */
export function saw(event, other) {
  if (event.device === other.device) return event.seq > other.seq;
  return (event.saw?.[other.device] ?? 0) >= other.seq;
}

/**
 * Events in the one order that counts: (n, device, seq), never the clock; each id once.
 * @template {Envelope} T
 * @param {T[]} events
 */
export function inOrder(events) {
  const once = new Map(events.map((event) => [event.id, event]));
  return [...once.values()].sort((a, b) => a.n - b.n || by(a.device, b.device) || a.seq - b.seq || by(a.id, b.id));
}

/**
 * @param {string} a
 * @param {string} b
 */
export const by = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * What a tablet that holds these events has seen of every other tablet: {device: highest seq}.
 * @param {Sighted[]} events
 * @param {string} device
 */
export function sightOf(events, device) {
  /** @type {Record<string, number>} */
  const seen = {};
  for (const event of events) {
    if (event.device !== device) seen[event.device] = Math.max(seen[event.device] ?? 0, event.seq);
  }
  return seen;
}
