import assert from "node:assert/strict";
import { test } from "node:test";

import { afterNo, draw, ordinal, shares, shuffled, suggestion } from "../../static/tablet/core/rules/sampling.mjs";
import { chance, stretched } from "../../static/tablet/crypto/randomness.mjs";
import { boxOf, isMasked, keyed, middle, pointIn } from "../../static/tablet/core/rules/mask.mjs";
import { isCrowded } from "../../static/tablet/core/rules/storage_quota.mjs";
import { minutesLate, smsAddress } from "../../static/tablet/core/rules/safety.mjs";
import { grouped, newDigits, ROUNDS, slipValue } from "../../static/tablet/core/rules/slip.mjs";
import { standing, suggested } from "../../static/tablet/core/rules/interview_time.mjs";

const MINUTE = 60000;

test("chance is fair: each number below comes up about as often, and none beyond", () => {
  const seen = Array.from({ length: 7 }, () => 0);
  for (let at = 0; at < 14000; at += 1) seen[chance(7)] += 1;
  assert.equal(seen.length, 7);
  for (const n of seen) assert.ok(n > 1700 && n < 2300, String(seen));
});

test("everybody has the same chance of being first, wherever they stand", () => {
  const first = [0, 0, 0, 0, 0];
  for (let at = 0; at < 10000; at += 1) first[shuffled(5, chance)[0]] += 1;
  for (const n of first) assert.ok(n > 1700 && n < 2300, String(first));
});

test("interviews are shared out by the size of the shifts, and no shift is left out while there are enough", () => {
  for (const [sizes, interviews, expect] of [
    [[30, 10], 8, [6, 2]],
    [[40, 2], 3, [2, 1]],
    [[5, 5, 5], 3, [1, 1, 1]],
    [[10, 0, 10], 4, [2, 0, 2]],
    [[3], 9, [3]],
    [[1, 1], 1, [1, 0]],
    [[], 3, []],
  ])
    assert.deepEqual(shares(sizes, interviews), expect, JSON.stringify(sizes));
});

test("the draw names places that exist, each once, and holds everybody else ready", () => {
  const drawn = draw([14, 6], 5, chance);
  assert.equal(drawn[0].ask.length + drawn[1].ask.length, 5);
  for (const [at, size] of [
    [0, 14],
    [1, 6],
  ]) {
    const all = [...drawn[at].ask, ...drawn[at].next].sort((a, b) => a - b);
    assert.deepEqual(
      all,
      Array.from({ length: size }, (_, n) => n + 1),
    );
  }
});

test("whoever says no is replaced by the next drawn of the shift, then of the largest other, then by nobody", () => {
  const one = afterNo(
    [
      { ask: [2], next: [5] },
      { ask: [1], next: [3, 4] },
    ],
    0,
    2,
  );
  assert.deepEqual(one, [
    { ask: [5], next: [] },
    { ask: [1], next: [3, 4] },
  ]);
  const two = afterNo(one, 0, 5);
  assert.deepEqual(two, [
    { ask: [], next: [] },
    { ask: [1, 3], next: [4] },
  ]);
  assert.deepEqual(afterNo([{ ask: [1], next: [] }], 0, 1), [{ ask: [], next: [] }]);
});

test("places are counted as people say them", () => {
  assert.deepEqual(
    [1, 2, 3, 4, 11, 12, 13, 21, 102].map((n) => ordinal(n, "en")),
    ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd"],
  );
  assert.deepEqual(
    [1, 2, 11].map((n) => ordinal(n, "fr")),
    ["1re", "2e", "11e"],
  );
  assert.deepEqual([2, 9, 40].map(suggestion), [2, 3, 7]);
});

test("the length to keep to is that of the interviews so far, whole minutes, ten at first", () => {
  assert.equal(suggested([]), 10 * MINUTE);
  assert.equal(suggested([12.4 * MINUTE]), 12 * MINUTE);
  assert.equal(suggested([5 * MINUTE, 30 * MINUTE, 9 * MINUTE]), 9 * MINUTE);
  assert.equal(suggested([10000]), 2 * MINUTE);
});

test("the timer says where a interview stands without counting seconds", () => {
  assert.deepEqual(standing(0, 10 * MINUTE, 3.5 * MINUTE), { minutes: 3, of: 10, state: "early" });
  assert.equal(standing(0, 10 * MINUTE, 8 * MINUTE).state, "nearly");
  assert.equal(standing(0, 10 * MINUTE, 10 * MINUTE).state, "over");
});

