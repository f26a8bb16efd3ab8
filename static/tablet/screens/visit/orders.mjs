// Orders at the close: each under its Act and the officer's own appointment; none that closes housing without beds.

import { addDays, today } from "../../core/days.mjs";
import { record } from "../../storage/open_visit.mjs";
import { isAboutHousing } from "../../core/rules/documents.mjs";
import { powerFor } from "../../core/rules/legal_powers.mjs";
import { button, choices, el, notice, redraw } from "../../ui/dom.mjs";
import { signed } from "../../ui/visit_frame.mjs";
import { day, said, t } from "../../core/words.mjs";

/**
 * @param {Hand} hand
 * @param {Draft} draft
 */
export function orders(hand, draft) {
  const { inspection, checklists } = hand;
  const items = new Map(
    checklists.flatMap((one) => one.sections.flatMap((section) => section.items)).map((one) => [one.id, one]),
  );
  const present = [
    ...new Set(inspection.answers.filter((one) => one.value === "present" && !one.row).map((one) => one.item)),
  ];
  const rows = present.flatMap((id) => {
    const item = items.get(id);
    return item?.order ? [row(hand, { ...item, order: item.order }, draft)] : [];
  });
  return rows.length ? el("section", {}, el("h2", {}, t("orders")), el("ul", { class: "bare" }, rows)) : null;
}

/**
 * @param {Hand} hand
 * @param {Item & { order: NonNullable<Item["order"]> }} item
 * @param {Draft} draft
 */
function row(hand, item, draft) {
  const given = hand.inspection.orders.find((one) => one.item === item.id);
  const power = powerFor(hand.pack.appointments, item.order.act);
  const head = el("p", {}, el("strong", {}, item.order.act), ` · ${said(item.order.text)}`);
  if (given)
    return el(
      "li",
      {},
      head,
      el("p", {}, t("ordered-until", { day: day(given.due_on ?? "") })),
      given.sleep && el("p", {}, t("sleep-is", { where: given.sleep })),
    );
  if (!power) return el("li", {}, head, notice("attention", t("order-no-power"), t("order-no-power-more")));
  const [closes, sleep] = [draft.picked(`closes ${item.id}`, []), el("textarea", { rows: 2 })];
  const wrong = el("div", { role: "alert" });
  const give = async () => {
    const needed = closes.value.length > 0;
    if (needed && !sleep.value.trim()) return wrong.replaceChildren(notice("danger", t("not-saved"), t("sleep-needs")));
    const citation = item.law?.[0]?.cite ?? item.order.act;
    await record(hand.id, "order", {
      item: item.id,
      act: item.order.act,
      text: said(item.order.text),
      due_on: addDays(today(hand.visit.site.time_zone), item.order.due_days),
      citation,
      sleep: needed ? sleep.value.trim() : null,
    });
    await draft.settled(`closes ${item.id}`, `sleep ${item.id}`);
    return redraw();
  };
  const beds = isAboutHousing(hand.checklists, item.id) && [
    choices(t("closes"), "checkbox", [["closes", t("closes-yes")]], closes.value, closes.pick),
    draft.typed("sleep", sleep, t("sleep-hint"), item.id),
  ];
  return el(
    "li",
    {},
    head,
    beds,
    wrong,
    el(
      "p",
      {},
      t("order-power", { ...power }),
      " ",
      button(t("give-order"), give, "plain", { disabled: signed(hand) }),
    ),
  );
}
