// Entry and the door of a dwelling: what must be on record before anything else counts.

import { openVisit, record } from "../../storage/open_visit.mjs";
import { button, byId, choices, drafting, el, go, notice, select, show } from "../../ui/dom.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { t } from "../../core/words.mjs";

const OUTCOMES = ["entered", "delayed", "refused", "nobody"];
const REPRESENTATIVE = { asked_none: "rep-none", present: "rep-present", not_asked: "rep-not-asked" };

/** @param {string} [value] */
const input = (value = "") => Object.assign(el("input", { type: "text" }), { value });
/** @param {string} id */
const done = (id) => go(`#/v/${id}`);

/** @param {string[]} shown */
const checked = (shown) => ({ identified: shown.includes("identified"), greeted: shown.includes("greeted") });

/**
 * @param {Hand} hand
 * @param {...Child} content
 */
function frame(hand, ...content) {
  show({ back: [t("visit"), `#/v/${hand.id}`], place: about(hand), saved: saved(hand) }, ...content);
}

/**
 * @param {Partial<EntryValue>} was
 * @param {Appointment} power
 */
const entryFields = (was, power) => ({
  minutes: Object.assign(el("input", { type: "number", min: 0, step: 1 }), { value: String(was.minutes ?? "") }),
  who: input(was.by_whom),
  words: Object.assign(el("textarea", { rows: 3 }), { value: was.words ?? "" }),
  act: input(was.act ?? power.act),
  section: input(was.section ?? power.number),
  representative: select(
    Object.entries(REPRESENTATIVE).map(([value, key]) => [value, t(key)]),
    was.representative,
  ),
});

/**
 * What was typed into them, as the event carries it.
 * @param {ReturnType<typeof entryFields>} fields
 */
const typedIn = ({ minutes, who, words, act, section, representative }) => ({
  minutes: minutes.value === "" ? null : Number(minutes.value),
  by_whom: who.value,
  words: words.value,
  act: act.value,
  section: section.value,
  representative: representative.value,
});

/** @param {string} id */
export async function entry(id) {
  const draft = drafting();
  const hand = await openVisit(id);
  /** @type {Partial<EntryValue>} */
  const was = hand.inspection.entry ?? {};
  const outcome = draft.picked("outcome", was.outcome ?? "");
  const shown = draft.picked(
    "before-you-ask",
    [was.identified ? "identified" : "", was.greeted ? "greeted" : ""].filter(Boolean),
  );
  const fields = entryFields(was, hand.pack.appointments[0] ?? { act: "", number: "" });
  const wrong = el("div", { role: "alert" });
  const save = async () => {
    if (!outcome.value) return wrong.replaceChildren(notice("danger", t("not-saved"), t("choose-outcome")));
    await record(id, "entry", { outcome: outcome.value, ...checked(shown.value), ...typedIn(fields) });
    await draft.settled();
    return done(id);
  };
  const first = choices(
    t("before-you-ask"),
    "checkbox",
    [
      ["identified", t("identified")],
      ["greeted", t("greeted")],
    ],
    shown.value,
    shown.pick,
  );
  const how = choices(
    t("outcome"),
    "radio",
    OUTCOMES.map((one) => [one, t(`entry-${one}`)]),
    [outcome.value],
    ([one]) => outcome.pick(one),
  );
  frame(
    hand,
    el("h1", {}, t("entry")),
    el("p", { class: "item-say" }, t("entry-say")),
    wrong,
    first,
    draft.typed("act", fields.act),
    draft.typed("section", fields.section),
    draft.typed("representative", fields.representative),
    how,
    el(
      "details",
      { class: "guidance" },
      el("summary", {}, t("refused-guidance-title")),
      el("p", {}, t("refused-guidance")),
    ),
    draft.typed("minutes", fields.minutes),
    draft.typed("by-whom", fields.who, t("by-whom-hint")),
    draft.typed("exact-words", fields.words),
    button(t("save"), save, "main", { disabled: signed(hand) }),
  );
}

/** @param {string} id */
export async function dwelling(id) {
  const draft = drafting();
  const hand = await openVisit(id);
  /** @type {Partial<DwellingValue>} */
  const was = hand.inspection.dwelling ?? {};
  const [language, warrant] = [input(was.language), input(was.warrant)];
  /** @param {"consent" | "warrant" | "withdrawn"} by */
  const give = (by) => async () => {
    const empty = by === "warrant" ? !warrant.value : by === "consent" && !language.value;
    if (empty) return byId("wrong").replaceChildren(notice("danger", t("not-saved"), t("dwelling-needs")));
    await record(id, "dwelling", {
      by,
      who: by === "consent" ? "occupier" : "",
      language: language.value,
      warrant: warrant.value,
    });
    await draft.settled();
    return go(`#/v/${id}/s/housing`);
  };
  frame(
    hand,
    el("h1", {}, t("dwelling")),
    el("p", {}, t("dwelling-why")),
    el("div", { id: "wrong", role: "alert" }),
    draft.typed("consent-language", language),
    button(t("consent-given"), give("consent"), "main"),
    draft.typed("warrant-number", warrant),
    button(t("warrant-shown"), give("warrant")),
    was.by === "consent" && button(t("consent-withdrawn"), give("withdrawn"), "danger"),
  );
}
