import assert from "node:assert/strict";
import { test } from "node:test";

import { answersOf } from "../../static/tablet/core/checklist/answers.mjs";
import { askedAnew, differences, fits, undecided, versionOf } from "../../static/tablet/core/checklist/versions.mjs";

const item = (id, more = {}) => ({ id, ask: { en: id }, type: "indicator", ...more });
const choices = (...ids) => ids.map((id) => ({ id, label: { en: id } }));
const version = (n, ...items) => ({ key: "k", n, sections: [{ id: "s", items }] });
const told = (answers, versions = {}) => ({
  program: "unknown",
  kind: "inspection",
  dwelling: null,
  cases: [],
  versions,
  answers: answers.map(([id, value, n]) => ({ checklist: "k", section: "s", item: id, row: null, n, value })),
});

const OLD = version(1, item("papers"), item("pay", { type: "one", choices: choices("bank", "cash") }), item("gone"));
const NEW = version(
  2,
  item("papers", { ask: { en: "corrected words" } }),
  item("pay", { type: "one", choices: choices("bank", "cheque") }),
  item("fresh"),
);

test("a difference names what is new, what is gone, and what of an item changed", () => {
  const { added, gone, changed } = differences(OLD, NEW);
  assert.deepEqual(
    [added, gone].map((found) => found.map((one) => one.id)),
    [["fresh"], ["gone"]],
  );
  assert.deepEqual(
    changed.map(({ after, parts }) => [after.id, parts]),
    [
      ["papers", ["words"]],
      ["pay", ["choices"]],
    ],
  );
  assert.deepEqual(differences(OLD, OLD), { added: [], gone: [], changed: [] });
});

test("an answer that the new version knows stays, and one that it does not know is asked anew", () => {
  const inspection = told([
    ["papers", "present", 1],
    ["pay", "cash", 1],
    ["gone", "present", 1],
  ]);
  assert.deepEqual(
    askedAnew(inspection, NEW).map((one) => one.id),
    ["pay"],
  );
  const read = answersOf(inspection, NEW);
  assert.equal(read.papers, "present");
  assert.equal(read.pay, undefined);
  assert.equal(answersOf(inspection, OLD).pay, "cash");
});

test("an answer given under the version that is shown is never doubted", () => {
  assert.equal(answersOf(told([["pay", "other", 2]]), NEW).pay, "other");
});

test("a corrected checklist is offered until somebody decides, and again when it is corrected again", () => {
  const begun = [{ key: "k", n: 1, newest: 2 }];
  assert.deepEqual(
    undecided(told([]), begun).map(({ key, n, newest }) => [key, n, newest]),
    [["k", 1, 2]],
  );
  assert.deepEqual(undecided(told([], { k: { n: 1, seen: 2 } }), begun), []);
  assert.deepEqual(undecided(told([], { k: { n: 2, seen: 2 } }), begun), []);
  assert.equal(undecided(told([], { k: { n: 1, seen: 2 } }), [{ key: "k", n: 1, newest: 3 }]).length, 1);
  assert.deepEqual(undecided(told([]), [{ key: "k", n: 1, newest: 1 }]), []);
  assert.equal(versionOf(told([], { k: { n: 2 } }), begun[0]), 2);
});

test("which answers an item knows", () => {
  const one = item("a", { type: "one", choices: choices("x", "y") });
  const many = { ...one, type: "many" };
  const cases = [
    [item("a"), "present", true],
    [item("a"), "yes", false],
    [one, "x", true],
    [one, "z", false],
    [one, ["x", "y"], false],
    [many, ["x", "y"], true],
    [many, ["x", "z"], false],
    [item("a", { type: "text" }), "words", true],
    [undefined, "x", false],
  ];
  for (const [asked, value, fit] of cases) assert.equal(fits(asked, value), fit, JSON.stringify([asked, value]));
});
