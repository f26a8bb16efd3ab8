// The tablet's own words, English and French; checklists bring theirs.

/** @type {Record<string, string | undefined>} */
let words = {};
export let language = "en";

/** @param {string} chosen */
export async function speak(chosen) {
  language = chosen === "fr" ? "fr" : "en";
  words = (await import(`./words/${language}.json`, { with: { type: "json" } })).default;
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
 * The hour and minute of a moment, where the tablet is.
 * @param {string} iso
 */
export const clock = (iso) => new Date(iso).toLocaleTimeString(`${language}-CA`, { hour: "2-digit", minute: "2-digit", hour12: false });

/**
 * The date of a moment where the tablet is.
 * @param {string | number | Date} moment
 */
export const dateOf = (moment) => {
  const here = new Date(moment);
  return [here.getFullYear(), here.getMonth() + 1, here.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

/**
 * Today's date where the tablet is, and so many days from it.
 * @param {number} [days]
 */
export const dateHere = (days = 0) => dateOf(new Date().setDate(new Date().getDate() + days));

/**
 * @param {string} iso
 * @param {string} [lang]
 */
export const day = (iso, lang = language) => new Date(`${iso}T12:00:00`).toLocaleDateString(`${lang}-CA`, { dateStyle: "long" });
