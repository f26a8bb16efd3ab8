// Which items are shown for these answers, which choices, and how far along one is:
// as inspect_app/domain/checklists/checklist/showing.py; both pass tests/cases/checklists.json. Input is the frozen
// form.
import { holds as evaluates, names } from "../expression/evaluating.mjs";
import { prefixes } from "../events/fold_rows.mjs";

/** @type {unknown[]} */
const OPEN = ["", "not_assessed", null, undefined];
/** @param {unknown} answer */
const unanswered = (answer) =>
  answer === "" || answer === null || answer === undefined || (Array.isArray(answer) && answer.length === 0);
/**
 * @param {unknown} map
 * @param {string} name
 * @returns {map is Record<string, AnswerValue>}
 */
const has = (map, name) => map !== null && typeof map === "object" && !Array.isArray(map) && Object.hasOwn(map, name);

/** One checklist with one set of answers; asks each condition once. about: {today, now, language}. */
export class Look {
  /**
   * @param {Checklist} checklist
   * @param {Answers} answers
   * @param {About} [about]
   */
  constructor(checklist, answers, about = {}) {
    this.checklist = checklist;
    this.answers = answers;
    this.about = about;
    /** @type {Map<string, boolean>} */
    this.seen = new Map();
    /** @type {Map<string | undefined, Section>} */
    this.repeats = new Map(
      checklist.sections.filter((section) => section.repeat).map((section) => [section.id, section]),
    );
    /** @type {Map<string, [Section, Item]>} */
    this.known = new Map(
      checklist.sections.flatMap((section) => section.items.map((item) => [item.id, [section, item]])),
    );
  }

  /**
   * An item of this checklist, with its section.
   * @param {string} id
   */
  of(id) {
    const known = this.known.get(id);
    if (!known) throw new Error(`${this.checklist.key} has no item ${id}`);
    return known;
  }

  /** @param {Section} section */
  rows(section) {
    const rows = section.repeat && has(this.answers, section.id) ? this.answers[section.id] : [];
    return Array.isArray(rows) ? rows.map(String) : [];
  }

  /**
   * Whether the item's own condition holds in this row.
   * @param {string} id
   * @param {string | null} [inRow]
   */
  visible(id, inRow = null) {
    const [section, item] = this.of(id);
    const row = section.repeat ? inRow : null;
    const key = JSON.stringify([id, row]);
    if (!this.seen.has(key)) this.seen.set(key, !item.when || this.holds(item.when, section, row));
    return Boolean(this.seen.get(key));
  }

  /**
   * @param {Condition} condition
   * @param {Section} section
   * @param {string | null} row
   * @param {unknown} [value]
   */
  holds(condition, section, row, value = null) {
    const named = Object.fromEntries([...names(condition.ast)].map((name) => [name, this.value(name, row)]));
    return evaluates(condition.ast, {
      answers: named,
      this: value,
      rows: row === null ? [] : [row],
      place: (row === null ? -1 : this.near(section, row).indexOf(row)) + 1,
      today: this.about.today ?? "",
      now: this.about.now ?? "",
      language: this.about.language ?? "en",
      labels: this.labels(named),
    });
  }

  /**
   * What a condition in this row sees under a name: the answer of the row or of one it lies in, else that of every row.
   * @param {string} name
   * @param {string | null} row
   */
  value(name, row) {
    const repeat = this.repeats.get(name);
    if (repeat) return this.near(repeat, row);
    const given = has(this.answers, name) ? this.answers[name] : null;
    const section = this.known.get(name)?.[0];
    if (!section?.repeat) return !section || this.visible(name) ? given : null;
    /** @param {string} one */
    const inRow = (one) => (this.visible(name, one) && has(given, one) ? given[one] : null);
    const rows = this.rows(section);
    const own = prefixes(row).findLast((one) => rows.includes(one));
    if (own !== undefined) return inRow(own);
    // A list of pairs would lose nothing either, but ids of rows are random: never a number, so their order holds.
    return Object.fromEntries(this.near(section, row).map((one) => [one, inRow(one)]));
  }

  /**
   * The rows of a section as one row sees them: those inside it (or inside what it lies in), else all.
   * @param {Section} section
   * @param {string | null} row
   */
  near(section, row) {
    const rows = this.rows(section);
    for (let above = this.repeats.get(section.repeat?.inside); above; above = this.repeats.get(above.repeat?.inside)) {
      const own = prefixes(row).findLast((one) => this.rows(above).includes(one));
      if (own !== undefined) return rows.filter((one) => one.startsWith(`${own}/`));
    }
    return rows;
  }

  /** @param {Record<string, unknown>} named */
  labels(named) {
    const language = this.about.language ?? "en";
    /** @param {string} name */
    const of = (name) => this.of(name)[1].choices ?? [];
    /** @param {Choice} choice */
    const label = (choice) => choice.label[language] ?? choice.label.en ?? choice.id;
    return Object.fromEntries(
      Object.keys(named)
        .filter((name) => this.known.has(name))
        .map((name) => [name, Object.fromEntries(of(name).map((choice) => [choice.id, label(choice)]))]),
    );
  }

