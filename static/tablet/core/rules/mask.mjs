// Black boxes over a picture, in the picture's own points. Pure.

const LEAST = 8;
/** @type {Record<string, number[] | undefined>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {number} value
 * @param {number} most
 */
const within = (value, most) => Math.min(Math.max(Math.round(value), 0), most);

/**
 * The box between two corners, inside the picture; null when it is too small to hide anything.
 * @param {Point} from
 * @param {Point} to
 * @param {Size} size
 */
export function boxOf(from, to, { width, height }) {
  const [left, right] = [from.x, to.x].map((x) => within(x, width)).sort((a, b) => a - b);
  const [top, bottom] = [from.y, to.y].map((y) => within(y, height)).sort((a, b) => a - b);
  const box = { x: left, y: top, w: right - left, h: bottom - top };
  return box.w < LEAST || box.h < LEAST ? null : box;
}

/**
 * A box in the middle, a fifth of the picture, to be moved by keys.
 * @param {Size} size
 */
export function middle({ width, height }) {
  const [w, h] = [Math.round(width / 5), Math.round(height / 5)];
  return { x: Math.round((width - w) / 2), y: Math.round((height - h) / 2), w, h };
}

/**
 * The box after an arrow key: moved, or with Shift made larger or smaller; the same box for any other key.
 * @param {Box} box
 * @param {string} key
 * @param {boolean} larger
 * @param {Size} size
 */
export function keyed(box, key, larger, { width, height }) {
  const way = WAYS[key];
  if (!way) return box;
  const step = Math.max(LEAST, Math.round(Math.max(width, height) / 60));
  const [dx, dy] = way.map((one) => one * step);
  if (!larger) return { ...box, x: within(box.x + dx, width - box.w), y: within(box.y + dy, height - box.h) };
  /**
   * @param {number} now
   * @param {number} change
   * @param {number} most
   */
  const size = (now, change, most) => Math.min(Math.max(now + change, LEAST), most);
  return { ...box, w: size(box.w, dx, width - box.x), h: size(box.h, dy, height - box.y) };
}

/**
 * A point of the screen as a point of the picture that is shown in `shown` {left, top, width, height}.
 * @param {Point} point
 * @param {Size & { left: number; top: number }} shown
 * @param {Size} size
 */
export const pointIn = ({ x, y }, shown, { width, height }) => ({
  x: ((x - shown.left) * width) / shown.width,
  y: ((y - shown.top) * height) / shown.height,
});

/**
 * Whether a picture for this item must be masked first: what is marked, and everything about one person.
 * @param {Item | undefined} item
 * @param {string | null | undefined} row
 */
export const isMasked = (item, row) => Boolean(row) || item?.pii === "person" || item?.pii === "picture";
