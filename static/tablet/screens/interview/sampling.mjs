// The draw: how many people are on each shift, and whom chance asks. Whom it named stays on this screen and nowhere
// else.

import { afterNo, draw as drawn, ordinal, suggestion } from "../../core/rules/sampling.mjs";
import { openVisit, record } from "../../storage/open_visit.mjs";
import { chance } from "../../crypto/randomness.mjs";
import { button, drafting, el, notice, redraw, show } from "../../ui/dom.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { language, t } from "../../core/words.mjs";

const SHIFTS = ["day", "evening", "night"];
/** @type {{ visit: string; device: string; drawn: ShiftDraw[] } | null} */
let now = null;

/** @param {string} id */
export async function draw(id) {
  const draft = drafting();
  const hand = await openVisit(id);
  const whole = () => el("input", { type: "number", min: 0, step: 1, inputmode: "numeric" });
  const [sizes, interviews] = [SHIFTS.map(whole), whole()];
  const fields = sizes.map((made, at) => draft.typed(`shift-${SHIFTS[at]}`, made));
  const howMany = draft.typed("interviews-many", interviews, t("interviews-hint"));
  const wrong = el("div", { role: "alert" });
  const begin = async () => {
    const numbers = sizes.map((made) => Math.min(500, Math.max(0, Math.floor(Number(made.value) || 0))));
    const people = numbers.reduce((sum, one) => sum + one, 0);
    if (!people) return wrong.replaceChildren(notice("danger", t("not-saved"), t("draw-needs")));
    const wanted = Math.min(people, Math.max(1, Math.floor(Number(interviews.value) || suggestion(people))));
    await record(id, "drawn", { people, interviews: wanted });
    now = { visit: id, device: hand.device.id, drawn: drawn(numbers, wanted, chance) };
    return redraw();
  };
  // Another person on the same tablet sees an empty draw.
  if (now?.visit !== id || now.device !== hand.device.id) now = null;
  show(
    { back: [t("people"), `#/v/${id}/people`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("draw")),
    el("p", {}, t("draw-why")),
    wrong,
    el("div", { class: "shifts" }, fields),
    howMany,
    button(t("draw-now"), begin, now ? "plain" : "main", { disabled: signed(hand) }),
    now && named(now),
    rights(hand, draft),
  );
}

/** @param {{ drawn: ShiftDraw[] }} draft */
function named(draft) {
  /**
   * @param {number} shift
   * @param {number} place
   */
  const no = (shift, place) => () => {
    draft.drawn = afterNo(draft.drawn, shift, place);
    redraw();
  };
  const rows = draft.drawn.flatMap(({ ask }, shift) =>
    ask.map((place) =>
      el(
        "li",
        { class: "drawn" },
        el("span", {}, t(`drawn-${SHIFTS[shift]}`, { n: ordinal(place, language) })),
        button(t("said-no"), no(shift, place)),
      ),
    ),
  );
  return el(
    "section",
    {},
    el("h2", {}, t("ask-these")),
    notice("information", t("draw-gone"), t("draw-no")),
    el("ul", { class: "stops" }, rows),
  );
}

/**
 * @param {Hand} hand
 * @param {Draft} draft
 */
function rights(hand, draft) {
  const n = el("input", { type: "number", min: 0, step: 1, inputmode: "numeric" });
  const heard = hand.inspection.rights_briefings.reduce((sum, one) => sum + one.n, 0);
  const save = async () => {
    const many = Math.floor(Number(n.value));
    if (!(many > 0)) return;
    await record(hand.id, "rights_briefing", { n: many });
    await draft.settled("rights-many");
    redraw();
  };
  return el(
    "section",
    {},
    el("h2", {}, t("rights-interview")),
    el("p", {}, t("rights-why")),
    el(
      "details",
      { class: "guidance" },
      el("summary", {}, t("rights-words")),
      ["rights-1", "rights-2", "rights-3", "rights-4"].map((key) => el("p", {}, t(key))),
    ),
    heard > 0 && el("p", {}, t("rights-heard", { n: heard })),
    draft.typed("rights-many", n, t("rights-many-hint")),
    button(t("save"), save, "plain", { disabled: signed(hand) }),
  );
}