  /** Every question to ask, in order: {section, item, row}; row is null where nothing repeats. */
  places() {
    return this.checklist.sections.flatMap((section) =>
      (section.repeat ? this.rows(section) : [null]).flatMap((row) =>
        section.items
          .filter((item) => this.visible(item.id, row))
          .map((item) => ({ section: section.id, item: item.id, row })),
      ),
    );
  }

  /** @param {Place} place */
  answer(place) {
    const answer = has(this.answers, place.item) ? this.answers[place.item] : null;
    if (place.row === null || answer === null || typeof answer !== "object" || Array.isArray(answer)) return answer;
    return has(answer, place.row) ? answer[place.row] : null;
  }
}

/**
 * The ids of the items shown; in a repeating section those shown in any row (or in an empty one).
 * @param {Checklist} checklist
 * @param {Answers} answers
 * @param {About} [about]
 */
export function shown(checklist, answers, about = {}) {
  const look = new Look(checklist, answers, about);
  /** @param {Section} section */
  const rows = (section) => (look.rows(section).length ? look.rows(section) : [null]);
  const seen = [...look.known].filter(([id, [section]]) => rows(section).some((row) => look.visible(id, row)));
  return new Set(seen.map(([id]) => id));
}

/**
 * The ids of the items of repeating sections that are shown in this row.
 * @param {Checklist} checklist
 * @param {Answers} answers
 * @param {string} row
 * @param {About} [about]
 */
export function shownIn(checklist, answers, row, about = {}) {
  const look = new Look(checklist, answers, about);
  const seen = [...look.known].filter(([id, [section]]) => section.repeat && look.visible(id, row));
  return new Set(seen.map(([id]) => id));
}

/**
 * @param {Checklist} checklist
 * @param {Answers} answers
 * @param {About} [about]
 */
export const places = (checklist, answers, about = {}) => new Look(checklist, answers, about).places();

/**
 * The question `step` after (or before) `here` of these places; null at the end. From nowhere: the first.
 * @param {Place[]} asked
 * @param {Place | null} here
 * @param {number} step
 */
export function beside(asked, here, step) {
  if (here === null) return asked[0] ?? null;
  const at = asked.findIndex((one) => one.section === here.section && one.item === here.item && one.row === here.row);
  return at < 0 ? (asked[0] ?? null) : (asked[at + step] ?? null);
}

/**
 * @param {Place[]} asked
 * @param {Place | null} here
 */
export const next = (asked, here) => beside(asked, here, 1);
/**
 * @param {Place[]} asked
 * @param {Place | null} here
 */
export const previous = (asked, here) => beside(asked, here, -1);

/**
 * The indicator questions shown that nobody has judged: unanswered or "not assessed".
 * @param {Checklist} checklist
 * @param {Answers} answers
 * @param {About} [about]
 */
export function unassessed(checklist, answers, about = {}) {
  const look = new Look(checklist, answers, about);
  /** @param {Place} place */
  const judged = (place) => look.of(place.item)[1].type !== "indicator" || !OPEN.includes(look.answer(place));
  return look.places().filter((place) => !judged(place));
}

/**
 * {shown, answered, not_assessed} over the questions shown, of the whole or of one section.
 * @param {Checklist} checklist
 * @param {Answers} answers
 * @param {About} [about]
 * @param {string | null} [section]
 */
export function progress(checklist, answers, about = {}, section = null) {
  const look = new Look(checklist, answers, about);
  const asked = look.places().filter((place) => section === null || place.section === section);
  const done = asked.map((place) => look.answer(place)).filter((answer) => !unanswered(answer));
  return {
    shown: asked.length,
    answered: done.length,
    not_assessed: done.filter((one) => one === "not_assessed").length,
  };
}

/**
 * The choices of an item that its filters let through.
 * @param {Checklist} checklist
 * @param {Answers} answers
 * @param {string} item
 * @param {string | null} [row]
 * @param {About} [about]
 */
export function choices(checklist, answers, item, row = null, about = {}) {
  const look = new Look(checklist, answers, about);
  const [section, asked] = look.of(item);
  return (asked.choices ?? []).filter((choice) => !choice.filter || look.holds(choice.filter, section, row));
}

/**
 * The message (text per language) of the item's `must` when this answer breaks it; else null.
 * @param {Checklist} checklist
 * @param {Answers} answers
 * @param {string} item
 * @param {unknown} value
 * @param {string | null} [row]
 * @param {About} [about]
 */
export function refused(checklist, answers, item, value, row = null, about = {}) {
  const look = new Look(checklist, answers, about);
  const [section, asked] = look.of(item);
  if (!asked.must || unanswered(value)) return null;
  return look.holds(asked.must.expr, section, row, value) ? null : asked.must.message;
}
