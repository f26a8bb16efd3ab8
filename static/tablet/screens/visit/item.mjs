// One item, one screen: what to check, what it means, the answer, how we know, a note, a photo.

import { beside, choices as offered, Look, refused } from "../../core/checklist/showing.mjs";
import { answersOf, standing } from "../../core/checklist/answers.mjs";
import { today } from "../../core/days.mjs";
import { note, openVisit, record } from "../../storage/open_visit.mjs";
import { isOfPeople, stepsOf } from "../../core/checklist/rows.mjs";
import { answerField } from "../../ui/answer_field.mjs";
import { button, byId, choices, el, go, link, notice, drafting, redraw, show } from "../../ui/dom.mjs";
import { guidance, meterLine } from "../../ui/guide.mjs";
import { warning } from "../evidence/redact_notes.mjs";
import { conflict } from "./conflict.mjs";
import { caution, isInvestigation } from "./kind.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { language, said, t } from "../../core/words.mjs";

/**
 * What the parts of the screen know of the item that is asked.
 * @typedef {object} Asked
 * @property {Draft} draft
 * @property {Hand} hand
 * @property {Checklist} checklist
 * @property {Section} section
 * @property {Item} asked
 * @property {Place} here
 * @property {Look} look
 * @property {Answers} answers
 * @property {Answer | null} given
 */
/** @typedef {{ value?: AnswerValue; basis?: string[]; words?: string; text?: string }} Change */

const BASES = ["observed", "document", "worker", "employer"];

/**
 * @param {string} id
 * @param {string} key
 * @param {string} itemId
 * @param {string | null} [row]
 */
export async function item(id, key, itemId, row = null) {
  const draft = drafting();
  const hand = await openVisit(id);
  const checklist = hand.checklists.find((one) => one.key === key);
  if (!checklist) throw new Error(`the visit has no checklist ${key}`);
  const answers = answersOf(hand.inspection, checklist);
  const look = new Look(checklist, answers, { language, today: today(hand.visit.site.time_zone) });
  const [section, asked] = look.of(itemId);
  const here = { section: section.id, item: itemId, row };
  const places = look.places().filter((place) => place.row === row);
  const seen = standing(hand.inspection, key, itemId, row);
  const told = { draft, hand, checklist, section, asked, here, look, answers, given: seen.at(-1) ?? null };
  /** @type {[string, string]} */
  const back = row
    ? [isOfPeople(checklist, section) ? t("people") : said(section.title), homeOf(told)]
    : [said(section.title), `#/v/${id}/s/${section.situation ?? "walk"}`];
  show(
    { back, place: about(hand), saved: saved(hand), thumbs: thumbs(told, places) },
    meterLine(told),
    el(
      "article",
      { class: "item" },
      el("h1", { class: "item-ask" }, said(asked.ask)),
      isLocked(told) ? null : caution(hand),
      asked.say && !isInvestigation(hand) && el("p", { class: "item-say" }, `“${said(asked.say)}”`),
      guidance(asked),
      seen.length > 1 && conflict(told, seen),
      answerPart(told),
      basisPart(told),
      extras(told),
    ),
  );
}

// Where a row belongs: to the people met, or to the list of its own kind.
/** @param {Pick<Asked, "hand" | "checklist" | "section" | "here">} told */
const homeOf = ({ hand, checklist, section, here }) => {
  const [first, ...inside] = (here.row ?? "").split("/");
  if (!isOfPeople(checklist, section)) return `#/v/${hand.id}/rows/${checklist.key}/${section.id}`;
  return inside.length ? `#/v/${hand.id}/rows/${checklist.key}/${section.id}/${first}` : `#/v/${hand.id}/people`;
};

/** @type {Promise<unknown>} */
let line = Promise.resolve();

// In turn: a basis tapped straight from a note must find the note that leaving the field has just written. A promise
// of its own, or the line's catch would hide from everybody that nothing was kept.
/**
 * @param {Asked} told
 * @param {Change} change
 */
async function answer(told, change) {
  const done = line.then(() => write(told, change));
  line = done.catch(() => {});
  return done;
}

/**
 * @param {Asked} told
 * @param {Change} change
 */
async function write({ draft, hand, checklist, here, look, asked }, change) {
  const given = standing((await openVisit(hand.id)).inspection, checklist.key, here.item, here.row).at(-1);
  const before = { value: given?.value ?? null, basis: given?.basis ?? [], note: given?.note ?? null };
  const { words, text, ...rest } = change;
  const kept = words ? await note(words) : null;
  // Words typed as an answer are kept beside the event, as notes are, so that they can be redacted.
  const typed = text ? await note(text) : null;
  if (text !== undefined) rest.value = typed?.hash ?? null;
  const value = { ...before, ...rest, ...(words === undefined ? {} : { note: kept?.hash ?? null }) };
  const wrong = refused(checklist, look.answers, asked.id, value.value, here.row, look.about);
  if (wrong) return byId("wrong").replaceChildren(notice("danger", t("not-saved"), said(wrong)));
  const more = {
    at_item: [{ section: here.section, item: here.item }, ...stepsOf(hand.inspection, here.row)],
    checklist: { key: checklist.key, n: checklist.n, hash: checklist.hash },
  };
  await record(hand.id, "answered", value, { more, notes: [kept, typed].filter((made) => made !== null) });
  if (here.item === "program" && "value" in rest) await record(hand.id, "program", value.value ?? "unknown");
  await draft.settled(words === undefined ? "answer" : "note-label");
  return redraw();
}