test("a slip has sixteen digits in fours, and two slips are never alike", () => {
  const digits = newDigits(chance);
  assert.match(digits, /^\d{16}$/);
  assert.notEqual(digits, newDigits(chance));
  assert.equal(grouped("1234567890123456"), "1234 5678 9012 3456");
});

test("the hash of a slip is the one that docs/event.md describes, and holds no digit run of it", async () => {
  const value = await slipValue("1234567890123456", "000102030405060708090a0b0c0d0e0f", stretched);
  assert.deepEqual(value, {
    salt: "000102030405060708090a0b0c0d0e0f",
    rounds: ROUNDS,
    hash: "a738e5f643ea7e316e106dcc60b7583bfaa9427211d927353a276d76fbd0189e",
  });
  assert.ok(!JSON.stringify(value).includes("12345678"));
  const other = await slipValue("1234567890123456", "100102030405060708090a0b0c0d0e0f", stretched);
  assert.notEqual(other.hash, value.hash);
});

const SIZE = { width: 600, height: 400 };

test("a box hides what lies between two corners, inside the picture, whichever way it is drawn", () => {
  assert.deepEqual(boxOf({ x: 300, y: 200 }, { x: 100, y: 50 }, SIZE), { x: 100, y: 50, w: 200, h: 150 });
  assert.deepEqual(boxOf({ x: -20, y: 390 }, { x: 90, y: 900 }, SIZE), { x: 0, y: 390, w: 90, h: 10 });
  assert.equal(boxOf({ x: 10, y: 10 }, { x: 12, y: 300 }, SIZE), null);
});

test("keys move a box and, with Shift, change its size, never beyond the picture", () => {
  const box = middle(SIZE);
  assert.deepEqual(box, { x: 240, y: 160, w: 120, h: 80 });
  assert.deepEqual(keyed(box, "ArrowRight", false, SIZE), { ...box, x: 250 });
  assert.deepEqual(keyed(box, "ArrowDown", true, SIZE), { ...box, h: 90 });
  assert.deepEqual(keyed(box, "Tab", false, SIZE), box);
  let far = box;
  for (let n = 0; n < 99; n += 1) far = keyed(keyed(far, "ArrowRight", n % 2 === 0, SIZE), "ArrowUp", false, SIZE);
  assert.ok(far.x + far.w <= SIZE.width && far.y === 0);
});

test("a finger's place on the screen is a place in the picture", () => {
  assert.deepEqual(pointIn({ x: 150, y: 120 }, { left: 50, top: 20, width: 300, height: 200 }, SIZE), {
    x: 200,
    y: 200,
  });
});

test("pictures of marked items and of a person case are masked, others are not", () => {
  assert.deepEqual(
    [
      isMasked({ pii: "person" }, null),
      isMasked({ pii: "picture" }, null),
      isMasked({ pii: "none" }, null),
      isMasked({ pii: "none" }, "01"),
    ],
    [true, true, false, true],
  );
});

test("there is no room for a photo over 85 percent or below 50 MB, and an unknown size is no reason to refuse", () => {
  assert.deepEqual(
    [
      [860, 1000],
      [800, 1000],
      [0, 0],
    ].map(([usage, quota]) => isCrowded({ usage: usage * 1e6, quota: quota * 1e6 })),
    [true, false, false],
  );
  assert.ok(isCrowded({ usage: 20e6, quota: 60e6 }));
});

test("a team is late from the minute it said, and not when it is back or said nothing", () => {
  const now = new Date("2026-11-23T20:12:30Z");
  assert.deepEqual(
    [{ back_by: "2026-11-23T20:00:00.000Z" }, { back_by: "2026-11-23T21:00:00.000Z" }, { back_by: null }, null].map(
      (one) => minutesLate(one, now),
    ),
    [12, 0, 0, 0],
  );
});

test("a message has its words ready, and a number only when the agency has one", () => {
  assert.equal(smsAddress("+1 519-555-0100", "Please call me."), "sms:+15195550100?&body=Please%20call%20me.");
  assert.equal(smsAddress(null, "é & ?"), "sms:?&body=%C3%A9%20%26%20%3F");
});
