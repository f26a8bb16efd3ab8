import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { fieldOf, correctionOf, read } from "../../static/tablet/core/rules/register_fields.mjs";

const told = JSON.parse(readFileSync(new URL("../cases/corrections.json", import.meta.url), "utf8"));
const { fields } = told;
const asked = (name, about) => fields[about].find((one) => one.name === name);

for (const { about, field, typed, value, unfit } of told.cases) {
  test(`${field} ${JSON.stringify(typed)} is ${unfit ? "unfit" : JSON.stringify(value)}`, () => {
    assert.deepEqual(read(asked(field, about), typed), unfit ? undefined : value);
  });
}

test("a text as long as the desk's form takes fits, and one letter more does not", () => {
  for (const [field, letters] of Object.entries(told.too_long)) {
    const one = asked(field, field === "trading" ? "employer" : "site");
    assert.equal(read(one, "é".repeat(letters - 1)).length, letters - 1, field);
    assert.equal(read(one, "é".repeat(letters)), undefined, field);
  }
});

const hand = (...corrections) => ({
  pack: { fields },
  visit: { known: { site: { id: "s", version: 3, values: { headcount: 12 } } } },
  inspection: {
    corrections: corrections.map((one) => ({ about: "site", id: "s", field: "headcount", stands: true, ...one })),
  },
});

test("a field shows the register's value until this visit corrects it, and a correction starts from it", () => {
  const bare = fieldOf(hand(), "site", "headcount");
  assert.deepEqual([bare.held, bare.shown, bare.standing], [12, 12, []]);
  const corrected = fieldOf(hand({ to: 40 }, { to: 9, stands: false }, { to: 7, id: "other" }), "site", "headcount");
  assert.deepEqual([corrected.held, corrected.shown, corrected.standing.length], [12, 40, 1]);
  assert.deepEqual(correctionOf(hand(), "site", corrected, 45), {
    about: "site",
    id: "s",
    base: 3,
    changes: { headcount: { from: 40, to: 45 } },
  });
});
