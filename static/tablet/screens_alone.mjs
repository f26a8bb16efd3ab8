// The tablet in a worker's hands: one question at a time, yes, no or skip. Nothing else of the tablet can be reached until
// the inspector holds a button for two seconds or types a word.

import { aloneItems, hasAgreed, languagesOf, meaning, soundOf } from "./alone.mjs";
import { standing } from "./answers.mjs";
import { draftOf, hold, settle } from "./drafts.mjs";
import { openVisit, record } from "./hand.mjs";
import { button, el, go, notice, redraw, show } from "./screens.mjs";
import { labelOf } from "./screens_people.mjs";
import { isWhole, languageName } from "./screens_setting.mjs";
import { about, saved, signed } from "./screens_visit.mjs";
import { t } from "./words.mjs";
import sounds from "./words/sounds.json" with { type: "json" };
import words from "./words/alone.json" with { type: "json" };

const HOLD_MS = 2000;
const ICONS = "/static/worker/icons";
const worker = () => JSON.parse(draftOf("hands", "worker") ?? "null");
const keep = (state) => hold("hands", "worker", JSON.stringify(state));

/** The screen that is drawn for an address: the worker's, for as long as the tablet is in a worker's hands. */
export function inHands(hash) {
  const held = worker();
  return held ? `#/v/${held.visit}/alone/${held.person}` : hash;
}

export async function alone(id, caseId) {
  const hand = await openVisit(id);
  const items = aloneItems(hand.checklists);
  const held = worker();
  return held ? asked(hand, items, held) : handOver(hand, items, caseId);
}

function handOver(hand, items, caseId) {
  const one = hand.inspection.cases.find((other) => other.id === caseId);
  const lacking = [!isWhole(one.setting) && t("alone-setting"), !hasAgreed(items, hand.inspection.answers, caseId) && t("alone-agreed"),
    signed(hand) && t("signed-already")].filter(Boolean);
  const give = (code) => async () => { await keep({ visit: hand.id, person: caseId, code, at: 0 }); redraw(); };
  const rows = languagesOf(items, sounds).filter(({ code }) => words[code]).map(({ code, n, of, spoken }) => el("li", { class: "drawn" },
    el("span", {}, el("span", { class: "stop-title" }, languageName(code)),
      el("span", { class: "stop-more" }, [n < of && t("alone-lacks", { n: of - n }), spoken ? t("alone-spoken", { n: spoken }) : t("alone-silent")].filter(Boolean).join(" "))),
    button(t("alone-give"), give(code), "main", { disabled: lacking.length > 0 })));
  show({ back: [labelOf(hand, caseId), `#/v/${hand.id}/person/${caseId}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("alone")), el("p", {}, t("alone-what", { n: items.length })), el("p", {}, t("alone-back")),
    lacking.length > 0 && notice("attention", t("alone-first"), ...lacking),
    items.length ? [el("h2", {}, t("alone-language")), el("ul", { class: "stops" }, rows), el("p", {}, t("alone-others"))] : notice("information", t("alone-none")));
}

async function asked(hand, items, held) {
  const own = items.filter(({ item }) => item.alone.ask[held.code]);
  const place = own[held.at];
  const say = words[held.code];
  const to = async (at) => { await keep({ ...held, at }); redraw(); };
  const title = el("h1", { class: "alone-ask" }, place ? place.item.alone.ask[held.code] : say.give);
  const touch = (kind) => button([el("span", { class: "alone-sign", "aria-hidden": "true" }, SIGNS[kind]), say[kind]], async () => {
    await answer(hand, place, held.person, meaning(place.item, kind));
    await to(held.at + 1);
  }, `alone-${kind}`);
  const sound = place && soundOf(sounds, place, held.code);
  show({ hidden: true }, el("section", { class: "alone", lang: held.code },
    place && el("p", { class: "alone-count" }, `${held.at + 1} / ${own.length}`),
    place?.item.icon && el("p", { class: "alone-picture" }, el("img", { src: `${ICONS}/${place.item.icon}.svg`, alt: "", width: 96, height: 96 })), title,
    sound && button(`♪ ${say.listen}`, () => new Audio(sound).play(), "plain"),
    place && el("div", { class: "alone-answers" }, touch("yes"), touch("no"), touch("skip")),
    el("div", { class: "actions" }, held.at > 0 && button(`‹ ${say.back}`, () => to(held.at - 1)), place && button(say.stop, () => to(own.length)))),
  wayOut(held));
  title.focus({ preventScroll: true });
}

const SIGNS = { yes: "✓", no: "✗", skip: "→" };

function answer(hand, { checklist, section, item }, caseId, value) {
  const more = { at_item: [{ section: section.id, item: item.id }, { case: caseId }], checklist: { key: checklist.key, n: checklist.n, hash: checklist.hash } };
  const before = standing(hand.inspection, checklist.key, item.id, caseId).at(-1);
  return record(hand.id, "answered", { value, basis: ["worker"], note: before?.note ?? null }, { more });
}

// Held for two seconds it opens; a short tap asks for the word, for hands that cannot hold.
function wayOut(held) {
  const leave = async () => { await settle("hands"); go(`#/v/${held.visit}/person/${held.person}`); };
  let waiting = null;
  const stop = () => { clearTimeout(waiting); waiting = null; };
  const begin = () => { waiting ??= setTimeout(leave, HOLD_MS); };
  const typed = el("input", { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false", "aria-label": t("alone-word"), placeholder: t("alone-word"), hidden: true,
    oninput: () => { if (typed.value.trim().toLowerCase() === t("alone-password")) leave(); } });
  const keys = (event) => ["Enter", " "].includes(event.key);
  return el("section", { class: "alone-out" }, button(t("alone-hold"), () => { typed.hidden = false; }, "plain", {
    onpointerdown: begin, onpointerup: stop, onpointerleave: stop, onpointercancel: stop, oncontextmenu: (event) => event.preventDefault(),
    onkeydown: (event) => keys(event) && begin(), onkeyup: (event) => keys(event) && stop(),
  }), typed);
}
