// Numbers as people write them: as inspect_app/domain/checklists/numbers.py; both pass tests/cases/numbers.json. Pure.

export const MOST_DIGITS = 15;
// The zero of each script whose digits the tool meets; the list is that of numbers.py.
const ZEROS = [
  0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040, 0x17e0, 0xff10,
];
const TABLE = new Map(
  ZEROS.flatMap((zero) => Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(zero + digit), String(digit)])),
);
/**
 * @param {string} letters
 * @param {string} plain
 */
const put = (letters, plain) => {
  for (const letter of letters) TABLE.set(letter, plain);
};
// Marks of direction say nothing of the number; every kind of blank, apostrophe and the Arabic mark group thousands.
put("\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c", "");
put("\t\u00a0\u2009\u202f\u3000", " ");
put("\u2019\u066c", "'");
put("\u2212\uff0d", "-");
put("\uff0c", ",");
put("\uff0e", ".");
put("\uff04", "$");

const CURRENCY = "(?:\\$ ?CAD?|CAD? ?\\$|C\\$|CAD|\\$)";
const SHAPE = /^(-?)([0-9][0-9 ',.]*|[.,][0-9]+)(?:\u066b([0-9]+))?$/;
const GROUPS = /^[0-9]{1,3}(?:([ ',.])[0-9]{3})(?:\1[0-9]{3})*$/;
const DIGITS = /^[0-9]+$/;
/** @param {string} text */
const trim = (text) => text.replace(/^ +| +$/g, "");
/** @param {string} why */
const bad = (why) => ({ value: null, why });

/**
 * {value: canonical decimal text, why: ""} or {value: null, why}, for at most so many decimals (0 to 6).
 * @param {string} typed
 * @param {number} [decimals]
 * @param {{ money?: boolean }} [how]
 */
export function readNumber(typed, decimals = 0, { money = false } = {}) {
  const most = money ? 2 : decimals;
  let plain = trim([...typed].map((letter) => TABLE.get(letter) ?? letter).join(""));
  if (money) plain = withoutCurrency(plain);
  if (plain === "") return bad("empty");
  const shape = SHAPE.exec(plain);
  if (!shape) return bad("not_a_number");
  const [, sign, body, arabic] = shape;
  const parts = arabic === undefined ? wholeAndPart(body, most) : grouped(body, arabic);
  return "why" in parts ? bad(parts.why) : canonical(sign, parts.whole, parts.part, most, money);
}

/** @param {string} plain */
function withoutCurrency(plain) {
  const sign = plain.startsWith("-") ? "-" : "";
  const rest = plain.slice(sign.length);
  for (const mark of [new RegExp(`^${CURRENCY}`), new RegExp(`${CURRENCY}$`)]) {
    if (mark.test(rest)) return sign + trim(rest.replace(mark, ""));
  }
  return plain;
}

/**
 * @param {string} body
 * @param {number} decimals
 * @returns {{ whole: string; part: string } | { why: string }}
 */
function wholeAndPart(body, decimals) {
  const marks = [...body].filter((letter) => letter === "," || letter === ".");
  const last = marks.at(-1);
  if (!last || (marks.length > 1 && new Set(marks).size === 1)) return grouped(body, "");
  const at = body.lastIndexOf(last);
  const [whole, part] = [body.slice(0, at), body.slice(at + 1)];
  if (!DIGITS.test(part) || whole.includes(last)) return { why: "not_a_number" };
  const lone =
    marks.length === 1 && DIGITS.test(whole) && part.length === 3 && whole.length <= 3 && !whole.startsWith("0");
  if (lone && last === "," && decimals < 3) return { whole: whole + part, part: "" };
  if (lone && (last === "," || decimals < 3)) return { why: "unclear" };
  return grouped(whole, part);
}

/**
 * @param {string} whole
 * @param {string} part
 * @returns {{ whole: string; part: string } | { why: string }}
 */
function grouped(whole, part) {
  const bare = whole.replace(/[ ',.]/g, "");
  return whole === bare || GROUPS.test(whole) ? { whole: bare, part } : { why: "not_a_number" };
}

/**
 * @param {string} sign
 * @param {string} before
 * @param {string} after
 * @param {number} decimals
 * @param {boolean} money
 */
function canonical(sign, before, after, decimals, money) {
  const [whole, part] = [before.replace(/^0+/, "") || "0", after.replace(/0+$/, "")];
  if (whole.length + part.length > MOST_DIGITS) return bad("too_long");
  if (part.length > decimals) return bad("too_precise");
  const shown = money ? part.padEnd(2, "0") : part;
  return { value: `${whole === "0" && !part ? "" : sign}${whole}${shown ? `.${shown}` : ""}`, why: "" };
}
