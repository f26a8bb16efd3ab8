// Arrival: when, where, how far from the confirmed gate; a poor position asks for a pin and a reason.

import { openVisit, record } from "../../storage/open_visit.mjs";
import { fix } from "../../device/place.mjs";
import { button, drafting, el, go, notice, select, show } from "../../ui/dom.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { gateWay } from "../register/directions.mjs";
import { clock, t } from "../../core/words.mjs";
import { metres, readPin } from "../../core/events/write.mjs";

const FAR_M = 100;
const STRAY_M = 1000;
// How well a person can point at where they stand on a map, in metres: what a pin says of itself.
const PIN_M = 100;

/** @param {string} id */
export async function arrival(id) {
  const draft = drafting();
  const hand = await openVisit(id);
  const { site } = hand.visit;
  const isConfirmed = site.precision === "gps" || site.precision === "hand";
  const gate =
    isConfirmed && site.lat !== null && site.lon !== null ? { lat: site.lat, lon: site.lon, acc: PIN_M } : null;
  const was = hand.inspection.arrived;
  const reason = Object.assign(el("input", { type: "text" }), { value: was?.reason ?? "" });
  /** @type {[string, string][]} */
  const toGate = gate ? [["gate", t("pin-gate")]] : [];
  const where = select([["", "–"], ...toGate, ["typed", t("pin-typed")], ["unknown", t("pin-unknown")]], "");
  const typed = el("input", { type: "text", inputmode: "text", placeholder: "42.0534, -82.5998" });
  const state = el("div", { role: "status" });
  /**
   * @param {string} title
   * @param {...string} lines
   */
  const say = (title, ...lines) => state.replaceChildren(notice("attention", title, ...lines));
  const arrive = async () => {
    state.replaceChildren(el("p", {}, t("looking")));
    const here = await fix();
    const distance = here ? metres(here, gate) : null;
    const poor = !here || here.acc > FAR_M;
    const pin = where.value === "gate" ? gate : where.value === "typed" ? readPin(typed.value, PIN_M) : null;
    if (where.value === "typed" && !pin) return say(t("pin-wrong"), t("pin-hint"));
    if (poor && (!where.value || !reason.value))
      return say(here ? t("poor", { acc: here.acc }) : t("no-fix"), t("pin-and-reason"));
    if ((distance ?? 0) > STRAY_M && !reason.value) return say(t("far", { m: distance, acc: here?.acc }), t("say-why"));
    await record(
      id,
      "arrived",
      { fix: here, distance_m: distance ?? metres(pin, gate), pin, reason: reason.value },
      { more: here ? { fix: here } : {} },
    );
    await draft.settled();
    return go(`#/v/${id}`);
  };
  show(
    { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("arrival")),
    was &&
      notice(
        "good",
        was.distance_m == null
          ? t("arrived-somewhere", { time: clock(was.at, hand.visit.site.time_zone) })
          : t("arrived-at", { time: clock(was.at, hand.visit.site.time_zone), m: Math.round(was.distance_m) }),
      ),
    el("p", {}, `${site.name}, ${site.address}, ${site.city}`),
    gateWay(gate),
    state,
    draft.typed("where-reason", reason, t("where-hint")),
    draft.typed("pin", where, t("pin-why")),
    draft.typed("pin-place", typed, t("pin-hint")),
    button(t("i-am-here"), arrive, "main", { disabled: signed(hand) }),
  );
}
