import assert from "node:assert/strict";
import { test } from "node:test";

import { traces } from "../../static/tablet/core/rules/pii_hints.mjs";
import { toMend } from "../../static/tablet/core/rules/notes.mjs";

const found = (text, known) => traces(text, known).map(({ kind, words }) => `${kind} ${words}`);

for (const [text, expect] of [
  ["Sleeps next to Maria in the bunk.", ["name Maria"]],
  ["Maria said that pay is late.", ["name Maria"]],
  ["She and Ana Lima share the room.", ["name Ana Lima"]],
  ["Ana Lima shares the room.", ["name Lima"]],
  ["Le passeport est chez Jean-Pierre.", ["name Jean-Pierre"]],
  ["José dit que la paie est en retard.", ["name José"]],
  ["José a dit que la paie est en retard.", ["name José"]],
  ["The cook is called rosa.", ["name rosa"]],
  ["Elle s’appelle Inès.", ["name Inès"]],
  ["Son nom est Inès.", ["name Inès"]],
  ["told by Mr. O'Brien", ["name O'Brien"]],
  ["Call 519 555 0142 at night.", ["phone 519 555 0142"]],
  ["+1 (519) 555-0142", ["phone +1 (519) 555-0142"]],
  ["Écrire à a.lima@mail.example ce soir", ["mail a.lima@mail.example"]],
  ["Her page is @ana_lima", ["mail @ana_lima"]],
  ["Twelve mexicans in one room", ["origin mexicans"]],
  ["Douze Mexicains dans une pièce", ["origin Mexicains"]],
  ["une travailleuse guatémaltèque", ["origin guatémaltèque"]],
  ["The permit has expired.", ["status permit has expired"]],
  ["Il est sans papiers et craint", ["status sans papiers"]],
  ["She asked for asylum", ["status asylum"]],
  ["His résidence permanente", ["status résidence permanente"]],
]) {
  test(`found in a note: ${text}`, () => assert.deepEqual(found(text), expect));
}

for (const text of [
  "Eleven passports in a safe.",
  "Passports are kept in the office. Nobody may take one.",
  "Pay is late since March. On Monday he worked from 05:30 to 21:00.",
  "Paid on 2026-11-23, not on 01-11-2026.",
  "He said: The foreman keeps the keys. They sleep in Bunkhouse.".replace("Bunkhouse", "shifts"),
  "The foreman says that I may not ask.",
  "Le contremaître dit que personne ne sort. L’employeur garde les clés.",
  "Work in the ESA sense; no PPE, no WSIB form.",
  "Rent of $1 250 000 a year; 12 000 $ owed.",
  "They polish apples, 12 hours a day, 7 days.",
  "Working permit holders? No: the office holds the work permits of all.",
  "Told in Spanish. The person agreed.",
  "",
]) {
  test(`nothing found in a note: ${text}`, () => assert.deepEqual(found(text), []));
}

test("the employer's and the site's own names are no trace", () => {
  assert.deepEqual(found("The van of Blue Kettle waits at Greenhouse 4.", ["Blue Kettle Ltd.", "Greenhouse 4"]), []);
  assert.deepEqual(found("The van of Blue Kettle and of Marta.", ["Blue Kettle Ltd."]), ["name Marta"]);
});

test("each trace is told where it stands, and none twice", () => {
  const text = "Then Ana Lima called 519-555-0142.";
  for (const { at, words } of traces(text)) assert.equal(text.slice(at, at + words.length), words);
  assert.deepEqual(
    traces(text).map((one) => one.at),
    [5, 21],
  );
});

const notes = new Map([
  ["n1", "Told by Maria"],
  ["n2", "Eleven passports"],
  ["n3", "Ask Inès about it"],
  ["n4", "Seen by Rosa"],
]);
const answers = [
  { checklist: "k", section: "interview", item: "a", row: "01", note: "n1", value: "present" },
  { checklist: "k", section: "interview", item: "b", row: "01", note: "n2", value: "present" },
  { checklist: "k", section: "interview", item: "c", row: "02", note: "n3", value: "present" },
  { checklist: "k", section: "walk", item: "d", row: null, note: "n4", value: "present" },
  { checklist: "k", section: "interview", item: "e", row: "02", note: null, value: "The cook is called Rosa" },
];
const hand = (stays = {}) => ({
  notes,
  inspection: { answers, stays, cases: [{ id: "01" }, { id: "02" }] },
  visit: { employer: { name: "Blue Kettle", names: [] }, site: { name: "G", city: "L", address: "" } },
});

test("before signing, every note of a person case with a trace is to be corrected or explained", () => {
  assert.deepEqual(
    toMend(hand()).map(({ answer, found: seen }) => [answer.item, seen.map((one) => one.words)]),
    [
      ["a", ["Maria"]],
      ["c", ["Inès"]],
      ["e", ["Rosa"]],
    ],
  );
});

test("a note with a reason stays, and another note does not stay with it", () => {
  assert.deepEqual(
    toMend(hand({ n1: "why" })).map(({ answer }) => answer.item),
    ["c", "e"],
  );
});
