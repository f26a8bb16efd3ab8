import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { answersOf, situations, standing, withoutBasis } from "../../static/tablet/core/checklist/answers.mjs";
import { fold } from "../../static/tablet/core/events/fold.mjs";
import { covers, hashOf, salted, uuid7 } from "../../static/tablet/crypto/signing.mjs";
import { sightOf } from "../../static/tablet/core/events/causality.mjs";
import { allSent, manifest, meter, namesAll, nextBatch, photosLeft } from "../../static/tablet/core/sync/outbox.mjs";
import { clockOff } from "../../static/tablet/core/sync/requests.mjs";
import { eventText, metres, readPin } from "../../static/tablet/core/events/write.mjs";

const folder = new URL("../../static/tablet/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");
const modules = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".mjs"));

test("both languages have the same words, and every word a screen asks for is there", () => {
  const [en, fr] = ["words/en.json", "words/fr.json"].map((name) => JSON.parse(read(name)));
  assert.deepEqual(Object.keys(en), Object.keys(fr));
  const places = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const key of Object.keys(en)) assert.deepEqual(places(en[key]), places(fr[key]), key);
  const asked = modules.flatMap((name) => [...read(name).matchAll(/\bt\("([a-z0-9_-]+)"/g)].map((found) => found[1]));
  assert.deepEqual(
    [...new Set(asked)].filter((key) => !(key in en)),
    [],
  );
});

test("text never becomes markup", () => {
  assert.deepEqual(
    modules.filter((name) => /innerHTML|outerHTML|insertAdjacentHTML/.test(read(name))),
    [],
  );
});

test("an event names the one before it and counts on from the highest it has seen", () => {
  const first = JSON.parse(
    eventText({
      id: "i",
      visit: "v",
      device: "d",
      by: "b",
      last: null,
      highest: 0,
      at: "a",
      mono: 1,
      what: "program",
      value: "sawp",
    }),
  );
  assert.deepEqual([first.seq, first.n, first.prev, "saw" in first], [1, 1, null, false]);
  const last = { seq: 1, n: 1, hash: "h" };
  const second = JSON.parse(
    eventText({
      id: "j",
      visit: "v",
      device: "d",
      by: "b",
      last,
      highest: 9,
      at: "a",
      mono: 2,
      what: "closed",
      value: {},
      saw: { e: 4 },
    }),
  );
  assert.deepEqual([second.seq, second.n, second.prev, second.saw], [2, 10, "h", { e: 4 }]);
});

