// Rows of sections that repeat (rooms, pay slips): the same rule as inspect_app/domain/fieldwork/inspection/rows.py.
// A removal takes away what its hand had seen; a word in the row that neither saw the removal nor was seen by it
// keeps the row, and the row names the removal in `contested`.

import { saw } from "./causality.mjs";

/** @returns {RowBook} */
export const noRows = () => ({ made: new Map(), words: new Map() });

/**
 * @template Thing
 * @param {Map<string, Thing[]>} map
 * @param {string} key
 * @param {Thing} event
 */
function push(map, key, event) {
  const before = map.get(key);
  if (before) before.push(event);
  else map.set(key, [event]);
}

/**
 * Every row that a path lies in, outermost first, itself last.
 * @param {string | null} path
 */
export const prefixes = (path) => (path ? path.split("/").map((_, at, steps) => steps.slice(0, at + 1).join("/")) : []);

/**
 * A row was added or removed.
 * @param {RowBook} rows
 * @param {RowEvent} event
 * @param {string} path
 */
export function madeRow(rows, event, path) {
  push(rows.made, path, event);
  if (event.what === "row_added") wordIn(rows, event, path);
}

/**
 * Something was answered or pictured in a row.
 * @param {RowBook} rows
 * @param {RowWord} event
 * @param {string | null} path
 */
export function wordIn({ words }, event, path) {
  for (const prefix of prefixes(path)) push(words, prefix, event);
}

/**
 * Path -> the removal that counts. What lies below a removed row is removed with it.
 * @param {RowBook} rows
 * @returns {Map<string, RowEvent>}
 */
export function removedRows(rows) {
  return new Map(
    [...rows.made.keys()].flatMap((path) => {
      const event = removal(rows, path);
      return event ? [[path, event]] : [];
    }),
  );
}

/**
 * The removal that took this row or one it lies in away, or null.
 * @param {string | null} path
 * @param {Map<string, RowEvent>} removed
 */
export function removalOf(path, removed) {
  const gone = prefixes(path).find((prefix) => removed.has(prefix));
  return gone === undefined ? null : (removed.get(gone) ?? null);
}

/**
 * Every row ever added, in the order in which they were: `removed` by whom, or null while it stands.
 * @param {RowBook} rows
 * @param {Map<string, RowEvent>} removed
 * @returns {RepeatRow[]}
 */
export function toldRows(rows, removed) {
  return [...rows.made].map(([path, [event]]) => {
    const gone = removalOf(path, removed);
    return {
      checklist: event.checklist?.key ?? "",
      section: event.at_item?.find((step) => "section" in step)?.section ?? "",
      row: path,
      ...by(event),
      removed: gone && by(gone),
      contested: gone ? [] : open(rows, path).map((one) => one.id),
    };
  });
}

/** @param {RowEvent} event */
const by = (event) => ({ event: event.id, at: event.at, staff: event.by });

/**
 * The removals that nobody took back with sight of them.
 * @param {RowBook} rows
 * @param {string} path
 */
function open({ made }, path) {
  const events = made.get(path) ?? [];
  const added = events.filter((event) => event.what === "row_added");
  return events.filter((event) => event.what === "row_removed" && !added.some((back) => saw(back, event)));
}

/**
 * @param {RowBook} rows
 * @param {string} path
 */
function removal(rows, path) {
  const words = rows.words.get(path) ?? [];
  return open(rows, path).find((event) => words.every((word) => saw(event, word) || saw(word, event))) ?? null;
}
