// The tablet in a worker's hands: one question at a time, yes, no or skip. Nothing else of the tablet can be reached
// until the inspector holds a button for two seconds or types a word.

import { aloneItems, hasAgreed, languagesOf, meaning, placed, questionOf } from "../../core/rules/self_interview.mjs";
import { caseOf, standing } from "../../core/checklist/answers.mjs";
import { draftOf, hold, settle } from "../../storage/drafts.mjs";
import { openVisit, record } from "../../storage/open_visit.mjs";
import { button, el, go, notice, redraw, show } from "../../ui/dom.mjs";
import { labelOf } from "./people.mjs";
import { isWhole, languageName } from "./setting.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import * as voice from "../../ui/voice.mjs";
import { soundsHere, texts as textsOf } from "../../network/voices.mjs";
import * as vault from "../../storage/vault.mjs";
import { t } from "../../core/words.mjs";

const HOLD_MS = 2000;
const ICONS = "/static/checkin_app/icons";
/** @returns {HandedOver | null} */
const worker = () => JSON.parse(String(draftOf("hands", "worker") ?? "null"));
/** @param {HandedOver} state */
const keep = (state) => hold("hands", "worker", JSON.stringify(state));

/**
 * The screen that is drawn for an address: the worker's, for as long as the tablet is in a worker's hands.
 * @param {string} hash
 */
export function inHands(hash) {
  const held = worker();
  return held ? `#/v/${held.visit}/alone/${held.person}` : hash;
}

/**
 * @param {string} id
 * @param {string} caseId
 */
export async function alone(id, caseId) {
  const hand = await openVisit(id);
  const items = aloneItems(hand.checklists);
  const [held, texts] = [worker(), await textsOf()];
  return held ? asked(hand, items, held, texts) : handOver(hand, items, caseId, texts);
}

/**
 * @param {Hand} hand
 * @param {AlonePlace[]} items
 * @param {string} caseId
 * @param {AloneTexts} texts
 */