test("hashes are those that the server makes", async () => {
  assert.equal(await hashOf('{"a":1}'), "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
  assert.equal(await covers(["b", "a", "a"]), await hashOf("a\nb"));
  const note = await salted("same");
  assert.notEqual(note.hash, (await salted("same")).hash);
  assert.match(uuid7(1700000000000), /^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

const row = (at, more = {}) => ({ id: `e${at}`, hash: String(at), no: 1, sent: null, ...more });

test("the oldest unanswered events go first with the notes they name, at most two hundred", () => {
  const events = Array.from({ length: 230 }, (_, at) => row(at, { sent: at < 5 ? "stored" : null }));
  const batch = nextBatch(events, [
    { hash: "n1", event: "e7", sent: null },
    { hash: "n2", event: "e229", sent: null },
  ]);
  assert.deepEqual([batch.no, batch.events.length, batch.events[0].id], [1, 200, "e5"]);
  assert.deepEqual(
    batch.notes.map((note) => note.hash),
    ["n1"],
  );
});

test("a note whose answer was lost goes again with its event, and a refused one does not", () => {
  const batch = nextBatch([row(1, { sent: "stored" })], [{ hash: "n1", event: "e1", sent: null }]);
  assert.deepEqual([batch.events.length, batch.notes.length], [1, 1]);
  assert.deepEqual(nextBatch([row(1, { sent: "stored" })], [{ hash: "n1", event: "e1", sent: "refused" }]).events, []);
});

test("one request holds what was sealed under one key", () => {
  const events = [row(1, { no: 1 }), row(2, { no: 1 }), row(3, { no: 2 })];
  assert.deepEqual(
    nextBatch(events, []).events.map((event) => event.id),
    ["e1", "e2"],
  );
  for (const event of events.slice(0, 2)) event.sent = "stored";
  assert.deepEqual(nextBatch(events, []), { no: 2, events: [events[2]], notes: [] });
});

test("when all is sent nothing is left to send, and the meter says so", () => {
  const held = {
    events: [{ text: "x", hash: "1", sent: "quarantined" }],
    notes: [{ hash: "n", sent: "duplicate" }],
    photos: [{ sha256: "p", size: 3, sent: "stored" }],
  };
  assert.deepEqual(nextBatch(held.events, held.notes).events, []);
  assert.ok(allSent(held));
  assert.deepEqual(meter(held), { saved: 1, sent: 1, onlyHere: 0, photosHere: 0, photosRefused: 0, refused: 0 });
  assert.ok(namesAll({ events: ["1"], blobs: ["n"], photos: ["p", "q"] }, manifest(held)));
  assert.ok(!namesAll({ events: [], blobs: ["n"], photos: ["p"] }, manifest(held)));
});

const photos = [
  { sha256: "a", size: 9 },
  { sha256: "b", size: 2, sent: "refused" },
  { sha256: "c", size: 1, sent: "stored" },
  { sha256: "d", size: 3, sent: null },
];

test("small photos go before large ones", () => {
  assert.deepEqual(
    photosLeft(photos).map((one) => one.sha256),
    ["d", "a"],
  );
});

test("a refused photo is not sent again, is told as lost with the tablet, and keeps no receipt from the rest", () => {
  const held = { events: [row(1, { sent: "stored" })], notes: [], photos: photos.slice(1, 3) };
  assert.deepEqual(photosLeft(held.photos), []);
  assert.ok(allSent(held) && !allSent({ ...held, photos }));
  assert.deepEqual(manifest(held).photos, ["c"]);
  const { photosHere, photosRefused } = meter(held);
  assert.deepEqual([photosHere, photosRefused], [1, 1]);
});

test("what a tablet has seen of others is the highest number of each", () => {
  assert.deepEqual(
    sightOf(
      [
        { device: "a", seq: 1 },
        { device: "b", seq: 3 },
        { device: "b", seq: 2 },
      ],
      "a",
    ),
    { b: 3 },
  );
});

test("the distance to the gate is in metres, and unknown when either end is", () => {
  assert.equal(metres({ lat: 42, lon: -82 }, { lat: 42.001, lon: -82 }), 111);
  assert.equal(metres(null, { lat: 1, lon: 1 }), null);
});

test("answers reach the conditions by item, and by person where a section repeats", () => {
  const event = (id, n, more) => ({
    id,
    n,
    seq: n,
    device: "a",
    visit: "v",
    by: "b",
    at: "t",
    checklist: { key: "k", n: 1 },
    ...more,
  });
  const inspection = fold([
    event("1", 1, { what: "program", value: "sawp" }),
    event("2", 2, { what: "case_added", at_item: [{ case: "01" }], value: {} }),
    event("3", 3, {
      what: "answered",
      at_item: [{ section: "s", item: "one" }],
      value: { value: "present", basis: [] },
    }),
    event("4", 4, {
      what: "answered",
      at_item: [{ section: "interview", item: "two" }, { case: "01" }],
      value: { value: "not_present", basis: [] },
    }),
  ]);
  const checklist = {
    key: "k",
    n: 1,
    sections: [
      { id: "s", situation: "walk", items: [] },
      { id: "interview", situation: "interviews", repeat: { kind: "case" }, items: [] },
    ],
  };
  const answers = answersOf(inspection, checklist);
  assert.deepEqual(
    [answers.program, answers.one, answers.two, answers.interview],
    ["sawp", "present", { "01": "not_present" }, ["01"]],
  );
  assert.equal(standing(inspection, "k", "two", "01").length, 1);
  assert.deepEqual(
    withoutBasis(inspection).map((one) => one.item),
    ["one"],
  );
  assert.deepEqual(
    situations([checklist]).map((one) => one.situation),
    ["walk", "interviews"],
  );
});

test("a program that nobody has asked for is not an answer", () => {
  assert.ok(!("program" in answersOf(fold([]), { key: "k", sections: [] })));
});

test("a pin is a latitude and a longitude in degrees, or nothing", () => {
  for (const text of ["42.0534, -82.5998", " 42.0534;-82.5998 ", "42.0534 -82.5998"]) {
    assert.deepEqual(readPin(text, 100), { lat: 42.0534, lon: -82.5998, acc: 100 });
  }
  for (const text of ["", "42", "92, 10", "42, 190", "behind the barn", "42.05, -82.5, 3"])
    assert.equal(readPin(text, 100), null, text);
});

test("a tablet signs by the server's clock once its own was refused as minutes off", () => {
  const answer = (status, time) => ({ status, headers: { get: () => time } });
  const at = Date.parse("2026-11-23T15:00:00Z");
  assert.equal(clockOff(answer(401, "2026-11-23T15:06:00Z"), at), 360_000);
  assert.equal(clockOff(answer(401, "2026-11-20T15:00:00Z"), at), -3 * 86_400_000);
  assert.equal(clockOff(answer(401, "2026-11-23T15:00:30Z"), at), 0);
  assert.equal(clockOff(answer(401, null), at), 0);
  assert.equal(clockOff(answer(200, "2026-11-23T15:06:00Z"), at), 0);
});
