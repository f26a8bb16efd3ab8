// Before anybody signs: notes that could tell who somebody is are corrected, or a person says why they stay.

import { note, record } from "../../storage/open_visit.mjs";
import { knownOf, toMend } from "../../core/rules/notes.mjs";
import { traces } from "../../core/rules/pii_hints.mjs";
import { button, el, link, notice, redraw } from "../../ui/dom.mjs";
import { labelOf } from "../interview/people.mjs";
import { said, t } from "../../core/words.mjs";

/**
 * The text with what was found in it marked.
 * @param {string} text
 * @param {PiiHint[]} found
 */
function marked(text, found) {
  const parts = [];
  let end = 0;
  for (const { at, words } of found) {
    parts.push(text.slice(end, at), el("mark", {}, words));
    end = at + words.length;
  }
  return el("blockquote", { class: "item-say" }, ...parts.filter(Boolean), text.slice(end));
}

/** @param {PiiHint[]} found */
const kinds = (found) => [...new Set(found.map(({ kind }) => t(`trace-${kind}`)))].join(", ");

/**
 * A line under a note, as it is typed: what in it could tell who somebody is.
 * @param {Hand} hand
 * @param {HTMLInputElement | HTMLTextAreaElement} made
 */
export function warning(hand, made) {
  const told = el("p", { role: "status", class: "trace" });
  const look = () => {
    const found = traces(made.value, knownOf(hand.visit));
    told.textContent = found.length
      ? t("trace-here", { words: found.map(({ words }) => `“${words}”`).join(", "), kinds: kinds(found) })
      : "";
  };
  made.addEventListener("input", look);
  look();
  return told;
}

/**
 * The check before signing, one note at a time; null when nothing is left.
 * @param {Hand} hand
 * @param {Draft} draft
 */
export function mending(hand, draft) {
  const left = toMend(hand);
  if (!left.length) return null;
  const [{ answer, text, found }] = left;
  const asked = hand.checklists
    .find((one) => one.key === answer.checklist)
    ?.sections.flatMap((one) => one.items)
    .find((one) => one.id === answer.item);
  const why = el("textarea", { rows: 2 });
  const wrong = el("div", { role: "alert" });
  const stay = async () => {
    if (!why.value.trim()) return wrong.replaceChildren(notice("danger", t("not-saved"), t("stays-needs")));
    const kept = await note(why.value.trim());
    await record(hand.id, "note_stays", { note: answer.note, why: kept.hash }, { notes: [kept] });
    await draft.settled("stays-why");
    return redraw();
  };
  const isNote = hand.notes.get(answer.note ?? "") === text;
  return el(
    "section",
    { class: "mending" },
    el("h2", {}, t("correction")),
    notice("attention", t("correction-n", { n: left.length }), t("correction-why")),
    el("p", {}, `${labelOf(hand, (answer.row ?? "").split("/")[0])} · ${said(asked?.ask)}`),
    marked(text.normalize("NFC"), found),
    el("p", {}, kinds(found)),
    link(t("correction-it"), `#/v/${hand.id}/i/${answer.checklist}/${answer.item}/${answer.row}`, "main"),
    wrong,
    isNote && [draft.typed("stays-why", why, t("stays-hint")), button(t("stays"), stay)],
  );
}
