// Arrival, entry and the door of a dwelling: what must be on record before anything else counts.

import { openVisit, record } from "./hand.mjs";
import { fix } from "./place.mjs";
import { button, choices, el, field, go, notice, select, show } from "./screens.mjs";
import { about, saved, signed } from "./screens_visit.mjs";
import { t } from "./words.mjs";
import { metres } from "./write.mjs";

const FAR_M = 100;
const input = (value = "") => Object.assign(el("input", { type: "text" }), { value });
const done = (id) => go(`#/v/${id}`);

function frame(hand, ...content) {
  show({ back: [t("visit"), `#/v/${hand.id}`], place: about(hand), saved: saved(hand) }, ...content);
}

export async function arrival(id) {
  const hand = await openVisit(id);
  const { site } = hand.visit;
  const reason = input(hand.inspection.arrived?.reason);
  const state = el("div", { role: "status" });
  const arrive = async () => {
    state.replaceChildren(el("p", {}, t("looking")));
    const here = await fix();
    const gate = site.precision === "gps" || site.precision === "hand" ? { lat: site.lat, lon: site.lon } : null;
    const distance = here ? metres(here, gate) : null;
    if ((!here || here.acc > FAR_M || (distance ?? 0) > 1000) && !reason.value) {
      return state.replaceChildren(notice("attention", here ? t("far", { m: distance ?? "?", acc: here.acc }) : t("no-fix"), t("say-why")));
    }
    await record(id, "arrived", { fix: here, distance_m: distance, pin: null, reason: reason.value }, { more: here ? { fix: here } : {} });
    return done(id);
  };
  const was = hand.inspection.arrived;
  frame(hand, el("h1", {}, t("arrival")), was && notice("good", t("arrived-at", { time: was.at.slice(11, 16), m: was.distance_m ?? "?" })),
    el("p", {}, `${site.name}, ${site.address}, ${site.city}`), state, field(t("where-reason"), reason, t("where-hint")),
    button(t("i-am-here"), arrive, "main", { disabled: signed(hand) }));
}

export async function entry(id) {
  const hand = await openVisit(id);
  const was = hand.inspection.entry ?? {};
  const power = hand.pack.appointments[0] ?? { act: "", number: "" };
  const told = { outcome: was.outcome ?? "", shown: was.identified ? ["identified"] : [] };
  const minutes = Object.assign(el("input", { type: "number", min: 0, step: 1 }), { value: was.minutes ?? "" });
  const [who, words] = [input(was.by_whom), Object.assign(el("textarea", { rows: 3 }), { value: was.words ?? "" })];
  const [act, section] = [input(was.act ?? power.act), input(was.section ?? power.number)];
  const representative = select([["asked_none", t("rep-none")], ["present", t("rep-present")], ["not_asked", t("rep-not-asked")]], was.representative);
  const wrong = el("div", { role: "alert" });
  const save = async () => {
    if (!told.outcome) return wrong.replaceChildren(notice("danger", t("not-saved"), t("choose-outcome")));
    await record(id, "entry", {
      outcome: told.outcome, minutes: minutes.value === "" ? null : Number(minutes.value), by_whom: who.value, words: words.value,
      identified: told.shown.includes("identified"), act: act.value, section: section.value,
      greeted: told.shown.includes("greeted"), representative: representative.value,
    });
    return done(id);
  };
  frame(hand, el("h1", {}, t("entry")), el("p", { class: "item-say" }, t("entry-say")), wrong,
    choices(t("before-you-ask"), "checkbox", [["identified", t("identified")], ["greeted", t("greeted")]],
      [was.identified && "identified", was.greeted && "greeted"], (picked) => { told.shown = picked; }),
    field(t("act"), act), field(t("section"), section), field(t("representative"), representative),
    choices(t("outcome"), "radio", ["entered", "delayed", "refused", "nobody"].map((one) => [one, t(`entry-${one}`)]), [told.outcome],
      ([picked]) => { told.outcome = picked; }),
    el("details", { class: "guidance" }, el("summary", {}, t("refused-guidance-title")), el("p", {}, t("refused-guidance"))),
    field(t("minutes"), minutes), field(t("by-whom"), who, t("by-whom-hint")), field(t("exact-words"), words),
    button(t("save"), save, "main", { disabled: signed(hand) }));
}

export async function dwelling(id) {
  const hand = await openVisit(id);
  const was = hand.inspection.dwelling ?? {};
  const [language, warrant] = [input(was.language), input(was.warrant)];
  const give = (by) => async () => {
    const empty = by === "warrant" ? !warrant.value : by === "consent" && !language.value;
    if (empty) return document.getElementById("wrong").replaceChildren(notice("danger", t("not-saved"), t("dwelling-needs")));
    await record(id, "dwelling", { by, who: by === "consent" ? "occupier" : "", language: language.value, warrant: warrant.value });
    return go(`#/v/${id}/s/housing`);
  };
  frame(hand, el("h1", {}, t("dwelling")), el("p", {}, t("dwelling-why")), el("div", { id: "wrong", role: "alert" }),
    field(t("consent-language"), language), button(t("consent-given"), give("consent"), "main"),
    field(t("warrant-number"), warrant), button(t("warrant-shown"), give("warrant")),
    was.by === "consent" && button(t("consent-withdrawn"), give("withdrawn"), "danger"));
}
