// The tablet's own words, English and French; checklists bring theirs.

let words = {};
export let language = "en";

export async function speak(chosen) {
  language = chosen === "fr" ? "fr" : "en";
  words = (await import(`./words/${language}.json`, { with: { type: "json" } })).default;
}

/** A sentence by its key, with {names} filled in. */
export const t = (key, about = {}) =>
  Object.entries(about).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), words[key] ?? key);

/** A checklist's text in the reader's language. */
export const said = (text) => text?.[language] ?? text?.en ?? "";

/** The hour and minute of a moment, where the tablet is. */
export const clock = (iso) => new Date(iso).toLocaleTimeString(`${language}-CA`, { hour: "2-digit", minute: "2-digit", hour12: false });

/** Today's date where the tablet is, and so many days from it. */
export const dateHere = (days = 0) => {
  const here = new Date();
  here.setDate(here.getDate() + days);
  return [here.getFullYear(), here.getMonth() + 1, here.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

export const day = (iso) => new Date(`${iso}T12:00:00`).toLocaleDateString(`${language}-CA`, { dateStyle: "long" });
