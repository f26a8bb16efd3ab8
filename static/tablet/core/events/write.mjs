// Writing one event: its text is made once, hashed once and never written out again.

/**
 * The next event text of a visit on this tablet. `last` is the one before ({seq, n, hash}) or null.
 * @param {NewEvent} newEvent
 */
export function eventText({ id, visit, device, by, last, highest, at, mono, what, value, more = {}, saw = {} }) {
  const seen = Object.keys(saw).length ? { saw } : {};
  return JSON.stringify({
    v: 1,
    id,
    visit,
    device,
    by,
    seq: (last?.seq ?? 0) + 1,
    n: Math.max(last?.n ?? 0, highest ?? 0) + 1,
    prev: last?.hash ?? null,
    at,
    mono,
    what,
    ...more,
    ...seen,
    value,
  });
}

/**
 * A pin typed as "latitude, longitude" in degrees, within `acc` metres; null when it is not one.
 * @param {string} text
 * @param {number} acc
 */
export function readPin(text, acc) {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  const [lat, lon] = found ? [Number(found[1]), Number(found[2])] : [NaN, NaN];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon, acc } : null;
}

/**
 * Metres between two places on the globe (haversine, mean radius 6371 km); null when either is unknown.
 * @param {Spot | null | undefined} a
 * @param {Spot | null | undefined} b
 */
export function metres(a, b) {
  if (!a || !b || a.lat == null || b.lat == null) return null;
  const turn = Math.PI / 180;
  /** @param {number} x */
  const half = (x) => Math.sin(x / 2) ** 2;
  const h =
    half((b.lat - a.lat) * turn) + Math.cos(a.lat * turn) * Math.cos(b.lat * turn) * half((b.lon - a.lon) * turn);
  return Math.round(2 * 6371000 * Math.asin(Math.sqrt(h)));
}