// Employers' papers may not be demanded any more; what was found before stands.
/** @param {{ hand: Hand; section: Section }} told */
const isLocked = ({ hand, section }) => isInvestigation(hand) && section.situation === "documents";

/** @param {Asked} told */
function answerPart(told) {
  const { asked, given, hand, look, answers, checklist, here } = told;
  const wrong = el("div", { id: "wrong", role: "alert" });
  const closed = signed(hand) && notice("information", t("signed-already"));
  /** @param {AnswerValue} value */
  const pick = (value) => answer(told, { value });
  if (isLocked(told)) return [closed, notice("danger", t("locked"), t("investigation-caution"))];
  if (asked.type === "indicator") {
    /** @type {[string, string][]} */
    const four = ["present", "not_present", "not_assessed", "does_not_apply"].map((value) => [value, t(value)]);
    return [
      closed,
      wrong,
      choices(t("answer"), "radio", four, [String(given?.value)], ([value]) => pick(value), "answer-bar"),
    ];
  }
  if (asked.type === "one" || asked.type === "many") {
    /** @type {[string, string][]} */
    const pairs = offered(checklist, answers, asked.id, here.row, look.about).map((one) => [one.id, said(one.label)]);
    // The program is asked once for the whole visit, whichever checklist asked it first.
    const known = asked.id === "program" && hand.inspection.program !== "unknown" ? hand.inspection.program : [];
    const chosen = [given?.value ?? known].flat().map(String);
    const many = asked.type === "many";
    return [
      closed,
      wrong,
      choices(t("answer"), many ? "checkbox" : "radio", pairs, chosen, (values) => pick(many ? values : values[0])),
    ];
  }
  if (asked.type === "photo") return [closed, wrong];
  if (asked.type === "text") return [closed, wrong, wordsField(told)];
  return [closed, wrong, answerField(told.draft, asked, given?.value ?? null, pick)];
}

/** @param {Asked} told */
function wordsField(told) {
  const { draft, given, hand, here } = told;
  const words = el("textarea", { rows: 3 });
  words.value = hand.notes.get(String(given?.value)) ?? "";
  return el(
    "div",
    {},
    draft.typed("answer", words),
    here.row && warning(hand, words),
    button(t("save"), () => answer(told, { text: words.value.trim() }), "main"),
  );
}

/** @param {Asked} told */
function basisPart(told) {
  const { asked, given } = told;
  if (
    asked.basis === "none" ||
    !given ||
    (asked.type === "indicator" && given.value !== "present" && given.value !== "not_present")
  )
    return null;
  return choices(
    t("how-known"),
    "checkbox",
    BASES.map((one) => [one, t(`basis-${one}`)]),
    given.basis,
    (basis) => answer(told, { basis }),
  );
}

/** @param {Asked} told */
function extras(told) {
  const { hand, asked, given, here, checklist } = told;
  const words = el("textarea", { rows: 3 });
  const written = (given?.note && hand.notes.get(given.note)) || "";
  words.value = written;
  const noted = told.draft.typed("note-label", words, t("note-hint"));
  // What is typed is in the drawer at every letter; leaving the field makes it an event.
  let kept = written;
  const keep = async () => {
    if (words.value === kept) return;
    kept = words.value;
    await answer(told, { words: words.value });
  };
  words.addEventListener("change", keep);
  const photos = hand.inspection.photos.filter(
    (one) => one.item === here.item && (one.row ?? null) === here.row,
  ).length;
  const ofRow = here.row ? `/${encodeURIComponent(here.row)}` : "";
  const camera = `#/v/${hand.id}/photo/${checklist.key}/${here.section}/${here.item}${ofRow}`;
  return el(
    "div",
    { class: "extras" },
    el(
      "details",
      { class: "guidance", open: Boolean(words.value) },
      el("summary", {}, written ? t("note") : `+ ${t("note")}`),
      noted,
      here.row && warning(hand, words),
      el("p", {}, button(t("save-note"), keep)),
    ),
    asked.pii === "status" ? null : link(photos ? t("photos-n", { n: photos }) : `+ ${t("photo")}`, camera),
    asked.law?.length || asked.indicators?.length
      ? el(
          "details",
          { class: "guidance" },
          el("summary", {}, t("law-indicators")),
          (asked.law ?? []).map((law) => el("p", {}, el("strong", {}, law.cite), ` ${said(law.says ?? law.title)}`)),
          (asked.indicators ?? []).map((one) => el("p", {}, one)),
        )
      : null,
  );
}

/**
 * @param {Asked} told
 * @param {Place[]} places
 */
function thumbs({ hand, checklist, here, section, look }, places) {
  /** @param {Place | null} place */
  const to = (place) =>
    place && `#/v/${hand.id}/i/${checklist.key}/${place.item}${place.row ? `/${encodeURIComponent(place.row)}` : ""}`;
  const [before, after] = [beside(places, here, -1), beside(places, here, 1)];
  const names = places.map((place) => ({ value: to(place), words: said(look.of(place.item)[1].ask) }));
  const jump = el(
    "select",
    {
      "aria-label": t("jump"),
      class: "button plain jump",
      onchange: (event) => event.target.value && go(event.target.value),
    },
    el("option", { value: "" }, t("jump")),
    names.map(({ value, words }) => el("option", { value }, words)),
  );
  const end = here.row ? homeOf({ hand, checklist, section, here }) : `#/v/${hand.id}/s/${section.situation ?? "walk"}`;
  return [
    link(`‹ ${t("back")}`, to(before) ?? end),
    jump,
    link(`${after ? t("next") : t("done")} ›`, to(after) ?? end, "main"),
  ];
}
