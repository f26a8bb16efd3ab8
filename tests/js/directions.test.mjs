import assert from "node:assert/strict";
import { test } from "node:test";

import { bearing, way, WINDS } from "../../static/tablet/core/rules/directions.mjs";

const GATE = { lat: 42.05, lon: -82.6 };
const DEGREE_M = 111195;

/** A place so many metres north and east of the gate. */
const off = (north, east) => ({
  lat: GATE.lat + north / DEGREE_M,
  lon: GATE.lon + east / (DEGREE_M * Math.cos((GATE.lat * Math.PI) / 180)),
  acc: 10,
});

test("the wind names where the gate lies from here", () => {
  const cases = [
    [-100, 0, "n"],
    [-100, -100, "ne"],
    [0, -100, "e"],
    [100, -100, "se"],
    [100, 0, "s"],
    [100, 100, "sw"],
    [0, 100, "w"],
    [-100, 100, "nw"],
  ];
  for (const [north, east, wind] of cases) assert.equal(way(off(north, east), GATE).wind, wind, `${north} ${east}`);
  assert.deepEqual(
    cases.map(([, , wind]) => wind),
    WINDS,
  );
});

test("a bearing is clockwise from north", () => {
  const told = [off(100, 0), off(0, 100), off(-100, 0), off(0, -100)].map(
    (one) => Math.round(bearing(GATE, one)) % 360,
  );
  assert.deepEqual(told, [0, 90, 180, 270]);
});

test("who stands south-west of the gate is drawn below and to the left of it, within the ring", () => {
  const { x, y, m, ring, acc } = way(off(-150, -150), GATE);
  assert.ok(x < 0 && y > 0 && Math.hypot(x, y) <= 0.9);
  assert.ok(Math.abs(m - 212) <= 2);
  assert.equal(ring, 250);
  assert.equal(acc, 10 / 250);
});

test("at the gate itself the smallest ring is drawn, and far away one that holds the way", () => {
  assert.deepEqual([way(off(0, 0), GATE).ring, way(off(0, 0), GATE).m], [50, 0]);
  const far = way(off(90000, 0), GATE);
  assert.ok(far.ring > far.m);
});
