// The way from here to the confirmed gate, as a drawing needs it: how far, in which direction, at what scale. Pure.

import { metres } from "../events/write.mjs";

const TURN = Math.PI / 180;
const RINGS = [50, 100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000];
export const WINDS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];

/**
 * Degrees clockwise from north, from one place to another on the globe.
 * @param {Spot} from
 * @param {Spot} to
 */
export function bearing(from, to) {
  const [a, b, turn] = [from.lat * TURN, to.lat * TURN, (to.lon - from.lon) * TURN];
  const degrees =
    Math.atan2(Math.sin(turn) * Math.cos(b), Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn)) /
    TURN;
  return (degrees + 360) % 360;
}

/**
 * {m, wind, ring, x, y, acc}: metres and wind direction from `here` to `gate`; the smallest ring of metres that holds
 * the way; where `here` lies when the gate is the middle of a square of side 2, north up; its accuracy in that scale.
 * @param {Fix} here
 * @param {Spot} gate
 */
export function way(here, gate) {
  const m = metres(here, gate) ?? 0;
  const ring = RINGS.find((one) => m <= one * 0.9) ?? m * 1.2;
  const back = bearing(gate, here) * TURN;
  const wind = WINDS[Math.round(bearing(here, gate) / 45) % 8];
  return {
    m,
    wind,
    ring,
    x: (Math.sin(back) * m) / ring,
    y: (-Math.cos(back) * m) / ring,
    acc: Math.min(here.acc / ring, 1),
  };
}
