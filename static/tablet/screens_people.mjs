// Person cases: a random id, an age band, the setting of the talk. Never a name.

import { Look } from "./checklist.mjs";
import { answersOf } from "./answers.mjs";
import { openVisit, record } from "./hand.mjs";
import { randomHex } from "./lock.mjs";
import { button, choices, el, field, go, notice, redraw, select, show } from "./screens.mjs";
import { about, saved, signed } from "./screens_visit.mjs";
import { said, t } from "./words.mjs";

const AGES = ["under_16", "16_17", "18_plus", "unknown"];

export async function people(id) {
  const hand = await openVisit(id);
  const add = async () => {
    const one = randomHex(8);
    await record(id, "case_added", {}, { more: { at_item: [{ case: one }] } });
    go(`#/v/${id}/person/${one}`);
  };
  const rows = hand.inspection.cases.map((one, at) => el("li", {}, el("a", { class: "stop", href: `#/v/${id}/person/${one.id}` },
    el("span", { class: "stop-title" }, t("person-n", { label: `${hand.device.letter}${at + 1}` })),
    el("span", { class: "stop-more" }, t(`age-${one.age_band}`)))));
  show({ back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) }, el("h1", {}, t("people")),
    notice("information", t("people-why")), el("ul", { class: "stops" }, rows),
    button(t("add-person"), add, "main", { disabled: signed(hand) }));
}

export async function person(id, caseId) {
  const hand = await openVisit(id);
  const at = hand.inspection.cases.findIndex((one) => one.id === caseId);
  const one = hand.inspection.cases[at];
  const more = { at_item: [{ case: caseId }] };
  const put = async (what, value) => { await record(id, what, value, { more }); redraw(); };
  const setting = one.setting;
  const change = (name) => (event) => put("case_setting", { ...setting, [name]: event.target.value });
  const ask = (name, options) => {
    const made = select([["", "–"], ...options.map((option) => [option, t(`setting-${option}`)])], setting[name] ?? "");
    made.addEventListener("change", change(name));
    return field(t(`setting-${name}`), made);
  };
  show({ back: [t("people"), `#/v/${id}/people`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("person-n", { label: `${hand.device.letter}${at + 1}` })),
    one.age_band.startsWith("under") || one.age_band === "16_17" ? notice("attention", t("child"), t("child-more")) : null,
    choices(t("age"), "radio", AGES.map((age) => [age, t(`age-${age}`)]), [one.age_band], ([age]) => put("case_age", { age_band: age })),
    ask("seen_by", ["nobody", "workers", "employer"]), ask("heard_by", ["nobody", "workers", "employer"]),
    ask("interpreter", ["none", "phone", "present"]), el("h2", {}, t("questions")),
    el("ul", { class: "stops" }, sections(hand, caseId)));
}

function sections(hand, caseId) {
  return hand.checklists.flatMap((checklist) => checklist.sections.filter((section) => section.repeat?.kind === "case").map((section) => {
    const look = new Look(checklist, answersOf(hand.inspection, checklist));
    const asked = look.places().filter((place) => place.section === section.id && place.row === caseId);
    const given = asked.filter((place) => look.answer(place) != null).length;
    const href = asked.length ? `#/v/${hand.id}/i/${checklist.key}/${asked[0].item}/${caseId}` : "#/";
    return el("li", {}, el("a", { class: "stop", href }, el("span", { class: "stop-title" }, said(section.title)),
      el("span", { class: "stop-more" }, t("of-n", { n: given, of: asked.length }))));
  }));
}
