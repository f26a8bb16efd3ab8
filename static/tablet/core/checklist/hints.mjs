// What might be looked at next: ILO indicators nobody has judged, and answers that differ by who was asked. Pure; it
// names neither how many nor who.

import { Look } from "./showing.mjs";
import { answersOf } from "./answers.mjs";

const CODES = Array.from({ length: 11 }, (_, at) => `ilo11:${at + 1}`);
const MOST = 4;

/** @param {Checklist[]} checklists */
const places = (checklists) =>
  checklists.flatMap((checklist) =>
    checklist.sections.flatMap((section) => section.items.map((item) => ({ checklist, section, item }))),
  );

/**
 * What an answer says of its sign: "present", "not_present", or null when it says neither.
 * @param {Item | undefined} item
 * @param {AnswerValue} value
 * @returns {"present" | "not_present" | null}
 */
function judged(item, value) {
  const says = item?.type === "one" ? item.choices?.find((one) => one.id === value)?.says : value;
  return says === "present" || says === "not_present" ? says : null;
}

/** @param {Judged} told */
function judgements({ checklists, inspection }) {
  const known = new Map(places(checklists).map((place) => [`${place.checklist.key} ${place.item.id}`, place]));
  return inspection.answers
    .map((one) => ({ one, place: known.get(`${one.checklist} ${one.item}`) }))
    .flatMap(({ one, place }) => {
      const says = place ? judged(place.item, one.value) : null;
      return place && says ? [{ one, place, says }] : [];
    });
}

/**
 * Indicators without any judgement: [{code, places}], each with up to four items that would explore it.
 * @param {Judged} hand
 */
export function unexplored({ checklists, inspection }) {
  const seen = new Set(judgements({ checklists, inspection }).flatMap(({ place }) => place.item.indicators ?? []));
  const looks = new Map(checklists.map((one) => [one.key, new Look(one, answersOf(inspection, one))]));
  /** @param {ItemPlace} place */
  const open = ({ checklist, section, item }) =>
    Boolean(section.repeat) || Boolean(looks.get(checklist.key)?.visible(item.id));
  return CODES.filter((code) => !seen.has(code))
    .map((code) => ({
      code,
      places: places(checklists)
        .filter((place) => place.item.indicators?.includes(code) && open(place))
        .slice(0, MOST),
    }))
    .filter(({ places: found }) => found.length);
}

// What a person told in a private interview rests on that person, unless something else is written down.
/** @param {Answer} answer */
const sources = ({ basis, row }) => (basis.length ? basis : row ? ["worker"] : []);

/**
 * Where answers differ by who or what was asked: codes of indicators, else `item` ids; sorted, each once.
 * @param {Judged} hand
 */
export function contradictions({ checklists, inspection }) {
  /** @type {Map<string, Record<"present" | "not_present", Set<string>>>} */
  const told = new Map();
  for (const { one, place, says } of judgements({ checklists, inspection })) {
    for (const code of place.item.indicators?.filter((name) => CODES.includes(name)) ?? []) add(told, code, says, one);
    if (place.item.pii !== "status") add(told, place.item.id, says, one);
  }
  const differ = [...told]
    .filter(([, { present, not_present: absent }]) => [...present].some((yes) => [...absent].some((no) => no !== yes)))
    .map(([code]) => code);
  const inCode = new Set(
    places(checklists)
      .filter(({ item }) => item.indicators?.some((code) => differ.includes(code)))
      .map(({ item }) => item.id),
  );
  return differ
    .filter((code) => CODES.includes(code) || !inCode.has(code))
    .sort((a, b) => CODES.indexOf(a) - CODES.indexOf(b) || (a < b ? -1 : 1));
}

/**
 * @param {Map<string, Record<"present" | "not_present", Set<string>>>} told
 * @param {string} code
 * @param {"present" | "not_present"} says
 * @param {Answer} answer
 */
function add(told, code, says, answer) {
  const signs = told.get(code) ?? { present: new Set(), not_present: new Set() };
  told.set(code, signs);
  for (const source of sources(answer)) signs[says].add(source);
}
