import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { aloneItems, hasAgreed, languagesOf, meaning, soundOf } from "../../static/tablet/alone.mjs";

const folder = new URL("../../static/tablet/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const sounds = read("words/sounds.json");

const agreed = { id: "agreed", type: "one" };
const real = { id: "real_job", type: "indicator", alone: { ask: { en: "Different?", fr: "Différent?", es: "¿Distinto?" }, present: "yes" } };
const papers = { id: "papers_now", type: "indicator", alone: { ask: { en: "Can you take them?", fr: "Pouvez-vous les prendre?" }, present: "no" } };
const checklist = { key: "private-interview", n: 2, sections: [
  { id: "core", repeat: { kind: "case" }, items: [agreed, real, papers, { id: "open", type: "indicator" }] }, { id: "walk", items: [{ ...real, id: "x" }] }] };
const items = aloneItems([checklist]);

test("only questions of a person case that were written for it are asked alone", () => {
  assert.deepEqual(items.map(({ item }) => item.id), ["real_job", "papers_now"]);
});

test("a language that lacks questions says how many, and none has a voice that nobody recorded", () => {
  assert.deepEqual(languagesOf(items, {}), [{ code: "en", n: 2, of: 2, spoken: 0 }, { code: "fr", n: 2, of: 2, spoken: 0 }, { code: "es", n: 1, of: 2, spoken: 0 }]);
  const voice = { "private-interview/2": { real_job: { es: "/a.opus" } } };
  assert.equal(languagesOf(items, voice)[2].spoken, 1);
  assert.deepEqual([soundOf(voice, items[0], "es"), soundOf(voice, items[0], "en"), soundOf(voice, items[1], "es")], ["/a.opus", null, null]);
});

test("yes is the sign only where the question is asked that way, and skip says nothing", () => {
  assert.deepEqual(["yes", "no", "skip"].map((touch) => meaning(real, touch)), ["present", "not_present", "not_assessed"]);
  assert.deepEqual(["yes", "no", "skip"].map((touch) => meaning(papers, touch)), ["not_present", "present", "not_assessed"]);
});

test("the tablet is handed over only to a person who agreed to talk", () => {
  const said = (value, row = "01") => [{ checklist: "private-interview", item: "agreed", row, value }];
  assert.deepEqual([hasAgreed(items, [], "01"), hasAgreed(items, said("agreed_no"), "01"), hasAgreed(items, said("agreed_yes", "02"), "01"), hasAgreed(items, said("agreed_yes"), "01")], [false, false, false, true]);
});

test("each recording that is named is there, and each that is there is named", () => {
  const named = Object.values(sounds).flatMap((one) => Object.values(one).flatMap((voices) => Object.values(voices)));
  for (const address of named) assert.ok(existsSync(new URL(`../..${address}`, import.meta.url)), address);
  const lying = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".opus")).map((name) => `/static/tablet/${name}`);
  assert.deepEqual(lying.sort(), named.sort());
});

test("the worker's own words are there in every language that the core has texts for", () => {
  const words = read("words/alone.json");
  assert.deepEqual(Object.keys(words), ["en", "es", "fr"]);
  for (const one of Object.values(words)) assert.deepEqual(Object.keys(one), Object.keys(words.en));
});
