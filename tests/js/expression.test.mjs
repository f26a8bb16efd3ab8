import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { evaluate, toPlain } from "../../static/tablet/core/expression/evaluating.mjs";

const { defaults, cases } = JSON.parse(readFileSync(new URL("../cases/expressions.json", import.meta.url), "utf8"));

for (const { name, ast, with: more, expect } of cases) {
  test(name, () => assert.equal(toPlain(evaluate(ast, { ...defaults, ...more })) || 0, expect || 0));
}

test("a tree from a newer version is refused, never guessed", () => {
  assert.throws(() => evaluate(["fn", "uuid", []], { answers: {} }), /does not know/);
});
