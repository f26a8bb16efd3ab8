// Inspection or investigation: a person decides, with a reason; from that moment nobody is compelled to answer.

import { openVisit, record } from "../../storage/open_visit.mjs";
import { button, drafting, el, notice, redraw, show } from "../../ui/dom.mjs";
import { warrantAndCaution } from "./stop.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { clock, said, t } from "../../core/words.mjs";

/** @param {Hand} hand */
const itemsOf = (hand) => hand.checklists.flatMap((one) => one.sections.flatMap((section) => section.items));

/**
 * The items found present that alone are a reason to think of an investigation.
 * @param {Hand} hand
 */
export function urgent(hand) {
  const present = new Set(hand.inspection.answers.filter((one) => one.value === "present").map((one) => one.item));
  return itemsOf(hand).filter((item) => item.urgent && present.has(item.id));
}

/** @param {Hand} hand */
export const isInvestigation = (hand) => hand.inspection.kind === "investigation";

/**
 * What stands on every screen where something could be compelled, once the visit is an investigation.
 * @param {Hand} hand
 */
export const caution = (hand) =>
  isInvestigation(hand) &&
  notice(
    "danger",
    t("investigation-since", { time: clock(hand.inspection.kind_since ?? "", hand.visit.site.time_zone) }),
    t("investigation-caution"),
  );

/** @param {string} id */
export async function kind(id) {
  const draft = drafting();
  const hand = await openVisit(id);
  const reason = el("textarea", { rows: 3 });
  const wrong = el("div", { role: "alert" });
  const found = urgent(hand);
  const begin = async () => {
    if (!reason.value.trim()) return wrong.replaceChildren(notice("danger", t("not-saved"), t("kind-needs")));
    await record(id, "kind", { kind: "investigation", reason: reason.value });
    await draft.settled();
    return redraw();
  };
  const open = [
    found.length > 0 && notice("attention", t("kind-suggested"), ...found.map((item) => said(item.ask))),
    el("p", {}, t("kind-what")),
    el("p", {}, t("kind-who")),
    wrong,
    draft.typed("kind-reason", reason),
    button(t("kind-begin"), begin, "danger", { disabled: signed(hand) }),
  ];
  show(
    { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("kind")),
    isInvestigation(hand) ? [caution(hand), warrantAndCaution(hand, draft)].flat() : open,
  );
}
