import assert from "node:assert/strict";
import { test } from "node:test";

import { actOf, powerFor } from "../../static/tablet/core/rules/legal_powers.mjs";

test("an order is given under an appointment of the same Act, whatever section each names", () => {
  const held = [
    { act: "ESA 2000, s. 91", number: "1" },
    { act: "OHSA, s. 54", number: "2" },
  ];
  const cases = [
    ["ESA, 2000, s. 11", "1"],
    ["esa, s. 74", "1"],
    ["OHSA, s. 57", "2"],
    ["EPFNA, s. 9", null],
    ["ES", null],
    ["", null],
    [undefined, null],
    ["OHSAA, s. 1", null],
  ];
  for (const [act, number] of cases) assert.equal(powerFor(held, act)?.number ?? null, number, String(act));
  assert.equal(powerFor([], "ESA, 2000, s. 11"), null);
  assert.equal(powerFor([{ act: "", number: "9" }], ""), null);
});

test("an Act is what stands before its year or section", () => {
  assert.deepEqual(["EPFNA 2009, s. 35", "Employment Standards Act, 2000", "OHSA"].map(actOf), [
    "EPFNA",
    "EMPLOYMENT STANDARDS ACT",
    "OHSA",
  ]);
});
