// What the disk refused: held in memory, sealed as it would lie in the drawer, until there is room. Gone with the page.
// Pure.

/** @type {(Write & { pictures?: PieceRow[] })[]} */
const held = [];
let why = "";
/**
 * @param {VisitPlace} row
 * @param {string} device
 * @param {string} visit
 */
const ofPlace = (row, device, visit) => row.device === device && row.visit === visit;

/**
 * Holds one refused write: {key} or {event, notes, photos, pictures}.
 * @param {Write & { pictures?: PieceRow[] }} one
 * @param {{ name?: string } | null} error
 */
export function hold(one, error) {
  held.push(one);
  why = String(error?.name ?? "");
}

/** The oldest refused write, or undefined: nothing newer may reach the disk before it. */
export const first = () => held[0];
export const settled = () => held.shift();

/**
 * How many events, of one visit or of all, are nowhere but in memory.
 * @param {string} [device]
 * @param {string} [visit]
 */
export const count = (device, visit) =>
  held.filter(({ event }) => event && (!device || !visit || ofPlace(event, device, visit))).length;
/** What the browser called the last refusal. */
export const reason = () => why;

export const places = () => held.flatMap(({ event }) => (event ? [{ device: event.device, visit: event.visit }] : []));
/**
 * @param {string} device
 * @param {string} visit
 */
export const keysOf = (device, visit) => held.flatMap(({ key }) => (key && ofPlace(key, device, visit) ? [key] : []));
/** @param {EventRow | NoteRow | PhotoRow} row */
export const has = (row) =>
  held.some(({ event, notes = [], photos = [] }) => [event, ...notes, ...photos].includes(row));
/**
 * @param {string} device
 * @param {string} visit
 * @param {string} sha256
 * @param {number} start
 */
export const pieceOf = (device, visit, sha256, start) =>
  held
    .flatMap((one) => one.pictures ?? [])
    .find((one) => ofPlace(one, device, visit) && one.sha256 === sha256 && one.start === start);

/**
 * The first wraps of these keys are gone from here too; what waits to be sent stays.
 * @param {string} device
 */
export function dropFirstWraps(device) {
  for (const { key } of held) if (key?.device === device) key.first = null;
}
