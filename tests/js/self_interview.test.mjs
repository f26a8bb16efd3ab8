import assert from "node:assert/strict";
import { test } from "node:test";

import {
  aloneItems,
  hasAgreed,
  languagesOf,
  meaning,
  questionOf,
  soundsOf,
} from "../../static/tablet/core/rules/self_interview.mjs";

const agreed = { id: "agreed", type: "one" };
const real = {
  id: "real_job",
  type: "indicator",
  alone: { ask: { en: "Different?", fr: "Différent?", es: "¿Distinto?" }, present: "yes" },
};
const papers = {
  id: "papers_now",
  type: "indicator",
  alone: { ask: { en: "Can you take them?", fr: "Pouvez-vous les prendre?" }, present: "no" },
};
const checklist = {
  key: "private-interview",
  n: 2,
  sections: [
    { id: "core", repeat: { kind: "case" }, items: [agreed, real, papers, { id: "open", type: "indicator" }] },
    { id: "walk", items: [{ ...real, id: "x" }] },
  ],
};
const items = aloneItems([checklist]);

test("only questions of a person case that were written for it are asked alone", () => {
  assert.deepEqual(
    items.map(({ item }) => item.id),
    ["real_job", "papers_now"],
  );
});

const texts = {
  en: {
    asks: { "private-interview/2": { real_job: ["Different?", 1, 2.5], papers_now: ["Take them?", 3, 4] } },
    sound: { address: "/en.mp3" },
  },
  fr: { asks: {}, sound: null },
  ne: { asks: { "private-interview/2": { real_job: ["फरक छ?", 1, 2] } }, sound: { address: "/ne.mp3" } },
};

test("a question has the words of the version that is carried, and a voice only for those very words", () => {
  assert.deepEqual(questionOf(texts, items[0], "en"), { words: "Different?", clip: [1, 2.5] });
  assert.deepEqual(questionOf(texts, items[1], "en"), { words: "Can you take them?", clip: null });
  assert.deepEqual(questionOf(texts, items[0], "es"), { words: "¿Distinto?", clip: null });
  assert.deepEqual(questionOf(texts, items[0], "ne"), { words: "फरक छ?", clip: [1, 2] });
  assert.equal(questionOf(texts, items[1], "ne"), null);
  assert.equal(questionOf(texts, { ...items[0], checklist: { ...checklist, n: 3 } }, "ne"), null);
});

test("only offered languages are shown, in their order; one that lacks questions or voices says how many", () => {
  assert.deepEqual(languagesOf(items, texts, ["fr", "ne", "en", "pa"]), [
    { code: "fr", n: 2, of: 2, spoken: 0 },
    { code: "ne", n: 1, of: 2, spoken: 1 },
    { code: "en", n: 2, of: 2, spoken: 1 },
  ]);
  assert.deepEqual(languagesOf(items, texts, []), []);
  assert.deepEqual(languagesOf([{ ...items[0], checklist: { ...checklist, n: 1 } }], texts, ["ne"]), []);
});

test("a tablet fetches the sounds of all offered languages, whichever is asked for", () => {
  assert.deepEqual(soundsOf(texts, ["en", "fr", "ne", "pa"]), [{ address: "/en.mp3" }, { address: "/ne.mp3" }]);
});

test("yes is the sign only where the question is asked that way, and skip says nothing", () => {
  assert.deepEqual(
    ["yes", "no", "skip"].map((touch) => meaning(real, touch)),
    ["present", "not_present", "not_assessed"],
  );
  assert.deepEqual(
    ["yes", "no", "skip"].map((touch) => meaning(papers, touch)),
    ["not_present", "present", "not_assessed"],
  );
});

test("the tablet is handed over only to a person who agreed to interview", () => {
  const said = (value, row = "01") => [{ checklist: "private-interview", item: "agreed", row, value }];
  assert.deepEqual(
    [
      hasAgreed(items, [], "01"),
      hasAgreed(items, said("agreed_no"), "01"),
      hasAgreed(items, said("agreed_yes", "02"), "01"),
      hasAgreed(items, said("agreed_yes"), "01"),
    ],
    [false, false, false, true],
  );
});
