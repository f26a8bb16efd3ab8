// A plain slip a worker may take: its digits are shown once and printed; the tablet keeps only what cannot be turned
// back.

import { caseOf } from "../../core/checklist/answers.mjs";
import { openVisit, record } from "../../storage/open_visit.mjs";
import { randomHex } from "../../crypto/signing.mjs";
import { chance, stretched } from "../../crypto/randomness.mjs";
import { button, el, link, notice, show } from "../../ui/dom.mjs";
import { labelOf } from "./people.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { grouped, newDigits, slipValue } from "../../core/rules/slip.mjs";
import { t } from "../../core/words.mjs";

// As on a check-in card, so that a slip found in a pocket says no more than a card does.
const CARD = [
  ["en", "Working conditions: tell us"],
  ["fr", "Conditions de travail : parlez-nous"],
  ["es", "Condiciones de trabajo: cuéntenos"],
];

/**
 * @param {string} id
 * @param {string} caseId
 */
export async function slip(id, caseId) {
  const hand = await openVisit(id);
  /** @param {Child[]} content */
  const frame = (content) =>
    show(
      { back: [labelOf(hand, caseId), `#/v/${id}/person/${caseId}`], place: about(hand), saved: saved(hand) },
      ...content,
    );
  /** @param {Event & { target: HTMLButtonElement }} event */
  const make = async (event) => {
    event.target.disabled = true;
    const digits = newDigits(chance);
    await record(id, "case_slip", await slipValue(digits, randomHex(16), stretched), {
      more: { at_item: [{ case: caseId }] },
    });
    frame([
      el("h1", {}, t("slip")),
      notice("attention", t("slip-once"), t("slip-once-more")),
      card(digits),
      el(
        "div",
        { class: "actions" },
        button(t("slip-print"), () => print(), "main"),
        link(t("slip-done"), `#/v/${id}/person/${caseId}`),
      ),
    ]);
  };
  const taken = caseOf(hand.inspection, caseId).slips.length;
  frame([
    el("h1", {}, t("slip")),
    el("p", {}, t("slip-what")),
    el("p", {}, t("slip-risk")),
    taken > 0 && notice("information", t("slip-again")),
    button(t("slip-make"), make, "main", { disabled: signed(hand) }),
  ]);
}

/** @param {string} digits */
const card = (digits) =>
  el(
    "article",
    { class: "slip" },
    CARD.map(([lang, words]) => el("p", { lang }, words)),
    el("p", { class: "slip-digits" }, grouped(digits)),
  );
