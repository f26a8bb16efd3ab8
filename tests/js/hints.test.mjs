import assert from "node:assert/strict";
import { test } from "node:test";

import { contradictions, unexplored } from "../../static/tablet/core/checklist/hints.mjs";
import { search } from "../../static/tablet/core/checklist/search.mjs";

const text = (en, fr) => ({ en, fr });
const item = (id, codes, more = {}) => ({
  id,
  type: "indicator",
  ask: text(id, id),
  indicators: codes,
  pii: "none",
  ...more,
});
const checklist = {
  key: "k",
  sections: [
    {
      id: "walk",
      title: text("Walk", "Visite des lieux"),
      situation: "walk",
      items: [
        item("passports_kept", ["ilo11:7"], {
          ask: text("Someone else holds the passports", "Quelqu’un d’autre détient les passeports"),
        }),
        item("locked_in", ["ilo11:3"], {
          ask: text("Doors are locked", "Les portes sont verrouillées"),
          guidance: { what: text("Keys hang in the office", "Les clés sont au bureau") },
        }),
        {
          id: "paid_how",
          type: "one",
          ask: text("Pay", "Paie"),
          pii: "none",
          choices: [
            { id: "cash", label: text("In cash", "En espèces"), says: "present" },
            { id: "bank", label: text("By bank", "Par virement"), says: "not_present" },
          ],
        },
        item("status_lever", ["ilo11:6"], { pii: "status" }),
      ],
    },
    {
      id: "interview",
      title: text("Talk", "Entretien"),
      situation: "interviews",
      repeat: { kind: "case" },
      items: [item("papers_now", ["ilo11:7", "delphi:cd_documents"]), item("threat", [])],
    },
  ],
};
const answer = (id, value, basis, row = null) => ({
  checklist: "k",
  section: row ? "interview" : "walk",
  item: id,
  row,
  value,
  basis,
});
const hand = (...answers) => ({
  checklists: [checklist],
  inspection: { program: "unknown", kind: "inspection", cases: [{ id: "01" }], answers },
});

test("indicators that nobody has judged are named with the items that would explore them", () => {
  const told = unexplored(hand(answer("locked_in", "not_present", []), answer("passports_kept", "not_assessed", [])));
  assert.deepEqual(
    told.map(({ code, places }) => [code, places.map((one) => one.item.id)]),
    [
      ["ilo11:6", ["status_lever"]],
      ["ilo11:7", ["passports_kept", "papers_now"]],
    ],
  );
});

test("answers that differ by who was asked are named without saying how many or who", () => {
  const told = contradictions(
    hand(answer("passports_kept", "not_present", ["employer"]), answer("papers_now", "present", [], "01")),
  );
  assert.deepEqual(told, ["ilo11:7"]);
  assert.deepEqual(
    contradictions(hand(answer("paid_how", "cash", ["worker"]), answer("paid_how", "bank", ["document"]))),
    ["paid_how"],
  );
});

test("two workers who differ, an answer nobody gave a source for, and agreement are no contradiction", () => {
  assert.deepEqual(
    contradictions(hand(answer("threat", "present", [], "01"), answer("threat", "not_present", [], "02"))),
    [],
  );
  assert.deepEqual(
    contradictions(hand(answer("passports_kept", "not_present", []), answer("papers_now", "present", [], "01"))),
    [],
  );
  assert.deepEqual(
    contradictions(hand(answer("passports_kept", "present", ["employer"]), answer("papers_now", "present", [], "01"))),
    [],
  );
});

test("an item about status is never named, its indicator may be", () => {
  const told = contradictions(
    hand(answer("status_lever", "present", ["worker"]), answer("status_lever", "not_present", ["employer"])),
  );
  assert.deepEqual(told, ["ilo11:6"]);
});

test("items are found by their words in both languages, without accents or capitals", () => {
  const ids = (typed) => search([checklist], typed).map((one) => one.item.id);
  assert.deepEqual(ids("DETIENT passeport"), ["passports_kept"]);
  assert.deepEqual(ids("Clés"), ["locked_in"]);
  assert.deepEqual(ids("keys office"), ["locked_in"]);
  assert.deepEqual(ids("espèces"), ["paid_how"]);
  assert.deepEqual(ids("passports moon"), []);
  assert.deepEqual([ids(""), ids("a"), ids("??")], [[], [], []]);
});

test("what is found in the question comes before what is found in the guidance", () => {
  const more = {
    ...checklist,
    sections: [
      {
        ...checklist.sections[0],
        items: [item("x", [], { guidance: { what: text("passports", "") } }), checklist.sections[0].items[0]],
      },
    ],
  };
  assert.deepEqual(
    search([more], "passports").map((one) => one.item.id),
    ["passports_kept", "x"],
  );
});
