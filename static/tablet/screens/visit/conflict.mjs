// Two tablets answered one item without sight of each other: a person chooses which answer stands.

import { choices as offered, Look } from "../../core/checklist/showing.mjs";
import { clock, said, t } from "../../core/words.mjs";
import { record } from "../../storage/open_visit.mjs";
import { wordsOf } from "../../ui/answer_field.mjs";
import { button, el, notice, redraw } from "../../ui/dom.mjs";
import { signed } from "../../ui/visit_frame.mjs";

/**
 * The two answers, each a button that settles it.
 * @param {{ hand: Hand; asked: Item; checklist: Checklist; answers: Answers; look: Look; here: Place }} told
 * @param {Answer[]} seen
 */
export function conflict(told, seen) {
  const { hand, asked, checklist, answers, look, here } = told;
  const labels = new Map(
    (asked.choices ? offered(checklist, answers, asked.id, here.row, look.about) : []).map((one) => [
      one.id,
      said(one.label),
    ]),
  );
  /** @param {AnswerValue} value */
  const words = (value) =>
    [value]
      .flat()
      .map((one) => labels.get(String(one)) ?? hand.notes.get(String(one)) ?? wordsOf(asked, one))
      .join(", ");
  /** @param {Answer} one */
  const who = (one) => hand.visit.team.find((member) => member.id === one.by)?.name ?? "";
  return el(
    "div",
    {},
    notice("attention", t("differ"), t("differ-more")),
    el(
      "div",
      { class: "actions" },
      seen.map((one) =>
        button(
          `${words(one.value)} · ${who(one)}, ${clock(one.at, hand.visit.site.time_zone)}`,
          async () => {
            await record(hand.id, "chosen", { event: one.event });
            redraw();
          },
          "plain",
          { disabled: signed(hand) },
        ),
      ),
    ),
  );
}
