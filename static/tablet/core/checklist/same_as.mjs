// Questions that more than one checklist asks: the names that inspect_app/domain/checklists/checklist/same.py gives.
// Pure.

import { by } from "../events/causality.mjs";

/**
 * "checklist/item" -> the name of its question, for every item that is the same as another, and that other.
 * @param {Checklist[]} checklists
 * @returns {Record<string, string>}
 */
export function sameAsOf(checklists) {
  const links = checklists
    .flatMap((checklist) =>
      checklist.sections.flatMap((section) =>
        section.items.flatMap((item) => (item.same_as ? [[`${checklist.key}/${item.id}`, item.same_as]] : [])),
      ),
    )
    .sort(([a, b], [c, d]) => by(a, c) || by(b, d));
  const above = new Map();
  /** @param {string} place */
  const name = (place) => {
    while (above.has(place)) place = above.get(place);
    return place;
  };
  for (const [place, other] of links) if (name(place) !== name(other)) above.set(name(place), name(other));
  return Object.fromEntries(links.flat().map((place) => [place, name(place)]));
}

/**
 * The name of what an item asks: its own place, or the one name where more than one checklist asks it.
 * @param {{same_as?: Record<string, string>}} inspection
 * @param {string} checklist
 * @param {string} item
 */
export function questionOf({ same_as: sameAs }, checklist, item) {
  const place = `${checklist}/${item}`;
  return sameAs && Object.hasOwn(sameAs, place) ? sameAs[place] : place;
}
