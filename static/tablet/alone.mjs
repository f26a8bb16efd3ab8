// The questions a worker answers alone, by touch: which there are, in which languages, and what an answer says. Pure.

/** [{checklist, section, item}] of the carried checklists that can be asked alone. */
export const aloneItems = (checklists) => checklists.flatMap((checklist) => checklist.sections
  .filter((section) => section.repeat?.kind === "case")
  .flatMap((section) => section.items.filter((item) => item.alone).map((item) => ({ checklist, section, item }))));

/** Languages in which at least one question can be asked: [{code, n, of, spoken}]; `spoken` of them have a recording. */
export function languagesOf(items, sounds) {
  const codes = [...new Set(items.flatMap(({ item }) => Object.keys(item.alone.ask)))];
  return codes.map((code) => {
    const asked = items.filter(({ item }) => item.alone.ask[code]);
    return { code, n: asked.length, of: items.length, spoken: asked.filter((one) => soundOf(sounds, one, code)).length };
  });
}

/** The address of a question's recording, or null: there is no voice where nobody spoke. */
export const soundOf = (sounds, { checklist, item }, code) => sounds[`${checklist.key}/${checklist.n}`]?.[item.id]?.[code] ?? null;

/** What a touch means for the sign: "yes" and "no" by the question's own rule, "skip" is not assessed. */
export function meaning(item, touch) {
  if (touch === "skip") return "not_assessed";
  return touch === item.alone.present ? "present" : "not_present";
}

/** Whether the person has agreed to talk: a checklist that asks for it must hold a yes. */
export function hasAgreed(items, answers, caseId) {
  const asking = [...new Map(items.map((one) => [one.checklist.key, one])).values()].filter(({ section }) => section.items.some((item) => item.id === "agreed"));
  return asking.every(({ checklist }) => answers.some((one) =>
    one.checklist === checklist.key && one.item === "agreed" && one.row === caseId && one.value === "agreed_yes"));
}
