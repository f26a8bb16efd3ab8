// What a visit's events add up to: the same rule as inspect_app/domain/inspection.py, tested from the
// same tests/cases/folds.json.

import { MENDS, noMends, standing as standingMends } from "./fold_mends.mjs";
import { noPapers, PAPERS } from "./fold_papers.mjs";
import { madeRow, noRows, removalOf, removedRows, toldRows, wordIn } from "./fold_rows.mjs";
import { noTalks, TALKS } from "./fold_talks.mjs";
import { AFTER_SIGNING, by, inOrder, saw } from "./order.mjs";

/**
 * Add up parsed events of one visit; arrival order and repeats do not matter.
 * @param {Envelope[]} events
 * @param {Set<string>} [accepted]
 * @param {Record<string, string>} [sameAs] "checklist/item" -> the name of its question, where more than one checklist asks it
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
  const act = /** @type {(book: Book, event: Envelope, stamped: typeof said) => void} */ (ACTS[/** @type {Verb} */ (event.what)]);
  act(book, event, said);
}

/**
 * @param {string} visit
 * @param {Record<string, string>} sameAs
 * @returns {Book}
 */
function empty(visit, sameAs) {
  return {
    visit, kind: "inspection", kind_since: null, arrived: null, entry: null, dwelling: null, program: "unknown", versions: {},
    same_as: { ...sameAs }, rows: noRows(), live: new Map(), cases: new Map(), photos: new Map(), orders: new Map(), reply: null, cards: [],
    signatures: new Map(), closed: false, earlier: [], late: [], struck: {},
    ...noTalks(), ...noPapers(), ...noMends(),
  };
}

/**
 * @param {Book} book
 * @returns {Inspection}
 */
function close({ live, rows, cases, photos, orders, signatures, mends, earlier, late, struck, ...rest }) {
  // An answer taken back (null) still replaces what it saw, but is not itself an answer.
  const standing = [...live.values()].flatMap((answers) =>
    answers.filter((event) => event.value.value !== null).map((event) => answer(event, answers)));
  const removed = removedRows(rows);
  /** @param {{row: string | null}} said */
  const isIn = (said) => removalOf(said.row, removed) === null;
  /** @param {{row: string | null}} said */
  const isOut = (said) => !isIn(said);
  const pictures = [...photos.values()];
  return {
    ...rest,
    answers: standing.filter(isIn),
    rows: toldRows(rows, removed), removed_answers: standing.filter(isOut), removed_photos: pictures.filter(isOut),
    cases: [...cases].sort(([a], [b]) => by(a, b)).map(([id, told]) => ({ id, ...told })),
    photos: pictures.filter(isIn),
    orders: [...orders.values()], signatures: [...signatures.values()],
    mends: standingMends(mends),
    history: { earlier, late, struck },
  };
}

/** @param {EventOf<"answered">} event */
function place(event) {
  const { section, item } = sectionItem(event);
  return { checklist: event.checklist.key, section, item, row: ids(event) };
}

/**
 * What an answer answers: its place, or for a question that two checklists ask, one place for both.
 * @param {Book} book
 * @param {ReturnType<typeof place>} answered
 */
function question(book, { checklist, section, item, row }) {
  const name = `${checklist}/${item}`;
  return JSON.stringify(Object.hasOwn(book.same_as, name) ? [book.same_as[name], "", "", row] : [checklist, section, item, row]);
}

/**
 * @param {EventOf<"answered">} event
 * @param {EventOf<"answered">[]} standing
 */
function answer(event, standing) {
  const { checklist, section, item, row } = place(event);
  return {
    section, item, row, checklist, n: event.checklist.n, value: event.value.value,
    basis: [...(event.value.basis ?? [])].sort(), note: event.value.note ?? null, by: event.by, at: event.at,
    event: event.id, differs: standing.filter((other) => other !== event).map((other) => other.id),
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
      ...place(event), event: event.id, value: event.value.value, by: event.by, at: event.at,
      note: event.value.note ?? null,
    });
  }
}

/**
 * @template {"arrived" | "entry" | "dwelling"} What
 * @param {What} name
 */
const keep = (name) => (/** @type {Book} */ book, /** @type {EventOf<What>} */ event) => { Object.assign(book, { [name]: said(event) }); };

/** @type {Reducers} */
const ACTS = {
  arrived: keep("arrived"),
  entry: keep("entry"), dwelling: keep("dwelling"),
  program: (book, event) => { book.program = event.value; },
  version: (book, event) => { book.versions[event.value.key] = said(event); },
  answered(book, event) {
    const key = question(book, place(event));
    const before = book.live.get(key) ?? [];
    const stay = before.filter((other) => !saw(event, other) && !same(event, other));
    replaced(book, before, stay);
    book.live.set(key, [...stay, event]);
    wordIn(book.rows, event, ids(event));
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
  case_added: (book, event) => { caseOf(book, event); },
  case_age: (book, event) => { caseOf(book, event).age_band = event.value.age_band; },
  case_setting: (book, event) => { caseOf(book, event).setting = { ...event.value }; },
  case_slip: (book, event) => { caseOf(book, event).slips.push({ ...event.value }); },
  ...TALKS, ...PAPERS, ...MENDS,
  row_added: (book, event) => { madeRow(book.rows, event, ids(event) ?? ""); },
  row_removed: (book, event) => { madeRow(book.rows, event, ids(event) ?? ""); },
  photographed(book, event) {
    const { sha256, size, type, caption } = event.value;
    const { section, item } = sectionItem(event);
    wordIn(book.rows, event, ids(event));
    book.photos.set(sha256, {
      sha256, size, media_type: type, item: item || null, section: section || null, row: ids(event),
      caption: caption ?? null, at: event.at, fix: event.fix ?? null,
    });
  },
  cards_handed: (book, event) => { book.cards.push(said(event)); },
  kind(book, event) {
    if (book.kind !== "investigation") Object.assign(book, { kind: "investigation", kind_since: event.at });
  },
  order(book, event) {
    const key = JSON.stringify([event.value.item, event.value.citation]);
    book.orders.delete(key);
    if (!event.value.withdrawn) book.orders.set(key, said(event));
  },
  reply: (book, event) => { book.reply = event.value.text; },
  signed(book, event) {
    book.signatures.delete(event.value.role);
    book.signatures.set(event.value.role, said(event));
  },
  closed: (book) => { book.closed = true; },
  struck: (book, event) => { book.struck[event.value.blob] = event.value.why; },
};

/**
 * @param {Book} book
 * @param {Pick<Envelope, "at_item">} event
 */
function caseOf(book, event) {
  const id = ids(event) ?? "";
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

/** @param {Pick<Envelope, "at_item">} event */
function sectionItem(event) {
  const step = (event.at_item ?? []).find((one) => "item" in one);
  return { section: step?.section ?? "", item: step?.item ?? "" };
}

/** @param {Pick<Envelope, "at_item">} event */
function ids(event) {
  return (event.at_item ?? []).map((step) => step.case || step.row).filter(Boolean).join("/") || null;
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
  return Object.keys(value).sort().map((name) => [name, sorted(/** @type {Record<string, unknown>} */ (value)[name])]);
}
