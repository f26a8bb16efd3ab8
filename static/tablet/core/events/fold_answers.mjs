// Answers: which of them stand, what they replaced, and which say the same: as
// inspect_app/domain/fieldwork/inspection/state.py.

import { wordIn } from "./fold_rows.mjs";
import { saw } from "./causality.mjs";

/** @type {Reducers} */
export const ANSWERS = {
  answered(book, event) {
    const key = question(book, place(event));
    const before = book.live.get(key) ?? [];
    const stay = before.filter((other) => !saw(event, other) && !same(event, other));
    replaced(book, before, stay);
    book.live.set(key, [...stay, event]);
    wordIn(book.rows, event, rowOf(event));
  },
  chosen(book, event) {
    const named = event.value.event;
    for (const [key, standing] of book.live) {
      if (!standing.some((other) => other.id === named)) continue;
      const stay = standing.filter((other) => other.id === named || !saw(event, other));
      replaced(book, standing, stay);
      book.live.set(key, stay);
    }
  },
};

/** @param {EventOf<"answered">} event */
function place(event) {
  const { section, item } = sectionItem(event);
  return { checklist: event.checklist.key, section, item, row: rowOf(event) };
}

/**
 * What an answer answers: its place, or for a question that two checklists ask, one place for both.
 * @param {Book} book
 * @param {ReturnType<typeof place>} answered
 */
function question(book, { checklist, section, item, row }) {
  const name = `${checklist}/${item}`;
  return JSON.stringify(
    Object.hasOwn(book.same_as, name) ? [book.same_as[name], "", "", row] : [checklist, section, item, row],
  );
}

/**
 * @param {EventOf<"answered">} event
 * @param {EventOf<"answered">[]} standing
 */
export function standingAnswer(event, standing) {
  const { checklist, section, item, row } = place(event);
  return {
    section,
    item,
    row,
    checklist,
    n: event.checklist.n,
    value: event.value.value,
    basis: [...(event.value.basis ?? [])].sort(),
    note: event.value.note ?? null,
    by: event.by,
    at: event.at,
    event: event.id,
    differs: standing.filter((other) => other !== event).map((other) => other.id),
  };
}

/**
 * @param {Book} book
 * @param {EventOf<"answered">[]} before
 * @param {EventOf<"answered">[]} stay
 */
function replaced(book, before, stay) {
  for (const event of before) {
    if (stay.includes(event)) continue;
    book.earlier.push({
      ...place(event),
      event: event.id,
      value: event.value.value,
      by: event.by,
      at: event.at,
      note: event.value.note ?? null,
    });
  }
}

/** @param {Pick<Envelope, "at_item">} event */
export function sectionItem(event) {
  const step = (event.at_item ?? []).find((one) => "item" in one);
  return { section: step?.section ?? "", item: step?.item ?? "" };
}

/**
 * The person case or the row an event belongs to; one inside another is "outer/inner".
 * @param {Pick<Envelope, "at_item">} event
 */
export function rowOf(event) {
  return (
    (event.at_item ?? [])
      .map((step) => step.case || step.row)
      .filter(Boolean)
      .join("/") || null
  );
}

/**
 * @param {EventOf<"answered">} one
 * @param {EventOf<"answered">} other
 */
function same(one, other) {
  /** @param {EventOf<"answered">} event */
  const told = (event) => JSON.stringify([sorted(event.value.value), [...(event.value.basis ?? [])].sort()]);
  return told(one) === told(other);
}

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function sorted(value) {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.keys(value)
    .sort()
    .map((name) => [name, sorted(/** @type {Record<string, unknown>} */ (value)[name])]);
}
