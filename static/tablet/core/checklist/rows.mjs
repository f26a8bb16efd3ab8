// Rows of sections that repeat: what they are called, and how an event names them. Pure.

import { answersOf, rowsIn } from "./answers.mjs";
import { Look } from "./showing.mjs";

/**
 * The steps of a row's path as an event names them: a person case first, then rows.
 * @param {{cases: {id: string}[]}} inspection
 * @param {string | null} path
 * @returns {Step[]}
 */
export function stepsOf({ cases }, path) {
  const people = new Set(cases.map((one) => one.id));
  return (path ? path.split("/") : []).map((id) => (people.has(id) ? { case: id } : { row: id }));
}

/**
 * Row -> what it is called: its kind and number among those it stands with, after what it lies in.
 * @param {Inspection} inspection
 * @param {Checklist} checklist
 * @param {(text: Texts | undefined) => string} said
 */
export function rowLabels(inspection, checklist, said) {
  const labels = new Map();
  for (const section of checklist.sections.filter((one) => one.repeat?.kind === "row")) {
    const counts = new Map();
    for (const { row } of rowsIn(inspection, checklist.key, section.id)) {
      const above = row.split("/").slice(0, -1).join("/");
      counts.set(above, (counts.get(above) ?? 0) + 1);
      const own = `${rowName(section, said)} ${counts.get(above)}`;
      labels.set(row, labels.has(above) ? `${labels.get(above)}, ${own}` : own);
    }
  }
  return labels;
}

/**
 * What one row of a section is: its label, else its kind.
 * @param {Section} section
 * @param {(text: Texts | undefined) => string} said
 */
export function rowName({ repeat }, said) {
  const of = (repeat?.of ?? "row").replaceAll("_", " ");
  return said(repeat?.label) || of[0].toUpperCase() + of.slice(1);
}

/**
 * Whether a section repeats for each person met, or for rows inside such a one.
 * @param {Checklist} checklist
 * @param {Section} section
 */
export function isOfPeople(checklist, section) {
  let here = section;
  for (let inside = here.repeat?.inside; inside; inside = here.repeat?.inside) {
    here = checklist.sections.find((one) => one.id === inside) ?? { ...here, repeat: undefined };
  }
  return here.repeat?.kind === "case";
}

/**
 * Where rows of a section may be added: [null] for the site, else each row or person that they lie in.
 * @param {Inspection} inspection
 * @param {Checklist} checklist
 * @param {Section} section
 * @returns {(string | null)[]}
 */
export function parentsOf(inspection, checklist, section) {
  const inside = checklist.sections.find((one) => one.id === section.repeat?.inside);
  return inside ? new Look(checklist, answersOf(inspection, checklist)).rows(inside) : [null];
}

/**
 * Where a question is asked: its own screen, the list of its rows, or the people met.
 * @param {string} id of the visit
 * @param {ItemPlace} place
 */
export function addressOf(id, { checklist, section, item }) {
  if (isOfPeople(checklist, section)) return `#/v/${id}/people`;
  return section.repeat ? `#/v/${id}/rows/${checklist.key}/${section.id}` : `#/v/${id}/i/${checklist.key}/${item.id}`;
}
