// A tree (made by the server from a condition) and answers to a value: as
// inspect_app/domain/checklists/expression/evaluating.py.
// Pure and total: a wrong kind gives NaN or empty text, never an error. The tablet never reads expression text.
import { CALLS } from "./functions.mjs";
import { Day, fromPlain, number, Rows, text, toPlain, truth } from "./values.mjs";

/** @import { Value } from "./values.mjs" */

export { toPlain };

/**
 * The value of a tree. setting: {answers, this, rows, place, today, now, language, labels}:
 * answers: item id -> answer (of a repeating section: row id -> answer; of such a section: its row ids);
 * rows: the rows we stand in, innermost first; place: the number of that row from 1.
 * @param {Tree} tree
 * @param {Setting} setting
 * @returns {Value}
 */
export function evaluate(tree, setting) {
  if (tree[0] === "num") return tree[1];
  if (tree[0] === "str") return tree[1];
  if (tree[0] === "self") return fromPlain(setting.this);
  if (tree[0] === "item") return item(tree[1], setting);
  if (tree[0] === "rows") {
    const rows = own(setting.answers, tree[1]);
    return new Rows(Array.isArray(rows) ? rows.map(String) : []);
  }
  if (tree[0] === "neg") return -number(evaluate(tree[1], setting));
  if (tree[0] === "op") return operate(tree[1], tree[2], tree[3], setting);
  if (tree[0] === "fn") return call(tree[1], tree[2], setting);
  throw new Error(`an expression holds ${tree[0]}, which this version does not know`);
}

/**
 * Whether a condition is true.
 * @param {Tree} tree
 * @param {Setting} setting
 */
export const holds = (tree, setting) => truth(evaluate(tree, setting));

/**
 * The ids a tree names as ${id}.
 * @param {Tree} tree
 * @returns {Set<string>}
 */
export function names(tree) {
  const parts = partsOf(tree);
  const here = tree[0] === "item" || tree[0] === "rows" ? [tree[1]] : [];
  return new Set([...here, ...parts.flatMap((part) => [...names(part)])]);
}

/**
 * @param {Tree} tree
 * @returns {Tree[]}
 */
function partsOf(tree) {
  if (tree[0] === "fn") return tree[2];
  if (tree[0] === "op") return [tree[2], tree[3]];
  return tree[0] === "neg" ? [tree[1]] : [];
}

/**
 * @template T
 * @param {Record<string, T>} map
 * @param {string} name
 * @returns {T | undefined}
 */
const own = (map, name) => (Object.hasOwn(map, name) ? map[name] : undefined);
/**
 * @param {unknown} answer
 * @returns {answer is Record<string, unknown>}
 */
const isMap = (answer) => typeof answer === "object" && answer !== null && !Array.isArray(answer);

/**
 * @param {string} name
 * @param {Setting} setting
 */
function item(name, setting) {
  const answer = own(setting.answers, name);
  if (!isMap(answer)) return fromPlain(answer);
  const row = (setting.rows ?? []).find((one) => Object.hasOwn(answer, one));
  return fromPlain(row === undefined ? answer : answer[row]);
}

/**
 * @param {string} name
 * @param {Tree} left
 * @param {Tree} right
 * @param {Setting} setting
 * @returns {Value}
 */
function operate(name, left, right, setting) {
  const first = evaluate(left, setting);
  if (name === "and") return truth(first) && truth(evaluate(right, setting));
  if (name === "or") return truth(first) || truth(evaluate(right, setting));
  const second = evaluate(right, setting);
  return ["=", "!=", "<", "<=", ">", ">="].includes(name)
    ? compare(name, first, second)
    : reckon(name, number(first), number(second));
}

/**
 * @param {string} name
 * @param {Value} a
 * @param {Value} b
 * @returns {boolean}
 */
function compare(name, a, b) {
  if ((typeof a === "boolean" && b instanceof Rows) || (typeof b === "boolean" && a instanceof Rows)) {
    return compare(name, truth(a), truth(b));
  }
  if (a instanceof Rows) return a.values.some((one) => compare(name, one, b));
  if (b instanceof Rows) return b.values.some((one) => compare(name, a, one));
  if (name === "=" || name === "!=") return equal(a, b) === (name === "=");
  const [x, y] = [number(a), number(b)];
  if (name === "<") return x < y;
  if (name === "<=") return x <= y;
  return name === ">" ? x > y : x >= y;
}

/**
 * @param {Value} a
 * @param {Value} b
 */
function equal(a, b) {
  if (typeof a === "boolean" || typeof b === "boolean") return truth(a) === truth(b);
  /** @param {Value} one */
  const numeric = (one) => typeof one === "number" || one instanceof Day;
  return numeric(a) || numeric(b) ? number(a) === number(b) : text(a) === text(b);
}

/**
 * @param {string} name
 * @param {number} a
 * @param {number} b
 */
function reckon(name, a, b) {
  if (name === "+") return a + b;
  if (name === "-") return a - b;
  if (name === "*") return a * b;
  if (name === "div") return a / b;
  if (name === "mod") return a % b;
  throw new Error(`an expression holds the sign ${name}, which this version does not know`);
}

/**
 * @param {string} name
 * @param {Tree[]} parts
 * @param {Setting} setting
 * @returns {Value}
 */
function call(name, parts, setting) {
  if (name === "if") return evaluate(parts[truth(evaluate(parts[0], setting)) ? 1 : 2], setting);
  if (name === "indexed-repeat") return indexed(parts, setting);
  if (!Object.hasOwn(CALLS, name)) throw new Error(`an expression holds ${name}(), which this version does not know`);
  return CALLS[name](
    setting,
    parts.map((part) => evaluate(part, setting)),
  );
}

/**
 * @param {Tree[]} parts
 * @param {Setting} setting
 */
function indexed(parts, setting) {
  const place = number(evaluate(parts[parts.length - 1], setting));
  const answer = parts[0][0] === "item" ? own(setting.answers, parts[0][1]) : undefined;
  const rows = isMap(answer) ? Object.values(answer) : [];
  return Number.isInteger(place) && place >= 1 && place <= rows.length ? fromPlain(rows[place - 1]) : "";
}
