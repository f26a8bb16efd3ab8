// A calendar day is the day at the place it speaks of: the same cases as in Python, whatever zone this machine is in.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { addDays, dayAt, inWords, momentOf, nextAt, today } from "../../static/tablet/core/days.mjs";
import * as worker from "../../static/checkin_app/src/days.mjs";

const CASES = JSON.parse(readFileSync(new URL("../cases/days.json", import.meta.url), "utf8"));
const same = (moment, other) => assert.equal(new Date(moment).getTime(), new Date(other).getTime());

for (const { about, moment, zone, day } of CASES.day_at) {
  test(`a moment is the day it is there: ${about}`, () => assert.equal(dayAt(moment, zone), day));
}

test("days are counted on the calendar", () => {
  for (const { day, n, sum } of CASES.add_days) assert.equal(addDays(day, n), sum);
});

test("a day begins at midnight there", () => {
  for (const { day, zone, moment } of CASES.start_of) {
    same(momentOf(day, "00:00", zone), moment);
    assert.equal(dayAt(moment, zone), day);
    assert.notEqual(dayAt(new Date(moment).getTime() - 1, zone), day);
  }
});

test("the next time it is so late is the place's, not the tablet's", () => {
  const now = new Date("2026-11-30T18:00:00Z");
  same(nextAt("16:15", "America/Toronto", now), "2026-11-30T21:15:00Z");
  same(nextAt("16:15", "America/Winnipeg", now), "2026-11-30T22:15:00Z");
  same(nextAt("12:30", "America/Toronto", now), "2026-12-01T17:30:00Z");
  same(nextAt("13:00", "America/Toronto", now), "2026-12-01T18:00:00Z");
  for (const wrong of ["", "25:00", "4 pm"]) assert.equal(nextAt(wrong, "America/Toronto", now), null);
});

test("an evening before the clocks change is still told right", () => {
  same(nextAt("06:00", "America/Toronto", new Date("2026-11-01T02:00:00Z")), "2026-11-01T11:00:00Z");
  same(nextAt("06:00", "America/Toronto", new Date("2026-03-08T02:00:00Z")), "2026-03-08T10:00:00Z");
  // Half past two is not there that night: an hour is lost, never a day.
  assert.equal(dayAt(momentOf("2026-03-08", "02:30", "America/Toronto"), "America/Toronto"), "2026-03-08");
});

test("without a zone it is where the tablet is", () => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  assert.equal(today(), dayAt(Date.now(), here));
  same(nextAt("16:15", undefined, new Date(2026, 10, 23, 9)), new Date(2026, 10, 23, 16, 15));
});

test("a day in words is that day in every zone", () => {
  assert.equal(inWords("2026-11-30", "en"), "November 30, 2026");
  assert.equal(inWords("2026-11-30", "fr"), "30 novembre 2026");
});

test("the worker's page draws the month it is", () => {
  assert.deepEqual(worker.monthOf(new Date(2026, 10, 15), "en"), { name: "November 2026", first: 0, days: 30 });
  assert.deepEqual(worker.monthOf(new Date(2028, 1, 29), "fr"), { name: "février 2028", first: 2, days: 29 });
  assert.match(worker.today(), /^20\d{6}$/);
});
