// For the inspector's eyes: what is still unexplored and where answers differ. Opens by a tap, closes by itself.

import { openVisit } from "../../storage/open_visit.mjs";
import { contradictions, unexplored } from "../../core/checklist/hints.mjs";
import { addressOf } from "../../core/checklist/rows.mjs";
import { button, el, notice, redraw, show } from "../../ui/dom.mjs";
import { about, saved } from "../../ui/visit_frame.mjs";
import { said, t } from "../../core/words.mjs";

const OPEN_MS = 60000;
let until = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let closing;

// Hidden, it is shut: whoever takes the tablet next finds the button.
const shut = () => {
  until = 0;
  clearTimeout(closing);
  if (location.hash.endsWith("/eyes")) redraw();
};
addEventListener("visibilitychange", shut);
addEventListener("hashchange", () => {
  if (!location.hash.endsWith("/eyes")) until = 0;
});

/** @param {string} id */
export async function eyes(id) {
  const hand = await openVisit(id);
  /** @type {Frame} */
  const frame = { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) };
  if (Date.now() >= until) {
    const open = () => {
      until = Date.now() + OPEN_MS;
      clearTimeout(closing);
      closing = setTimeout(shut, OPEN_MS);
      redraw();
    };
    return show(frame, el("h1", {}, t("eyes")), el("p", {}, t("eyes-what")), button(t("eyes-open"), open, "main"));
  }
  const [differ, open] = [contradictions(hand), unexplored(hand)];
  return show(
    frame,
    el("h1", {}, t("eyes")),
    el("p", {}, t("eyes-closes")),
    button(t("eyes-close"), shut, "main"),
    differ.length > 0 &&
      el(
        "section",
        {},
        el("h2", {}, t("differ-bases")),
        differ.map((code) => notice("attention", nameOf(hand, code), t("differ-bases-more"))),
      ),
    el("h2", {}, t("unexplored")),
    open.length ? open.map((one) => indicator(hand, one)) : el("p", {}, t("unexplored-none")),
  );
}

/**
 * @param {Hand} hand
 * @param {string} code
 */
const nameOf = (hand, code) =>
  code.startsWith("ilo11:")
    ? t(code.replace(":", "-"))
    : said(
        hand.checklists
          .flatMap((one) => one.sections.flatMap((section) => section.items))
          .find((one) => one.id === code)?.ask,
      );

/**
 * @param {Hand} hand
 * @param {{ code: string; places: ItemPlace[] }} sign
 */
function indicator(hand, { code, places }) {
  /** @param {ItemPlace} place */
  const href = (place) => addressOf(hand.id, place);
  return el(
    "section",
    {},
    el("h3", {}, nameOf(hand, code)),
    el(
      "ul",
      { class: "stops" },
      places.map((place) =>
        el(
          "li",
          {},
          el("a", { class: "stop", href: href(place) }, el("span", { class: "stop-title" }, said(place.item.ask))),
        ),
      ),
    ),
  );
}
