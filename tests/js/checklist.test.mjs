import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as c from "../../static/tablet/core/checklist/showing.mjs";

const { checklist, cases } = JSON.parse(readFileSync(new URL("../cases/checklists.json", import.meta.url), "utf8"));
const ids = (found) => [...found].sort();

for (const { name, answers, about, ...expect } of cases) {
  test(name, () => {
    if (expect.shown) assert.deepEqual(ids(c.shown(checklist, answers, about)), expect.shown.toSorted());
    if (expect.places) assert.deepEqual(c.places(checklist, answers, about), expect.places);
    if (expect.unassessed) assert.deepEqual(c.unassessed(checklist, answers, about), expect.unassessed);
    if (expect.progress) assert.deepEqual(Object.values(c.progress(checklist, answers, about)), expect.progress);
    for (const [row, items] of Object.entries(expect.shown_in ?? {})) {
      assert.deepEqual(ids(c.shownIn(checklist, answers, row, about)), items.toSorted());
    }
    for (const [item, choices] of Object.entries(expect.choices ?? {})) {
      assert.deepEqual(
        c.choices(checklist, answers, item).map((one) => one.id),
        choices,
      );
    }
    for (const [item, value, message] of expect.refused ?? []) {
      assert.equal(c.refused(checklist, answers, item, value)?.en ?? null, message);
    }
    for (const [here, step, there] of expect.beside ?? []) {
      assert.deepEqual(c.beside(c.places(checklist, answers), here, step), there);
    }
  });
}
