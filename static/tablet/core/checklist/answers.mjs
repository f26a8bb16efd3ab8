// From a folded inspection to what checklist.mjs asks for: item -> answer, rows of repeats, facts of the visit. Pure.

import { questionOf } from "./same_as.mjs";
import { TYPED } from "./typed.mjs";
import { fits } from "./versions.mjs";

/** @import { Look } from "./showing.mjs" */

/**
 * The answers of one checklist ({key, sections}) as `shown` and `places` read them.
 * @param {Inspection} inspection
 * @param {Checklist} checklist
 */
export function answersOf(inspection, checklist) {
  /** @type {Answers} */
  const answers = {
    ...(inspection.program === "unknown" ? {} : { program: inspection.program }),
    visit_kind: inspection.kind,
    dwelling: inspection.dwelling?.by ?? "",
  };
  const given = toThis(inspection, checklist);
  const repeats = checklist.sections.filter((section) => section.repeat);
  for (const section of repeats) {
    answers[section.id] = rowsOf(
      inspection,
      checklist,
      section,
      given.filter((one) => one.section === section.id),
    );
  }
  const rowed = new Set(repeats.map((section) => section.id));
  /** @type {Record<string, Record<string, AnswerValue>>} */
  const byRow = {};
  for (const { section, item, answer } of given) {
    if (!rowed.has(section)) answers[item] = answer.value;
    else {
      byRow[item] ??= {};
      byRow[item][String(answer.row)] = answer.value;
      answers[item] = byRow[item];
    }
  }
  return answers;
}

/**
 * What this version knows: answers of its own, and those that answer the same question in another checklist. An answer
 * given under another version stands on record; where this version does not know it, it is asked anew.
 * @param {Inspection} inspection
 * @param {Checklist} checklist
 * @returns {{section: string, item: string, answer: Answer}[]}
 */
function toThis(inspection, checklist) {
  const items = new Map(
    checklist.sections.flatMap((section) =>
      section.items.map((item) => [questionOf(inspection, checklist.key, item.id), { section, item }]),
    ),
  );
  return inspection.answers.flatMap((answer) => {
    const asked = items.get(questionOf(inspection, answer.checklist, answer.item));
    const own = answer.checklist === checklist.key && answer.n === checklist.n;
    if (!asked) return own ? [{ section: answer.section, item: answer.item, answer }] : [];
    // A typed value out of its form cannot be reckoned with; any other answer to this very version is not doubted.
    const counts = fits(asked.item, answer.value) || (own && !TYPED.includes(asked.item.type));
    return counts ? [{ section: asked.section.id, item: asked.item.id, answer }] : [];
  });
}

/**
 * The rows of a section: people met, or the rows that stand, and those that only an answer names.
 * @param {Inspection} inspection
 * @param {Checklist} checklist
 * @param {Section} section
 * @param {{answer: Answer}[]} given
 */
function rowsOf(inspection, checklist, section, given) {
  if (section.repeat?.kind === "case") return inspection.cases.map((one) => one.id);
  const named = given.flatMap(({ answer }) => answer.row ?? []);
  return [...new Set([...rowsIn(inspection, checklist.key, section.id).map((row) => row.row), ...named])];
}

/**
 * The rows that stand in a section, in the order in which they were added.
 * @param {Inspection} inspection
 * @param {string} key
 * @param {string} section
 */
export const rowsIn = (inspection, key, section) =>
  (inspection.rows ?? []).filter((row) => row.checklist === key && row.section === section && !row.removed);

/**
 * The standing answers of one place: one, or more when two tablets differ.
 * @param {Inspection} inspection
 * @param {string} key
 * @param {string} item
 * @param {string | null} [row]
 */
export const standing = (inspection, key, item, row) =>
  inspection.answers.filter(
    (one) =>
      (one.row ?? null) === (row ?? null) &&
      questionOf(inspection, one.checklist, one.item) === questionOf(inspection, key, item),
  );

export const SITUATIONS = ["opening", "walk", "housing", "documents", "interviews", "closing"];

/**
 * Sections of all checklists by situation: [{situation, sections: [{checklist, section}]}], without empty ones.
 * @param {Checklist[]} checklists
 */
export function situations(checklists) {
  const all = checklists.flatMap((checklist) => checklist.sections.map((section) => ({ checklist, section })));
  return SITUATIONS.map((situation) => ({
    situation,
    sections: all.filter(({ section }) => (section.situation ?? "walk") === situation),
  })).filter(({ sections }) => sections.length);
}

/**
 * How many are answered of a section, for one row or all.
 * @param {Look} look
 * @param {Section} section
 */
export function count(look, section) {
  const asked = look.places().filter((place) => place.section === section.id);
  const given = asked
    .map((place) => look.answer(place))
    .filter((one) => one !== null && one !== "" && one !== undefined);
  return { shown: asked.length, answered: given.length, open: given.filter((one) => one === "not_assessed").length };
}

/**
 * Present answers without a basis: to be asked for before signing.
 * @param {Inspection} inspection
 */
export const withoutBasis = (inspection) =>
  inspection.answers.filter((one) => one.value === "present" && !one.basis.length && !one.row);

/**
 * Whether a dwelling may be entered: by the occupier's consent or a warrant.
 * @param {Inspection} inspection
 */
export const isDwellingOpen = ({ dwelling }) => dwelling?.by === "consent" || dwelling?.by === "warrant";

/**
 * One person case of a visit.
 * @param {Inspection} inspection
 * @param {string} id
 */
export function caseOf(inspection, id) {
  const found = inspection.cases.find((one) => one.id === id);
  if (!found) throw new Error(`the visit has no case ${id}`);
  return found;
}

/**
 * Places where two tablets answered differently and nobody has chosen yet: the first answer of each.
 * @param {Inspection} inspection
 */
export const differing = (inspection) =>
  inspection.answers.filter(
    (one) => one.differs.length && standing(inspection, one.checklist, one.item, one.row)[0] === one,
  );
