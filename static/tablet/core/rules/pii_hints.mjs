// What in a note could tell who somebody is: likely names, telephone numbers, addresses, words of origin or status. It
// goes by the shape of words, never by whose name it might be; a name in small letters or in a script without capitals
// escapes it.

import { CALLED, DOES, ORIGIN, PLAIN, STATUS, STATUS_PHRASES, TITLES } from "./pii_hint_words.mjs";

const NAME = /\p{Lu}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/gu;
const MAIL = /[^\s@,;()]*@[^\s@,;()]{2,}/gu;
const PHONE = /\+?\(?\d(?:[\s().\-\u2010-\u2013\u00a0]{0,2}\d){6,14}/g;
const NOT_PHONE = /^(?:19|20)\d\d-\d\d-\d\d|^\d{1,2}[-.]\d{1,2}[-.](?:19|20)\d\d$/;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

/**
 * The text in small letters without accents, every letter at its place.
 * @param {string} text
 */
const plain = (text) =>
  text
    .replace(/[\u00c0-\u024f]/g, (one) => one.normalize("NFD")[0])
    .replaceAll("’", "'")
    .toLowerCase();

/**
 * Everything in a text that could tell who somebody is: [{kind: "name" | "phone" | "mail" | "origin" | "status", at,
 * words}]
 * in the order of the text; `known` are texts whose capitals are no trace (the employer's and the site's names).
 * @param {string} text
 * @param {string[]} [known]
 */
export function traces(text, known = []) {
  const whole = text.normalize("NFC");
  const mild = plain(whole);
  const found = [
    ...all(whole, MAIL, "mail"),
    ...phones(whole),
    ...listed(whole, mild, ORIGIN, "origin"),
    ...listed(whole, mild, STATUS, "status"),
    ...STATUS_PHRASES.flatMap((words) =>
      all(whole, new RegExp(`\\b${words.replaceAll(" ", "\\s+")}\\b`, "g"), "status", mild),
    ),
    ...names(whole, mild, known),
  ].sort((a, b) => a.at - b.at || b.words.length - a.words.length);
  /** @type {PiiHint[]} */
  const kept = [];
  for (const one of found) if (!kept.some((other) => one.at < other.at + other.words.length)) kept.push(one);
  return kept;
}

/**
 * @param {string} text
 * @param {RegExp} form
 * @param {PiiHint["kind"]} kind
 * @param {string} [searched]
 */
const all = (text, form, kind, searched = text) =>
  [...searched.matchAll(form)].map((one) => ({
    kind,
    at: one.index,
    words: text.slice(one.index, one.index + one[0].length),
  }));

/** @param {string} text */
const phones = (text) =>
  all(text, PHONE, "phone").filter(
    ({ words, at }) =>
      !NOT_PHONE.test(words) && !/[$€]\s?$/.test(text.slice(0, at)) && !/^\s?[$€]/.test(text.slice(at + words.length)),
  );

/**
 * @param {string} text
 * @param {string} mild
 * @param {string[]} words
 * @param {PiiHint["kind"]} kind
 */
function listed(text, mild, words, kind) {
  const exact = new Set(words.filter((word) => !word.endsWith("*")));
  const stems = words.filter((word) => word.endsWith("*")).map((word) => word.slice(0, -1));
  return [...mild.matchAll(WORD)]
    .filter(([word]) => exact.has(word) || stems.some((stem) => word.startsWith(stem)))
    .map((one) => ({ kind, at: one.index, words: text.slice(one.index, one.index + one[0].length) }));
}

/**
 * @param {string} text
 * @param {string} mild
 * @param {string[]} known
 */
function names(text, mild, known) {
  const usual = new Set([
    ...PLAIN,
    ...TITLES.split("|"),
    ...known.flatMap((one) => plain(one).match(/[\p{L}']+/gu) ?? []),
  ]);
  const capitals = all(text, NAME, "name").filter(({ words, at }) => isNamelike(text, mild, words, at, usual));
  const said = [...mild.matchAll(new RegExp(`\\b(?:(?:${TITLES})\\.?|${CALLED})\\s+(?:is\\s+)?([\\p{L}'-]{2,})`, "gu"))]
    .map((one) => {
      const at = one.index + one[0].length - one[1].length;
      return { kind: /** @type {const} */ ("name"), at, words: text.slice(at, at + one[1].length) };
    })
    .filter(({ words, at }) => !usual.has(plain(words)) && (/\p{Lu}/u.test(words[0]) || isCalled(mild, at)));
  return joined(text, [...capitals, ...said]);
}

// After "named" a name may be in small letters; after "m." or "don" only a capital makes one.
/**
 * @param {string} mild
 * @param {number} at
 */
const isCalled = (mild, at) =>
  new RegExp(`\\b(?:${CALLED})\\s+(?:is\\s+)?$`).test(mild.slice(0, at)) &&
  !/\b(?:nomme|appele)\s+$/.test(mild.slice(0, at));

/**
 * @param {string} text
 * @param {string} mild
 * @param {string} words
 * @param {number} at
 * @param {Set<string>} usual
 */
function isNamelike(text, mild, words, at, usual) {
  const bare = plain(words);
  if (usual.has(bare) || (bare.includes("'") && usual.has(bare.slice(bare.lastIndexOf("'") + 1)))) return false;
  if (words.length > 1 && words.length < 6 && words === words.toUpperCase()) return false;
  const begins = /(?:^|[.!?:;\n•–—"“«(\u2026-])[\s"“«(]*$/u.test(text.slice(0, at));
  if (!begins) return words.length > 1;
  return DOES.has(/^\s+(?:a |est )?([\p{L}']+)/u.exec(mild.slice(at + words.length))?.[1] ?? "");
}

/**
 * "Ana" and "Lima" side by side are one name.
 * @param {string} text
 * @param {PiiHint[]} found
 */
function joined(text, found) {
  const sorted = [...found].sort((a, b) => a.at - b.at || b.words.length - a.words.length);
  /** @type {PiiHint[]} */
  const names = [];
  for (const hint of sorted) {
    const before = names.at(-1);
    const end = before ? before.at + before.words.length : -1;
    if (before && hint.at < end) continue;
    if (!before || !/^\s+$/.test(text.slice(end, hint.at))) names.push(hint);
    else names[names.length - 1] = { ...before, words: text.slice(before.at, hint.at + hint.words.length) };
  }
  return names;
}
