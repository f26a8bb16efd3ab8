// The questions a worker answers alone, by touch: which there are, in which languages, and what an answer says. Pure.

/**
 * @param {Item} item
 * @returns {item is AloneItem}
 */
const isAlone = (item) => Boolean(item.alone);

/**
 * [{checklist, section, item}] of the carried checklists that can be asked alone.
 * @param {Checklist[]} checklists
 * @returns {AlonePlace[]}
 */
export const aloneItems = (checklists) =>
  checklists.flatMap((checklist) =>
    checklist.sections
      .filter((section) => section.repeat?.kind === "case")
      .flatMap((section) => section.items.filter(isAlone).map((item) => ({ checklist, section, item }))),
  );

/**
 * Words and their place in the language's sound, as the texts hold them: {words, clip: [start, end] or null}.
 * @param {PlacedText} text
 * @returns {{ words: string; clip: Clip | null }}
 */
export const placed = ([words, ...clip]) => ({ words, clip: clip.length ? /** @type {Clip} */ (clip) : null });

/**
 * A question in one language, or null. The version that a visit carries has the word; other words have no voice.
 * @param {AloneTexts} texts
 * @param {AlonePlace} place
 * @param {string} code
 */
export function questionOf(texts, { checklist, item }, code) {
  const own = item.alone.ask[code];
  const kept = texts[code]?.asks[`${checklist.key}/${checklist.n}`]?.[item.id];
  if (own) return kept?.[0] === own ? placed(kept) : placed([own]);
  return kept ? placed(kept) : null;
}

/**
 * Languages in which at least one question can be asked: [{code, n, of, spoken}]; `spoken` of them can be heard.
 * @param {AlonePlace[]} items
 * @param {AloneTexts} texts
 * @param {string[]} offered
 */
export function languagesOf(items, texts, offered) {
  return offered
    .filter((code) => texts[code])
    .map((code) => {
      const asked = items.map((one) => questionOf(texts, one, code)).filter((one) => one !== null);
      return { code, n: asked.length, of: items.length, spoken: asked.filter((one) => one.clip).length };
    })
    .filter(({ n }) => n);
}

/**
 * The sounds of these languages, always all of them and in one order: what lies on a tablet tells nothing.
 * @param {AloneTexts} texts
 * @param {string[]} codes
 */
export const soundsOf = (texts, codes) => codes.flatMap((code) => texts[code]?.sound ?? []);

/**
 * What a touch means for the sign: "yes" and "no" by the question's own rule, "skip" is not assessed.
 * @param {AloneItem} item
 * @param {string} touch
 */
export function meaning(item, touch) {
  if (touch === "skip") return "not_assessed";
  return touch === item.alone.present ? "present" : "not_present";
}

/**
 * Whether the person has agreed to interview: a checklist that asks for it must hold a yes.
 * @param {AlonePlace[]} items
 * @param {Answer[]} answers
 * @param {string} caseId
 */
export function hasAgreed(items, answers, caseId) {
  const asking = [...new Map(items.map((one) => [one.checklist.key, one])).values()].filter(({ section }) =>
    section.items.some((item) => item.id === "agreed"),
  );
  return asking.every(({ checklist }) =>
    answers.some(
      (one) =>
        one.checklist === checklist.key && one.item === "agreed" && one.row === caseId && one.value === "agreed_yes",
    ),
  );
}
