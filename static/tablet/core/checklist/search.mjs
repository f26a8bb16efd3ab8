// Finding an item of all carried checklists by its words, in either language, accents and case ignored. Pure.

const MOST = 20;

/**
 * A text as it is compared: small letters, no accents, words of letters and digits.
 * @param {string | null | undefined} text
 */
export const bare = (text) => (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").toLowerCase();

/** @param {Texts | null | undefined} text */
const texts = (text) => ["en", "fr"].map((language) => bare(text?.[language])).join(" ");

/**
 * Places {checklist, section, item} whose words hold every word typed; those with them in the question first.
 * @param {Checklist[]} checklists
 * @param {string} typed
 */
export function search(checklists, typed) {
  const words = bare(typed).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (!words.length || words.join("").length < 2) return [];
  const found = [];
  for (const checklist of checklists) {
    for (const section of checklist.sections) {
      for (const item of section.items) {
        const asked = `${texts(item.ask)} ${texts(item.say)}`;
        const { what, signs } = item.guidance ?? {};
        const more = `${texts(section.title)} ${texts(what)} ${texts(signs)} ${choiceWords(item)}`;
        const all = `${asked} ${more}`;
        if (!words.every((word) => all.includes(word))) continue;
        found.push({ checklist, section, item, near: words.filter((word) => asked.includes(word)).length });
      }
    }
  }
  return found
    .sort((a, b) => b.near - a.near)
    .slice(0, MOST)
    .map(({ near, ...place }) => place);
}

/** @param {Item} item */
const choiceWords = (item) => (item.choices ?? []).map((choice) => texts(choice.label)).join(" ");
