import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { fold } from "../../static/tablet/core/events/fold.mjs";

const told = JSON.parse(readFileSync(new URL("../cases/folds.json", import.meta.url), "utf8"));

for (const { name, events, accepted, same_as: sameAs, expect } of told.cases) {
  test(name, () => {
    const laid = events.map((event) => ({ ...told.defaults, ...event }));
    const inspection = JSON.parse(JSON.stringify(fold(laid, new Set(accepted), sameAs)));
    const named = Object.fromEntries(Object.keys(expect).map((part) => [part, inspection[part]]));
    assert.deepEqual(named, expect);
  });
}
