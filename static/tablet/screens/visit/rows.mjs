// The rows of one section: rooms, pay slips. Added and removed here; each opens at its first question.

import { answersOf, rowsIn } from "../../core/checklist/answers.mjs";
import { Look } from "../../core/checklist/showing.mjs";
import { openVisit, record } from "../../storage/open_visit.mjs";
import { randomHex } from "../../crypto/signing.mjs";
import { isOfPeople, parentsOf, rowLabels, rowName, stepsOf } from "../../core/checklist/rows.mjs";
import { button, el, go, notice, redraw, show } from "../../ui/dom.mjs";
import { labelOf } from "../interview/people.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { said, t } from "../../core/words.mjs";

const MOST = 200;

/**
 * @param {string} id
 * @param {string} key
 * @param {string} sectionId
 * @param {string | null} [within] a person case or row: only what lies in it
 */
export async function rows(id, key, sectionId, within = null) {
  const hand = await openVisit(id);
  const { checklist, section } = placeOf(hand, key, sectionId);
  const look = new Look(checklist, answersOf(hand.inspection, checklist));
  const labels = rowLabels(hand.inspection, checklist, said);
  const parents = parentsOf(hand.inspection, checklist, section).filter((one) => within === null || one === within);
  const told = { hand, checklist, section, look, labels };
  const people = isOfPeople(checklist, section);
  /** @type {[string, string]} */
  const back = people ? [t("people"), `#/v/${id}/people`] : [t("visit"), `#/v/${id}/s/${section.situation ?? "walk"}`];
  show(
    { back, place: about(hand), saved: saved(hand) },
    el("h1", {}, said(section.title)),
    signed(hand) && notice("information", t("signed-already")),
    parents.length ? parents.map((parent) => group(told, parent)) : el("p", {}, t("rows-nothing-around")),
  );
}

/**
 * A section by its names in the address; throws where this visit has none such, as any address that is not one.
 * @param {Hand} hand
 * @param {string} key
 * @param {string} sectionId
 */
function placeOf(hand, key, sectionId) {
  const checklist = hand.checklists.find((one) => one.key === key);
  const section = checklist?.sections.find((one) => one.id === sectionId);
  if (!checklist || !section) throw new Error("no such section");
  return { checklist, section };
}

/** @typedef {{ hand: Hand; checklist: Checklist; section: Section; look: Look; labels: Map<string, string> }} Told */

/**
 * What lies in one row or person, or at the site: the rows, those removed, and the way to add one.
 * @param {Told} told
 * @param {string | null} parent
 */
function group(told, parent) {
  const { hand, checklist, section, labels } = told;
  /** @param {string} row */
  const isHere = (row) => row.split("/").slice(0, -1).join("/") === (parent ?? "");
  const standing = rowsIn(hand.inspection, checklist.key, section.id).filter(({ row }) => isHere(row));
  const gone = hand.inspection.rows.filter(
    (row) => row.checklist === checklist.key && row.section === section.id && row.removed && isHere(row.row),
  );
  const most = section.repeat?.max ?? MOST;
  const add = async () => {
    const path = [parent, randomHex(8)].filter(Boolean).join("/");
    await write(told, "row_added", path);
    go(await first(hand.id, checklist.key, section.id, path));
  };
  const name = rowName(section, said);
  const title = parent && (labels.get(parent) ?? labelOf(hand, parent));
  return el(
    "section",
    {},
    title && el("h2", {}, title),
    el(
      "ul",
      { class: "stops" },
      standing.map((row) => rowLine(told, row)),
    ),
    standing.length < most
      ? button(t("row-add", { what: name }), add, "main", { disabled: signed(hand) })
      : el("p", {}, t("rows-most", { n: most })),
    gone.length > 0 &&
      el(
        "details",
        { class: "guidance" },
        el("summary", {}, t("rows-removed-n", { n: gone.length })),
        el("p", {}, t("rows-removed")),
        gone.map(({ row }, at) =>
          button(
            t("row-back", { what: `${name} ${at + 1}` }),
            async () => {
              await write(told, "row_added", row);
              redraw();
            },
            "plain",
            { disabled: signed(hand) },
          ),
        ),
      ),
  );
}

/**
 * @param {Told} told
 * @param {RepeatRow} row
 */
function rowLine(told, { row, contested }) {
  const { hand, checklist, section, look, labels } = told;
  const asked = look.places().filter((place) => place.section === section.id && place.row === row);
  const given = asked.filter((place) => look.answer(place) != null).length;
  const href = asked.length
    ? address(hand.id, checklist.key, asked[0].item, row)
    : `#/v/${hand.id}/rows/${checklist.key}/${section.id}`;
  const name = labels.get(row);
  const remove = async () => {
    await write(told, "row_removed", row);
    redraw();
  };
  return el(
    "li",
    {},
    el(
      "a",
      { class: "stop", href },
      el("span", { class: "stop-title" }, name),
      el("span", { class: "stop-more" }, t("of-n", { n: given, of: asked.length })),
    ),
    contested.length > 0 && notice("attention", t("row-contested")),
    el(
      "details",
      { class: "guidance" },
      el("summary", {}, t("row-more")),
      el("p", {}, t("rows-removed")),
      button(t("row-remove", { what: name }), remove, "danger", { disabled: signed(hand) }),
    ),
  );
}

/**
 * The address of one question in a row.
 * @param {string} id
 * @param {string} key
 * @param {string} item
 * @param {string} row
 */
const address = (id, key, item, row) => `#/v/${id}/i/${key}/${item}/${encodeURIComponent(row)}`;

/**
 * Where a new row opens: at its first question.
 * @param {string} id
 * @param {string} key
 * @param {string} section
 * @param {string} row
 */
async function first(id, key, section, row) {
  const hand = await openVisit(id);
  const { checklist } = placeOf(hand, key, section);
  const look = new Look(checklist, answersOf(hand.inspection, checklist));
  const place = look.places().find((one) => one.section === section && one.row === row);
  return place ? address(id, key, place.item, row) : `#/v/${id}/rows/${key}/${section}`;
}

/**
 * @param {Told} told
 * @param {string} what
 * @param {string} path
 */
async function write({ hand, checklist, section }, what, path) {
  await record(
    hand.id,
    what,
    {},
    {
      more: {
        at_item: [{ section: section.id }, ...stepsOf(hand.inspection, path)],
        checklist: { key: checklist.key, n: checklist.n, hash: checklist.hash },
      },
    },
  );
}
