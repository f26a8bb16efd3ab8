import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { fault, readTyped } from "../../static/tablet/core/checklist/typed.mjs";
import { fits } from "../../static/tablet/core/checklist/versions.mjs";

const { typed, kept } = JSON.parse(readFileSync(new URL("../cases/typed.json", import.meta.url), "utf8"));

test("what is typed is kept in one form, or refused with a reason", () => {
  for (const { item, typed: words, value, why } of typed)
    assert.deepEqual(readTyped(item, words), { value, why }, words);
});

test("a value fits only in the form kept and within its bounds", () => {
  for (const { item, value, fits: good } of kept) {
    assert.equal(fault(item, value) === "", good, JSON.stringify([item, value]));
    assert.equal(fits(item, value), good, JSON.stringify([item, value]));
  }
});
