import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readNumber } from "../../static/tablet/core/rules/numbers.mjs";

const { cases } = JSON.parse(readFileSync(new URL("../cases/numbers.json", import.meta.url), "utf8"));

test("a number is read as it was meant, or refused with a reason", () => {
  for (const { typed, decimals, money, value, why } of cases) {
    assert.deepEqual(readNumber(typed, decimals, { money }), { value, why }, typed);
  }
});
