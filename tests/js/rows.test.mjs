import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { answersOf, standing } from "../../static/tablet/core/checklist/answers.mjs";
import { places } from "../../static/tablet/core/checklist/showing.mjs";
import { fold } from "../../static/tablet/core/events/fold.mjs";
import { addressOf, isOfPeople, parentsOf, rowLabels, stepsOf } from "../../static/tablet/core/checklist/rows.mjs";
import { sameAsOf } from "../../static/tablet/core/checklist/same_as.mjs";

const told = JSON.parse(readFileSync(new URL("../cases/rows.json", import.meta.url), "utf8"));
const folded = (events) =>
  fold(
    events.map((event) => ({ ...told.defaults, ...event })),
    new Set(),
    sameAsOf(told.checklists),
  );

test("the checklists name what is the same", () => assert.deepEqual(sameAsOf(told.checklists), told.same_as));

for (const { name, key, events, answers: expected, places: asked } of told.cases) {
  test(name, () => {
    const checklist = told.checklists.find((one) => one.key === key);
    const answers = answersOf(folded(events), checklist);
    const named = Object.fromEntries(Object.keys(expected).map((item) => [item, answers[item] ?? null]));
    assert.deepEqual(JSON.parse(JSON.stringify(named)), expected);
    assert.deepEqual(places(checklist, answers), asked);
  });
}

test("the standing answer of a question is found from each checklist that asks it", () => {
  const inspection = folded(
    told.cases.find((one) => one.name === "and a question answered here is answered there").events,
  );
  for (const [key, item] of [
    ["core", "exits"],
    ["housing", "ways_out"],
  ]) {
    assert.deepEqual(
      standing(inspection, key, item).map((one) => one.item),
      ["ways_out"],
    );
  }
});

test("a row is named by its kind and number after what it lies in, and an event by its steps", () => {
  const said = (text) => text?.en ?? "";
  const housing = told.checklists.find((one) => one.key === "housing");
  const inspection = folded(told.cases[0].events);
  assert.deepEqual(
    [...rowLabels(inspection, housing, said).values()],
    ["Bunkhouse 1", "Bunkhouse 2", "Bunkhouse 1, Room 1", "Bunkhouse 1, Room 2", "Bunkhouse 2, Room 1"],
  );
  const rooms = housing.sections.find((one) => one.id === "rooms");
  assert.deepEqual(parentsOf(inspection, housing, rooms), ["b1".repeat(8), "b2".repeat(8)]);
  assert.deepEqual(
    parentsOf(
      inspection,
      housing,
      housing.sections.find((one) => one.id === "bunkhouses"),
    ),
    [null],
  );
  assert.deepEqual(stepsOf({ cases: [{ id: "aa" }] }, "aa/bb"), [{ case: "aa" }, { row: "bb" }]);
  assert.deepEqual(stepsOf({ cases: [] }, null), []);
});

test("rows inside a person case belong to the people met, rooms do not", () => {
  const [core, housing] = told.checklists;
  const of = (checklist) => checklist.sections.filter((section) => isOfPeople(checklist, section)).map((one) => one.id);
  assert.deepEqual([of(core), of(housing)], [["talk", "slips"], []]);
});

test("a question is found on its own screen, in the list of its rows, or with the people met", () => {
  const places = told.checklists.flatMap((checklist) =>
    checklist.sections.map((section) => ({ checklist, section, item: section.items[0] })),
  );
  assert.deepEqual(
    places.map((place) => addressOf("v", place)),
    [
      "#/v/v/i/core/exits",
      "#/v/v/people",
      "#/v/v/people",
      "#/v/v/i/housing/ways_out",
      "#/v/v/rows/housing/bunkhouses",
      "#/v/v/rows/housing/rooms",
      "#/v/v/i/housing/crowded",
    ],
  );
});