async function handOver(hand, items, caseId, texts) {
  const one = caseOf(hand.inspection, caseId);
  const lacking = [
    !isWhole(one.setting) && t("alone-setting"),
    !hasAgreed(items, hand.inspection.answers, caseId) && t("alone-agreed"),
    signed(hand) && t("signed-already"),
  ].filter(Boolean);
  /** @param {string} code */
  const give = (code) => async () => {
    await keep({ visit: hand.id, person: caseId, code, at: 0 });
    redraw();
  };
  const [offered, here] = [(await vault.get("pack"))?.offered ?? [], await soundsHere()];
  const rows = languagesOf(items, texts, offered).map(({ code, n, of, spoken }) =>
    el(
      "li",
      { class: "drawn" },
      el(
        "span",
        {},
        el("span", { class: "stop-title", lang: code, dir: texts[code].direction }, texts[code].name),
        el(
          "span",
          { class: "stop-more" },
          [
            `${languageName(code)}.`,
            n < of && t("alone-lacks", { n: of - n }),
            heardIn(texts[code].sound, spoken, here),
          ]
            .filter(Boolean)
            .join(" "),
        ),
      ),
      button(t("alone-give"), give(code), "main", { disabled: lacking.length > 0 }),
    ),
  );
  show(
    { back: [labelOf(hand, caseId), `#/v/${hand.id}/person/${caseId}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("alone")),
    el("p", {}, t("alone-what", { n: items.length })),
    el("p", {}, t("alone-headphone")),
    el("p", {}, t("alone-back")),
    lacking.length > 0 && notice("attention", t("alone-first"), ...lacking),
    items.length
      ? [
          el("h2", {}, t("alone-language")),
          el("ul", { class: "stops" }, rows),
          el("p", {}, t(rows.length ? "alone-others" : "alone-offered")),
        ]
      : notice("information", t("alone-none")),
  );
}

/**
 * What the inspector is told of a language's voice.
 * @param {AloneSound | null} sound
 * @param {number} n
 * @param {Set<string>} here
 */
function heardIn(sound, n, here) {
  if (!sound || !n) return t("alone-silent");
  if (!here.has(sound.address)) return t("alone-coming");
  return t(sound.by_machine ? "alone-machine" : "alone-spoken", { n });
}

/**
 * @param {Hand} hand
 * @param {AlonePlace[]} items
 * @param {HandedOver} held
 * @param {AloneTexts} texts
 */
async function asked(hand, items, held, texts) {
  const own = items.flatMap((one) => {
    const question = questionOf(texts, one, held.code);
    return question ? [{ place: one, question }] : [];
  });
  const { place, question } = own[held.at] ?? { place: null, question: placed(texts[held.code].touch.give) };
  const { touch: say, direction, ears, machine_voice: machine, sound } = texts[held.code];
  /** @param {number} at */
  const to = async (at) => {
    voice.hush();
    await keep({ ...held, at });
    redraw();
  };
  const title = el("h1", { class: "alone-ask" }, question.words);
  const touches = place
    ? TOUCHES.map((kind) =>
        button(
          [el("span", { class: "alone-sign", "aria-hidden": "true" }, signOf(kind, direction)), say[kind][0]],
          async () => {
            await answer(hand, place, held.person, meaning(place.item, kind));
            await to(held.at + 1);
          },
          `alone-${kind}`,
        ),
      )
    : [];
  const spoken = [
    { clip: question.clip, element: title },
    ...touches.map((element, at) => ({ clip: placed(say[TOUCHES[at]]).clip, element })),
  ];
  const clips = spoken.flatMap(({ clip, element }) => (clip ? [{ clip, element }] : []));
  const heard = clips.length > 0 && (await voice.ready(sound));
  show(
    { hidden: true },
    el(
      "section",
      { class: "alone", lang: held.code, dir: direction },
      place && el("p", { class: "alone-count", dir: "ltr" }, `${held.at + 1} / ${own.length}`),
      place?.item.icon &&
        el(
          "p",
          { class: "alone-picture" },
          el("img", { src: `${ICONS}/${place.item.icon}.svg`, alt: "", width: 96, height: 96 }),
        ),
      title,
      heard && button(`♪ ${say.listen[0]}`, () => voice.say(clips), "plain"),
      place && el("div", { class: "alone-answers" }, touches),
      heard &&
        held.at === 0 &&
        el("p", { class: "alone-count" }, [ears, sound?.by_machine && machine].filter(Boolean).join(" ")),
      el(
        "div",
        { class: "actions" },
        held.at > 0 && button(`‹ ${say.back[0]}`, () => to(held.at - 1)),
        place && button(say.stop[0], () => to(own.length)),
      ),
    ),
    wayOut(held),
  );
  title.focus({ preventScroll: true });
}

const TOUCHES = ["yes", "no", "skip"];
// The sign beside "back" turns round by itself in a line from right to left; an arrow does not.
/**
 * @param {string} kind
 * @param {string} direction
 */
const signOf = (kind, direction) => ({ yes: "✓", no: "✗", skip: direction === "rtl" ? "←" : "→" })[kind];

/**
 * @param {Hand} hand
 * @param {AlonePlace} place
 * @param {string} caseId
 * @param {string} value
 */
function answer(hand, { checklist, section, item }, caseId, value) {
  const more = {
    at_item: [{ section: section.id, item: item.id }, { case: caseId }],
    checklist: { key: checklist.key, n: checklist.n, hash: checklist.hash },
  };
  const before = standing(hand.inspection, checklist.key, item.id, caseId).at(-1);
  return record(hand.id, "answered", { value, basis: ["worker"], note: before?.note ?? null }, { more });
}

// Held for two seconds it opens; a short tap asks for the word, for hands that cannot hold.
/** @param {HandedOver} held */
function wayOut(held) {
  const leave = async () => {
    voice.hush();
    await settle("hands");
    go(`#/v/${held.visit}/person/${held.person}`);
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const stop = () => {
    clearTimeout(waiting);
    waiting = undefined;
  };
  const begin = () => {
    waiting ??= setTimeout(leave, HOLD_MS);
  };
  const typed = el("input", {
    type: "text",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    "aria-label": t("alone-word"),
    placeholder: t("alone-word"),
    hidden: true,
    oninput: () => {
      if (typed.value.trim().toLowerCase() === t("alone-password")) leave();
    },
  });
  /** @param {KeyboardEvent} event */
  const keys = (event) => ["Enter", " "].includes(event.key);
  return el(
    "section",
    { class: "alone-out" },
    button(
      t("alone-hold"),
      () => {
        typed.hidden = false;
      },
      "plain",
      {
        onpointerdown: begin,
        onpointerup: stop,
        onpointerleave: stop,
        onpointercancel: stop,
        oncontextmenu: (event) => event.preventDefault(),
        onkeydown: (event) => keys(event) && begin(),
        onkeyup: (event) => keys(event) && stop(),
      },
    ),
    typed,
  );
}
