// What is known of an employer and a site, what this visit corrected of it, and what may be typed. Pure; the same
// cases as
// inspect_app/domain/register/corrections.py in tests/cases/corrections.json.

const POSTAL = /^([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])[ -]*(\d[ABCEGHJ-NPRSTV-Z]\d)$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * @param {FieldRule} asked
 * @param {unknown} value
 */
const short = (asked, value) => typeof value === "string" && [...value].length <= asked.most;
/**
 * @param {FieldRule} asked
 * @param {string} value
 */
const line = (asked, value) => {
  const words = value.split(/\s+/).join(" ");
  return short(asked, words) ? words : undefined;
};
/** @param {string} value */
const isDay = (value) => DAY.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value);

/** @type {Record<string, (asked: FieldRule, value: string) => Json | undefined>} */
const READ = {
  line,
  text: (asked, value) => (short(asked, value) ? value : undefined),
  sector: (_asked, value) => (/^\d{2,6}$/.test(value) ? value : undefined),
  postal: (_asked, value) => POSTAL.exec(value)?.slice(1).join(" ").toUpperCase(),
  whole: (asked, value) => (/^\d{1,6}$/.test(value) && Number(value) <= asked.most ? Number(value) : undefined),
  day: (_asked, value) => (isDay(value) ? value : undefined),
  one: (asked, value) => (asked.choices.includes(value) ? value : undefined),
  flag: (_asked, value) => (value === "yes" ? true : value === "no" ? false : undefined),
};

/**
 * @param {FieldRule} asked
 * @param {string[]} codes
 */
const languages = (asked, codes) => (codes.length <= asked.most ? [...new Set(codes)].sort() : undefined);

/**
 * What was typed as the register compares it: null when empty, undefined when it does not fit the field.
 * @param {FieldRule} asked
 * @param {string | string[]} typed
 */
export function read(asked, typed) {
  const value = typeof typed === "string" ? typed.trim() : typed;
  if (!value?.length) return asked.needed ? undefined : null;
  return typeof value === "string" ? READ[asked.kind](asked, value) : languages(asked, value);
}

/**
 * One field as this tablet knows it: {asked, held: the register's value, standing: corrections that stand, shown}.
 * @param {Hand} hand
 * @param {RecordKind} about
 * @param {string} name
 * @returns {KnownField}
 */
export function fieldOf(hand, about, name) {
  const record = hand.visit.known[about];
  const asked = hand.pack.fields[about].find((one) => one.name === name);
  if (!asked) throw new Error(`the pack has no field ${name}`);
  const standing = hand.inspection.corrections.filter(
    (one) => one.stands && one.about === about && one.id === record.id && one.field === name,
  );
  const held = record.values[name];
  return { asked, held, standing, shown: standing.length ? standing[0].to : held };
}

/**
 * The event's value that corrections one field.
 * @param {Hand} hand
 * @param {RecordKind} about
 * @param {{ asked: FieldRule; shown: Json }} field
 * @param {Json} to
 */
export const correctionOf = (hand, about, { asked, shown }, to) => ({
  about,
  id: hand.visit.known[about].id,
  base: hand.visit.known[about].version,
  changes: { [asked.name]: { from: shown, to } },
});
