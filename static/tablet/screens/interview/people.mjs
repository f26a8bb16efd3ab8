// Person cases: a random id, an age band, the setting of the interview. Never a name.

import { Look } from "../../core/checklist/showing.mjs";
import { answersOf, caseOf } from "../../core/checklist/answers.mjs";
import { openVisit, record } from "../../storage/open_visit.mjs";
import { randomHex } from "../../crypto/signing.mjs";
import { isOfPeople } from "../../core/checklist/rows.mjs";
import { button, choices, drafting, el, go, link, notice, redraw, show } from "../../ui/dom.mjs";
import { isWhole, settingForm, settingTold } from "./setting.mjs";
import { timer } from "../../ui/timer.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { said, t } from "../../core/words.mjs";

const AGES = ["under_16", "16_17", "18_plus", "unknown"];

/**
 * What a person is called on this tablet while the visit is open.
 * @param {Hand} hand
 * @param {string} caseId
 */
export const labelOf = (hand, caseId) =>
  t("person-n", { label: `${hand.device.letter}${hand.inspection.cases.findIndex((one) => one.id === caseId) + 1}` });

/** @param {string} id */
export async function people(id) {
  const hand = await openVisit(id);
  const add = async () => {
    const one = randomHex(8);
    await record(id, "case_added", {}, { more: { at_item: [{ case: one }] } });
    go(`#/v/${id}/person/${one}`);
  };
  const rows = hand.inspection.cases.map((one) =>
    el(
      "li",
      {},
      el(
        "a",
        { class: "stop", href: `#/v/${id}/person/${one.id}` },
        el("span", { class: "stop-title" }, labelOf(hand, one.id)),
        el("span", { class: "stop-more" }, t(`age-${one.age_band}`)),
      ),
    ),
  );
  show(
    { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("people")),
    notice("information", t("people-why")),
    el("p", {}, t("draw-why")),
    el("p", {}, link(t("draw"), `#/v/${id}/draw`)),
    el("ul", { class: "stops" }, rows),
    button(t("add-person"), add, "main", { disabled: signed(hand) }),
  );
}

/**
 * @param {string} id
 * @param {string} caseId
 */
export async function person(id, caseId) {
  const draft = drafting();
  const hand = await openVisit(id);
  const one = caseOf(hand.inspection, caseId);
  /**
   * @param {Verb} what
   * @param {unknown} value
   */
  const put = async (what, value) => {
    await record(id, what, value, { more: { at_item: [{ case: caseId }] } });
    redraw();
  };
  const whole = isWhole(one.setting);
  show(
    { back: [t("people"), `#/v/${id}/people`], place: about(hand), saved: saved(hand) },
    el("h1", {}, labelOf(hand, caseId)),
    one.age_band.startsWith("under") || one.age_band === "16_17"
      ? notice("attention", t("child"), t("child-more"))
      : null,
    choices(
      t("age"),
      "radio",
      AGES.map((age) => [age, t(`age-${age}`)]),
      [one.age_band],
      ([age]) => put("case_age", { age_band: age }),
    ),
    whole ? interview(hand, one, draft) : settingForm(hand, one, draft),
  );
}

// The questions open once the setting is on record.
/**
 * @param {Hand} hand
 * @param {PersonCase} one
 * @param {Draft} draft
 */
function interview(hand, one, draft) {
  return [
    el("h2", {}, t("setting")),
    settingTold(one.setting),
    el("details", { class: "guidance" }, el("summary", {}, t("setting-change")), settingForm(hand, one, draft)),
    timer(one.id),
    el("h2", {}, t("questions")),
    el("ul", { class: "stops" }, sections(hand, one.id)),
    el("div", { class: "actions" }, rowsOf(hand, one.id)),
    el(
      "div",
      { class: "actions" },
      link(t("alone"), `#/v/${hand.id}/alone/${one.id}`),
      link(t("slip"), `#/v/${hand.id}/slip/${one.id}`),
    ),
  ];
}

/**
 * @param {Hand} hand
 * @param {string} caseId
 */
function sections(hand, caseId) {
  return hand.checklists.flatMap((checklist) =>
    checklist.sections
      .filter((section) => section.repeat?.kind === "case")
      .map((section) => {
        const look = new Look(checklist, answersOf(hand.inspection, checklist));
        const asked = look.places().filter((place) => place.section === section.id && place.row === caseId);
        const given = asked.filter((place) => look.answer(place) != null).length;
        const href = asked.length ? `#/v/${hand.id}/i/${checklist.key}/${asked[0].item}/${caseId}` : "#/";
        return el(
          "li",
          {},
          el(
            "a",
            { class: "stop", href },
            el("span", { class: "stop-title" }, said(section.title)),
            el("span", { class: "stop-more" }, t("of-n", { n: given, of: asked.length })),
          ),
        );
      }),
  );
}

/**
 * The way to rows that lie in one person case, such as pay slips.
 * @param {Hand} hand
 * @param {string} caseId
 */
const rowsOf = (hand, caseId) =>
  hand.checklists.flatMap((checklist) =>
    checklist.sections
      .filter((section) => section.repeat?.inside && isOfPeople(checklist, section))
      .map((section) => link(said(section.title), `#/v/${hand.id}/rows/${checklist.key}/${section.id}/${caseId}`)),
  );
