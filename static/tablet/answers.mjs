// From a folded inspection to what checklist.mjs asks for: item -> answer, rows of repeats, facts of the visit. Pure.

import { fits } from "./versions.mjs";

/**
 * The answers of one checklist ({key, sections}) as `shown` and `places` read them.
 * @param {Inspection} inspection
 * @param {Checklist} checklist
 */
export function answersOf(inspection, checklist) {
  const answers = {
    ...(inspection.program === "unknown" ? {} : { program: inspection.program }), visit_kind: inspection.kind, dwelling: inspection.dwelling?.by ?? "",
  };
  const cases = inspection.cases.map((one) => one.id);
  const repeats = new Map(checklist.sections.filter((section) => section.repeat).map((section) => [section.id, section]));
  for (const section of repeats.values()) answers[section.id] = section.repeat.kind === "case" ? cases : [];
  const items = new Map(checklist.sections.flatMap((section) => section.items).map((item) => [item.id, item]));
  // An answer given under another version stands on record; where this version does not know it, it is asked anew.
  /** @param {Answer} one */
  const known = (one) => one.n === checklist.n || fits(items.get(one.item), one.value);
  for (const one of inspection.answers.filter((answer) => answer.checklist === checklist.key && known(answer))) {
    if (!repeats.has(one.section)) answers[one.item] = one.value;
    else answers[one.item] = { ...answers[one.item], [one.row]: one.value };
  }
  return answers;
}

/**
 * The standing answers of one place: one, or more when two tablets differ.
 * @param {Inspection} inspection
 * @param {string} key
 * @param {string} item
 * @param {string | null} [row]
 */
export const standing = (inspection, key, item, row) =>
  inspection.answers.filter((one) => one.checklist === key && one.item === item && (one.row ?? null) === (row ?? null));

export const SITUATIONS = ["opening", "walk", "housing", "documents", "interviews", "closing"];

/**
 * Sections of all checklists by situation: [{situation, sections: [{checklist, section}]}], without empty ones.
 * @param {Checklist[]} checklists
 */
export function situations(checklists) {
  const all = checklists.flatMap((checklist) => checklist.sections.map((section) => ({ checklist, section })));
  return SITUATIONS.map((situation) => ({
    situation, sections: all.filter(({ section }) => (section.situation ?? "walk") === situation),
  })).filter(({ sections }) => sections.length);
}

/**
 * How many are answered of a section, for one row or all.
 * @param {Look} look
 * @param {Section} section
 */
export function count(look, section) {
  const asked = look.places().filter((place) => place.section === section.id);
  const given = asked.map((place) => look.answer(place)).filter((one) => one !== null && one !== "" && one !== undefined);
  return { shown: asked.length, answered: given.length, open: given.filter((one) => one === "not_assessed").length };
}

/**
 * Present answers without a basis: to be asked for before signing.
 * @param {Inspection} inspection
 */
export const withoutBasis = (inspection) =>
  inspection.answers.filter((one) => one.value === "present" && !one.basis.length && !one.row);

/**
 * Places where two tablets answered differently and nobody has chosen yet: the first answer of each.
 * @param {Inspection} inspection
 */
export const differing = (inspection) => inspection.answers.filter((one) => one.differs.length
  && standing(inspection, one.checklist, one.item, one.row)[0] === one);
