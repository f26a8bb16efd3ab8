// When the team should be back, and how to leave without a word.

import { nextAt } from "../../core/days.mjs";
import { eventsOf, openVisit, record } from "../../storage/open_visit.mjs";
import { minutesLate, smsAddress } from "../../core/rules/safety.mjs";
import { button, drafting, el, link, notice, redraw, show } from "../../ui/dom.mjs";
import { about, saved } from "../../ui/visit_frame.mjs";
import { drain } from "../../network/sync.mjs";
import { clock, t } from "../../core/words.mjs";

/**
 * What the visit screen says of it; null when nothing needs saying.
 * @param {Hand} hand
 */
export function safetyLine(hand) {
  const { expected_back: expected, closed } = hand.inspection;
  const time = clock(expected?.back_by ?? "", hand.visit.site.time_zone);
  if (minutesLate(expected, new Date()) > 0) return notice("danger", t("back-late", { time }), t("back-late-more"));
  return !expected && !closed ? notice("attention", t("back-unset"), t("back-unset-more")) : null;
}

/** @param {Hand} hand */
export const safetyWords = ({ inspection: { expected_back: expected }, visit }) =>
  !expected
    ? ""
    : expected.back_by
      ? t("back-at", { time: clock(expected.back_by, visit.site.time_zone) })
      : t("back-is");

/** @param {string} id */
export async function back(id) {
  const draft = drafting();
  const hand = await openVisit(id);
  const expected = hand.inspection.expected_back;
  const at = el("input", { type: "time" });
  if (expected?.back_by) at.value = clock(expected.back_by, hand.visit.site.time_zone);
  const wrong = el("div", { role: "alert" });
  /** @param {string | null} moment */
  const tell = async (moment) => {
    await record(id, "expected_back", { back_by: moment });
    await draft.settled();
    drain().catch(() => {});
    return redraw();
  };
  const set = () => {
    const moment = nextAt(at.value, hand.visit.site.time_zone, new Date());
    return moment ? tell(moment) : wrong.replaceChildren(notice("danger", t("not-saved"), t("back-needs")));
  };
  const late = minutesLate(expected, new Date()) > 0;
  const told = (await eventsOf(id, hand.held)).filter((one) => one.what === "expected_back").at(-1);
  const reached = told && hand.held.events.find((row) => row.id === told.id)?.sent;
  show(
    { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("safety")),
    late &&
      notice(
        "danger",
        t("back-late", { time: clock(expected?.back_by ?? "", hand.visit.site.time_zone) }),
        t("back-late-more"),
      ),
    late && link(t("back-sms"), smsAddress(null, t("back-sms-words")), "main"),
    el("p", {}, t("back-what")),
    wrong,
    draft.typed("back-time", at),
    button(t("back-set"), set, late ? "plain" : "main"),
    expected?.back_by && button(t("back-now"), () => tell(null)),
    expected && el("p", {}, safetyWords(hand)),
    expected && notice(reached ? "good" : "attention", t(reached ? "back-known" : "back-unknown")),
    el("h2", {}, t("leave")),
    el("p", {}, t("leave-what")),
    link(t("leave"), `#/v/${id}/leave`, "danger"),
  );
}

/**
 * Dark, plain, and nothing on it that says what this is: the steps come by one tap.
 * @param {string} id
 */
export async function leave(id) {
  const steps = el(
    "ol",
    { class: "leave-steps", hidden: true },
    ["leave-1", "leave-2", "leave-3", "leave-4"].map((key) => el("li", {}, t(key))),
  );
  const dark = el(
    "section",
    { class: "leave" },
    el("h1", {}, t("leave-title")),
    steps,
    button(t("leave-steps"), (event) => {
      steps.hidden = false;
      event.target.hidden = true;
    }),
    link(t("leave-return"), `#/v/${id}/back`),
  );
  show({ hidden: true }, dark);
}
