// Stop-work for danger now, the warrant and the caution: what is spoken on the spot and must stand in the record.

import { openVisit, record } from "../../storage/open_visit.mjs";
import { button, choices, drafting, el, notice, redraw, select, show } from "../../ui/dom.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { clock, day, t } from "../../core/words.mjs";

/** @param {string} [value] */
const text = (value = "") => Object.assign(el("input", { type: "text" }), { value });

/** @param {string} id */
export async function stop(id) {
  const draft = drafting();
  const hand = await openVisit(id);
  show(
    { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("stop")),
    el("p", {}, t("stop-what")),
    hand.inspection.papers.stops.map((one) => standing(hand, one, draft)),
    signed(hand)
      ? null
      : hand.pack.appointments.length
        ? speak(hand, draft)
        : notice("attention", t("order-no-power"), t("order-no-power-more")),
  );
}

/**
 * @param {Hand} hand
 * @param {Papers["stops"][number]} one
 * @param {Draft} draft
 */
function standing(hand, one, draft) {
  const by = text();
  const lift = async () => {
    if (!by.value.trim()) return by.focus();
    await record(hand.id, "stop_lifted", { stop: one.event, by: by.value.trim() });
    await draft.settled(`stop-by ${one.event}`);
    return redraw();
  };
  const said = notice(
    one.lifted ? "good" : "danger",
    one.what,
    t("stop-told", { whom: one.whom, time: clock(one.at, hand.visit.site.time_zone), act: one.act }),
    t(one.posted ? "stop-posted" : "stop-not-posted"),
    ...(one.lifted
      ? [t("stop-lifted", { by: one.lifted.by, time: clock(one.lifted.at, hand.visit.site.time_zone) })]
      : []),
  );
  return el(
    "section",
    {},
    said,
    !one.lifted && [draft.typed("stop-by", by, null, one.event), button(t("stop-lift"), lift)],
  );
}

/**
 * @param {Hand} hand
 * @param {Draft} draft
 */
function speak(hand, draft) {
  const what = el("textarea", { rows: 2 });
  const whom = text();
  const act = select(hand.pack.appointments.map((one) => [one.act, `${one.act} · ${one.number}`]));
  const posted = draft.picked("stop-posted-now", []);
  const wrong = el("div", { role: "alert" });
  const keep = async () => {
    const complete = what.value.trim() && whom.value.trim();
    if (!complete) return wrong.replaceChildren(notice("danger", t("not-saved"), t("stop-needs")));
    await record(hand.id, "stop_work", {
      what: what.value.trim(),
      whom: whom.value.trim(),
      act: act.value,
      posted: posted.value.includes("posted"),
    });
    await draft.settled("stop-danger", "stop-whom", "stop-act", "stop-posted-now");
    return redraw();
  };
  return el(
    "section",
    {},
    el("h2", {}, t("stop-new")),
    el("p", { class: "item-say" }, t("stop-say")),
    draft.typed("stop-danger", what),
    draft.typed("stop-whom", whom),
    draft.typed("stop-act", act),
    choices(t("stop-notice"), "checkbox", [["posted", t("stop-posted")]], posted.value, posted.pick),
    wrong,
    button(t("stop-order"), keep, "danger"),
  );
}

/**
 * In an investigation: the warrant under which it goes on, and each caution given.
 * @param {Hand} hand
 * @param {Draft} draft
 */
export function warrantAndCaution(hand, draft) {
  const { warrant, cautions } = hand.inspection.papers;
  const [number, by, on] = [text(), text(), el("input", { type: "date" })];
  const [whom, language] = [text(), text()];
  const wrong = el("div", { role: "alert" });
  /** @param {string} key */
  const needs = (key) => wrong.replaceChildren(notice("danger", t("not-saved"), t(key)));
  const shown = async () => {
    if (!number.value.trim() || !by.value.trim() || !on.value) return needs("warrant-needs");
    await record(hand.id, "warrant", { number: number.value.trim(), issued_by: by.value.trim(), issued_on: on.value });
    await draft.settled("warrant-number", "warrant-by", "warrant-on");
    return redraw();
  };
  const given = async () => {
    if (!whom.value.trim() || !language.value.trim()) return needs("caution-needs");
    await record(hand.id, "cautioned", { whom: whom.value.trim(), language: language.value.trim() });
    await draft.settled("caution-whom", "caution-language");
    return redraw();
  };
  return [
    wrong,
    el(
      "section",
      {},
      el("h2", {}, t("warrant")),
      warrant
        ? el(
            "p",
            {},
            t("warrant-is", { number: warrant.number, by: warrant.issued_by, day: day(warrant.issued_on ?? "") }),
          )
        : [
            draft.typed("warrant-number", number),
            draft.typed("warrant-by", by),
            draft.typed("warrant-on", on),
            button(t("save"), shown, "plain", { disabled: signed(hand) }),
          ],
    ),
    el(
      "section",
      {},
      el("h2", {}, t("caution")),
      el(
        "ul",
        {},
        cautions.map((one) =>
          el(
            "li",
            {},
            t("caution-is", { whom: one.whom, language: one.language, time: clock(one.at, hand.visit.site.time_zone) }),
          ),
        ),
      ),
      draft.typed("caution-whom", whom),
      draft.typed("caution-language", language),
      button(t("caution-given"), given, "plain", { disabled: signed(hand) }),
    ),
  ];
}
