// A corrected checklist: what differs is shown, and the visit moves to it or stays. Nothing answered is lost either
// way.

import { openVisit, record } from "../../storage/open_visit.mjs";
import { button, el, go, link, notice, show } from "../../ui/dom.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { askedAnew, differences, undecided } from "../../core/checklist/versions.mjs";
import { said, t } from "../../core/words.mjs";

/**
 * The corrected checklists that this tablet carries and nobody has decided about.
 * @param {Hand} hand
 */
const open = (hand) =>
  undecided(hand.inspection, hand.visit.checklists).filter(({ key, newest }) => hand.version(key, newest));

/**
 * A line on the visit's screen while a corrected version waits for a decision.
 * @param {Hand} hand
 */
export function newVersionLine(hand) {
  const waiting = signed(hand) ? [] : open(hand);
  if (!waiting.length) return null;
  const titles = waiting.map(({ key, newest }) => said(hand.version(key, newest)?.title));
  return el(
    "div",
    {},
    notice("information", t("version-line"), titles.join(" · ")),
    link(t("version-see"), `#/v/${hand.id}/versions`),
  );
}

/** @param {string} id */
export async function versions(id) {
  const hand = await openVisit(id);
  const [next] = signed(hand) ? [] : open(hand);
  if (!next) return go(`#/v/${id}`);
  const [older, newer] = [hand.version(next.key, next.n), hand.version(next.key, next.newest)];
  /** @param {number} n */
  if (!older || !newer) return go(`#/v/${id}`);
  const take = async (/** @type {number} */ n) => {
    await record(id, "version", { key: next.key, n, seen: next.newest });
    go(`#/v/${id}/versions`);
  };
  return show(
    { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("version-title", { title: said(newer.title) })),
    el("p", {}, t("version-what", { old: older.n, n: newer.n })),
    difference(older, newer),
    anew(hand, newer),
    el("p", {}, t("version-keeps")),
    el(
      "div",
      { class: "actions" },
      button(t("version-move", { n: newer.n }), () => take(newer.n), "main"),
      button(t("version-stay", { n: older.n }), () => take(older.n)),
    ),
  );
}

/**
 * @param {Checklist} older
 * @param {Checklist} newer
 */
function difference(older, newer) {
  const { added, gone, changed } = differences(older, newer);
  /**
   * @template Row
   * @param {string} title
   * @param {Row[]} found
   * @param {(row: Row) => Child} line
   */
  const rows = (title, found, line) =>
    found.length > 0 && el("section", {}, el("h2", {}, t(title, { n: found.length })), el("ul", {}, found.map(line)));
  return [
    rows("version-added", added, (item) => el("li", {}, said(item.ask))),
    rows("version-gone", gone, (item) => el("li", {}, el("s", {}, said(item.ask)))),
    rows("version-changed", changed, ({ before, after, parts }) =>
      el(
        "li",
        {},
        said(after.ask),
        said(before.ask) !== said(after.ask) &&
          el("p", { class: "quiet" }, t("version-before", { words: said(before.ask) })),
        el(
          "p",
          { class: "quiet" },
          t("version-parts", { parts: parts.map((part) => t(`version-part-${part}`)).join(" · ") }),
        ),
      ),
    ),
  ];
}

/**
 * @param {Hand} hand
 * @param {Checklist} newer
 */
function anew(hand, newer) {
  const found = askedAnew(hand.inspection, newer);
  return (
    found.length > 0 &&
    notice("attention", t("version-anew", { n: found.length }), ...found.map((item) => said(item.ask)))
  );
}
