// What a visit's events add up to: the same rule as inspect_app/domain/fieldwork/inspection/, tested from the
// same tests/cases/folds.json.

import { ANSWERS, rowOf, sectionItem, standingAnswer } from "./fold_answers.mjs";
import { MENDS, noMends, standing as standingMends } from "./fold_corrections.mjs";
import { noPapers, PAPERS } from "./fold_documents.mjs";
import { madeRow, noRows, removalOf, removedRows, toldRows, wordIn } from "./fold_rows.mjs";
import { noTalks, TALKS } from "./fold_interviews.mjs";
import { AFTER_SIGNING, by, inOrder, saw } from "./causality.mjs";

/**
 * Add up parsed events of one visit; arrival order and repeats do not matter.
 * @param {Envelope[]} events
 * @param {Set<string>} [accepted]
 * @param {Record<string, string>} [sameAs] "checklist/item" -> the name of its question, where more than one
 *   checklist asks it
 */
export function fold(events, accepted = new Set(), sameAs = {}) {
  const ordered = inOrder(events);
  const signatures = ordered.filter((event) => event.what === "signed");
  const book = empty(ordered.length ? ordered[0].visit : "", sameAs);
  for (const event of ordered) {
    const late = !AFTER_SIGNING.has(event.what) && signatures.some((signed) => saw(event, signed));
    if (late && !accepted.has(event.id)) book.late.push(event.id);
    else reduce(book, event);
  }
  return close(book);
}

/**
 * @param {Book} book
 * @param {Envelope} event
 */
function reduce(book, event) {
  if (!Object.hasOwn(ACTS, event.what)) return;
  // The value is what the verb's check has let through, so the verb's own reducer may read it.
  const act = /** @type {(book: Book, event: Envelope, stamped: typeof said) => void} */ (
    ACTS[/** @type {Verb} */ (event.what)]
  );
  act(book, event, said);
}

/**
 * @param {string} visit
 * @param {Record<string, string>} sameAs
 * @returns {Book}
 */
function empty(visit, sameAs) {
  return {
    visit,
    kind: "inspection",
    kind_since: null,
    arrived: null,
    entry: null,
    dwelling: null,
    program: "unknown",
    versions: {},
    same_as: { ...sameAs },
    rows: noRows(),
    live: new Map(),
    cases: new Map(),
    photos: new Map(),
    orders: new Map(),
    reply: null,
    cards: [],
    signatures: new Map(),
    closed: false,
    earlier: [],
    late: [],
    redacted: {},
    ...noTalks(),
    ...noPapers(),
    ...noMends(),
  };
}

/**
 * @param {Book} book
 * @returns {Inspection}
 */
function close({ live, rows, cases, photos, orders, signatures, corrections, earlier, late, redacted, ...rest }) {
  // An answer taken back (null) still replaces what it saw, but is not itself an answer.
  const standing = [...live.values()].flatMap((answers) =>
    answers.filter((event) => event.value.value !== null).map((event) => standingAnswer(event, answers)),
  );
  const removed = removedRows(rows);
  /** @param {{row: string | null}} said */
  const isIn = (said) => removalOf(said.row, removed) === null;
  /** @param {{row: string | null}} said */
  const isOut = (said) => !isIn(said);
  const pictures = [...photos.values()];
  return {
    ...rest,
    answers: standing.filter(isIn),
    rows: toldRows(rows, removed),
    removed_answers: standing.filter(isOut),
    removed_photos: pictures.filter(isOut),
    cases: [...cases].sort(([a], [b]) => by(a, b)).map(([id, told]) => ({ id, ...told })),
    photos: pictures.filter(isIn),
    orders: [...orders.values()],
    signatures: [...signatures.values()],
    corrections: standingMends(corrections),
    history: { earlier, late, redacted },
  };
}

/**
 * @template {"arrived" | "entry" | "dwelling"} What
 * @param {What} name
 */
const keep = (name) => (/** @type {Book} */ book, /** @type {EventOf<What>} */ event) => {
  Object.assign(book, { [name]: said(event) });
};

/** @type {Reducers} */
const ACTS = {
  arrived: keep("arrived"),
  entry: keep("entry"),
  dwelling: keep("dwelling"),
  program: (book, event) => {
    book.program = event.value;
  },
  version: (book, event) => {
    book.versions[event.value.key] = said(event);
  },
  case_added: (book, event) => {
    caseOf(book, event);
  },
  case_age: (book, event) => {
    caseOf(book, event).age_band = event.value.age_band;
  },
  case_setting: (book, event) => {
    caseOf(book, event).setting = { ...event.value };
  },
  case_slip: (book, event) => {
    caseOf(book, event).slips.push({ ...event.value });
  },
  ...ANSWERS,
  ...TALKS,
  ...PAPERS,
  ...MENDS,
  row_added: (book, event) => {
    madeRow(book.rows, event, rowOf(event) ?? "");
  },
  row_removed: (book, event) => {
    madeRow(book.rows, event, rowOf(event) ?? "");
  },
  photographed(book, event) {
    const { sha256, size, type, caption } = event.value;
    const { section, item } = sectionItem(event);
    wordIn(book.rows, event, rowOf(event));
    book.photos.set(sha256, {
      sha256,
      size,
      media_type: type,
      item: item || null,
      section: section || null,
      row: rowOf(event),
      caption: caption ?? null,
      at: event.at,
      fix: event.fix ?? null,
    });
  },
  cards_handed: (book, event) => {
    book.cards.push(said(event));
  },
  kind(book, event) {
    if (book.kind !== "investigation") Object.assign(book, { kind: "investigation", kind_since: event.at });
  },
  order(book, event) {
    const key = JSON.stringify([event.value.item, event.value.citation]);
    book.orders.delete(key);
    if (!event.value.withdrawn) book.orders.set(key, said(event));
  },
  reply: (book, event) => {
    book.reply = event.value.text;
  },
  signed(book, event) {
    book.signatures.delete(event.value.role);
    book.signatures.set(event.value.role, said(event));
  },
  closed: (book) => {
    book.closed = true;
  },
  redacted: (book, event) => {
    book.redacted[event.value.blob] = event.value.why;
  },
};

/**
 * @param {Book} book
 * @param {Pick<Envelope, "at_item">} event
 */
function caseOf(book, event) {
  const id = rowOf(event) ?? "";
  const known = book.cases.get(id) ?? { age_band: "unknown", setting: {}, slips: [] };
  book.cases.set(id, known);
  return known;
}

/**
 * @template Value
 * @param {Pick<Envelope, "id" | "at" | "by"> & { value: Value }} event
 * @returns {Stamped<Value>}
 */
const said = (event) => ({ ...event.value, event: event.id, at: event.at, staff: event.by });
