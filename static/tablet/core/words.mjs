// The tablet's own words, English and French; checklists bring theirs.

import { inWords } from "./days.mjs";

/** @type {Record<string, string | undefined>} */
let words = {};
export let language = "en";

/** @param {string} chosen */
export async function speak(chosen) {
  language = chosen === "fr" ? "fr" : "en";
  words = (await import(`../words/${language}.json`, { with: { type: "json" } })).default;
}

/**
 * A sentence with its {names} filled in.
 * @param {string} text
 * @param {Record<string, unknown>} about
 */
export const fill = (text, about) =>
  Object.entries(about).reduce((told, [name, value]) => told.replaceAll(`{${name}}`, String(value)), text);

/**
 * A sentence by its key.
 * @param {string} key
 * @param {Record<string, unknown>} [about]
 */
export const t = (key, about = {}) => fill(words[key] ?? key, about);

/**
 * A checklist's text in the reader's language.
 * @param {Texts | null | undefined} text
 */
export const said = (text) => text?.[language] ?? text?.en ?? "";

/**
 * The hour and minute of a moment in a zone (an IANA name); without one, where the tablet is.
 * @param {string} iso
 * @param {string} [zone]
 */
export const clock = (iso, zone) =>
  new Date(iso).toLocaleTimeString(`${language}-CA`, {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone: zone,
  });

/**
 * A day ("2026-11-30") in words.
 * @param {string} iso
 * @param {string} [lang]
 */
export const day = (iso, lang = language) => inWords(iso, lang);
