// A checklist corrected while a visit is under way: what differs, which answers no longer fit, and which version
// counts.
// Pure.

import { fault } from "./typed.mjs";

/** @type {unknown[]} */
const INDICATOR = ["present", "not_present", "not_assessed", "does_not_apply"];
// What of an item a person reads or is bound by, under the word that names it on the screen.
/** @type {Record<string, (keyof Item)[]>} */
const PARTS = {
  words: ["ask", "say"],
  choices: ["choices"],
  guidance: ["guidance"],
  law: ["law", "order"],
  shown: ["when", "must"],
  kind: ["type", "basis", "pii", "indicators", "min", "max", "decimals", "unit", "currency", "same_as"],
};

/**
 * Whether an answer is one that the item knows; as `fits` in inspect_app/domain/fieldwork/asked.py.
 * @param {Item | undefined} item
 * @param {AnswerValue} value
 */
export function fits(item, value) {
  if (!item) return false;
  if (item.type === "indicator") return INDICATOR.includes(value);
  if (item.type !== "one" && item.type !== "many") return fault(item, value) === "";
  /** @type {Set<unknown>} */
  const known = new Set((item.choices ?? []).map((choice) => choice.id));
  const picked = Array.isArray(value) ? value : [value];
  return (item.type === "many" || picked.length === 1) && picked.every((one) => known.has(one));
}

/**
 * The version of each checklist of a visit that counts here: the chosen one, else the one it began with.
 * @param {Inspection} inspection
 * @param {{ key: string; n: number }} carried
 */
export const versionOf = (inspection, { key, n }) => inspection.versions[key]?.n ?? n;

/**
 * Checklists of a visit that were corrected since and that nobody has decided about: [{key, n, newest}].
 * @param {Inspection} inspection
 * @param {CarriedChecklist[]} checklists
 */
export const undecided = (inspection, checklists) =>
  checklists
    .map((one) => ({ ...one, n: versionOf(inspection, one) }))
    .filter(({ key, n, newest }) => newest > n && newest > (inspection.versions[key]?.seen ?? 0));

/** @param {Checklist} checklist */
const items = (checklist) =>
  new Map(checklist.sections.flatMap((section) => section.items.map((item) => [item.id, item])));
/**
 * @param {unknown} one
 * @param {unknown} other
 */
const equal = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * {added: [item], gone: [item], changed: [{before, after, parts}]} from one version to another, in the order asked.
 * @param {Checklist} older
 * @param {Checklist} newer
 */
export function differences(older, newer) {
  const [before, after] = [items(older), items(newer)];
  /**
   * @param {Item} one
   * @param {Item} other
   */
  const parts = (one, other) =>
    Object.entries(PARTS)
      .filter(([, names]) => names.some((name) => !equal(one[name], other[name])))
      .map(([part]) => part);
  const both = [...after.values()].filter((item) => before.has(item.id));
  return {
    added: [...after.values()].filter((item) => !before.has(item.id)),
    gone: [...before.values()].filter((item) => !after.has(item.id)),
    changed: both
      .map((item) => ({
        before: before.get(item.id) ?? item,
        after: item,
        parts: parts(before.get(item.id) ?? item, item),
      }))
      .filter((one) => one.parts.length),
  };
}

/**
 * The items of a version that have an answer which it does not know: they are asked anew.
 * @param {Inspection} inspection
 * @param {Checklist} newer
 */
export const askedAnew = (inspection, newer) =>
  [...items(newer).values()].filter((item) =>
    inspection.answers.some(
      (one) => one.checklist === newer.key && one.item === item.id && one.n !== newer.n && !fits(item, one.value),
    ),
  );
