// The notes and typed answers of person cases that must be corrected or explained before anybody signs. Pure.

import { traces } from "./pii_hints.mjs";

/**
 * The words on which nothing is said about a person: the names the visit is about.
 * @param {Pick<PackVisit, "employer" | "site">} visit
 */
export const knownOf = ({ employer, site }) => [
  employer.name,
  ...(employer.names ?? []),
  site.name,
  site.city,
  site.address,
];

/**
 * [{answer, text, found}] of what stands in person cases, holds a trace and has no reason to stay.
 * @param {Pick<Hand, "notes" | "inspection" | "visit">} hand
 */
export function toMend({ notes, inspection, visit }) {
  const cases = new Set(inspection.cases.map((one) => one.id));
  const known = knownOf(visit);
  return inspection.answers
    .filter((one) => cases.has(one.row?.split("/")[0] ?? ""))
    .flatMap((answer) => {
      const words = answer.note && !inspection.stays[answer.note] ? [notes.get(answer.note)] : [];
      // A typed answer has no note of its own to excuse it: it can only be corrected.
      const typed = typeof answer.value === "string" && /\s/.test(answer.value) ? [answer.value] : [];
      return [...words, ...typed]
        .flatMap((text) => text || [])
        .map((text) => ({ answer, text, found: traces(text, known) }));
    })
    .filter(({ found }) => found.length);
}
