// What a visit corrections of its employer and its site: the same rule as
// inspect_app/domain/fieldwork/inspection/corrections.py.

import { by, saw } from "./causality.mjs";

/** @returns {Pick<Book, "corrections">} */
export const noMends = () => ({ corrections: [] });

/** @type {Reducers} */
export const MENDS = {
  corrected(book, event) {
    const { about, id, base, changes } = event.value;
    const known = book.corrections
      .filter((one) => one.about === about && one.id === id && saw(event, one))
      .map((one) => one.base);
    for (const [field, change] of Object.entries(changes).sort(([a], [b]) => by(a, b))) {
      book.corrections.push({
        about,
        id,
        field,
        from: change.from,
        to: change.to,
        base: Math.max(base, ...known),
        event: event.id,
        at: event.at,
        staff: event.by,
        device: event.device,
        seq: event.seq,
        n: event.n,
        saw: { ...event.saw },
      });
    }
  },
};

/**
 * Every correction with `stands`, and in `differs` the events beside it that stand for another value.
 * @param {Mend[]} corrections
 */
export function standing(corrections) {
  /** @type {Map<string, Mend[]>} */
  const places = new Map();
  /** @param {Mend} one */
  const place = (one) => JSON.stringify([one.about, one.id, one.field]);
  for (const one of corrections) places.set(place(one), lay(places.get(place(one)) ?? [], one));
  return corrections.map((one) => {
    const beside = places.get(place(one)) ?? [];
    const stands = beside.includes(one);
    return {
      ...one,
      stands,
      differs: stands ? beside.filter((other) => other !== one).map((other) => other.event) : [],
    };
  });
}

// What was seen goes; what is repeated stays in its own place.
/**
 * @param {Mend[]} before
 * @param {Mend} one
 */
function lay(before, one) {
  const stay = before.filter((other) => same(one.to, other.to) || !(saw(one, other) || same(one.from, other.to)));
  return stay.some((other) => same(one.to, other.to)) ? stay : [...stay, one];
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
