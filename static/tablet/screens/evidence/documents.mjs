// Papers and samples: what was demanded, what was copied or taken against a numbered receipt, what was sealed.

import { addDays, dayAt, today } from "../../core/days.mjs";
import { openVisit, record } from "../../storage/open_visit.mjs";
import { nextReceipt } from "../../core/rules/documents.mjs";
import { button, choices, drafting, el, link, notice, redraw, show } from "../../ui/dom.mjs";
import { caution, isInvestigation } from "../visit/kind.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { day, t } from "../../core/words.mjs";

/** @param {string} [value] */
const text = (value = "") => Object.assign(el("input", { type: "text" }), { value });
/** @param {string} value */
const date = (value) => Object.assign(el("input", { type: "date" }), { value });
const words = () => el("textarea", { rows: 2 });

/** @param {string} id */
export async function papers(id) {
  const draft = drafting();
  const hand = await openVisit(id);
  show(
    { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("papers")),
    caution(hand),
    demands(hand, draft),
    receipts(hand, draft),
    samples(hand, draft),
  );
}

// One part of the page: what is there, and a form that opens by a tap.
/**
 * @param {Hand} hand
 * @param {string} name
 * @param {Element[]} rows
 * @param {HTMLElement[] | null} fields
 * @param {() => Promise<string | void>} keep
 */
function part(hand, name, rows, fields, keep) {
  const wrong = el("div", { role: "alert" });
  const save = async () => {
    const lacking = await keep();
    if (lacking) wrong.replaceChildren(notice("danger", t("not-saved"), t(lacking)));
    else redraw();
  };
  return el(
    "section",
    {},
    el("h2", {}, t(name)),
    rows.length ? el("ul", { class: "stops" }, rows) : el("p", {}, t(`${name}-none`)),
    // What was typed and not saved is seen without a tap.
    fields &&
      !signed(hand) &&
      el(
        "details",
        { class: "guidance", open: fields.some((one) => one.querySelector("em")) },
        el("summary", {}, t(`${name}-add`)),
        ...fields,
        wrong,
        button(t("save"), save, "main"),
      ),
  );
}

/**
 * @param {string} title
 * @param {string} more
 * @param {string} [href]
 */
const line = (title, more, href) =>
  el(
    "li",
    {},
    href
      ? el(
          "a",
          { class: "stop", href },
          el("span", { class: "stop-title" }, title),
          el("span", { class: "stop-more" }, more),
        )
      : el(
          "p",
          { class: "stop" },
          el("span", { class: "stop-title" }, title),
          el("span", { class: "stop-more" }, more),
        ),
  );

/**
 * @param {Hand} hand
 * @param {Draft} draft
 */
function demands(hand, draft) {
  const [what, act, due] = [
    words(),
    text(hand.inspection.entry?.act || hand.pack.appointments[0]?.act),
    date(addDays(today(hand.visit.site.time_zone), 7)),
  ];
  const keep = async () => {
    if (!what.value.trim() || !act.value.trim()) return "demand-needs";
    await record(hand.id, "demanded", { what: what.value.trim(), act: act.value.trim(), due_on: due.value || null });
    return draft.settled("demand-what", "demand-act", "demand-due");
  };
  const rows = hand.inspection.papers.demands.map((one) =>
    line(one.what, `${one.act}${one.due_on ? ` · ${t("due", { day: day(one.due_on) })}` : ""}`),
  );
  const fields = [
    draft.typed("demand-what", what, t("demand-hint")),
    draft.typed("demand-act", act),
    draft.typed("demand-due", due),
  ];
  // From the recorded moment on nobody is compelled: then the form is not there.
  return part(hand, "demands", rows, isInvestigation(hand) ? null : fields, keep);
}

/**
 * @param {Hand} hand
 * @param {Draft} draft
 */
function receipts(hand, draft) {
  const [what, pages, back] = [words(), el("input", { type: "number", min: 1, step: 1 }), date("")];
  const how = draft.picked("paper-how", "copied");
  const keep = async () => {
    if (!what.value.trim() || (how.value === "removed" && !back.value)) return "paper-needs";
    await record(hand.id, "paper", {
      receipt: nextReceipt(hand.device.letter, hand.inspection.papers.receipts),
      how: how.value,
      what: what.value.trim(),
      pages: Number(pages.value) || null,
      return_on: back.value || null,
    });
    return draft.settled("paper-how", "paper-what", "paper-pages", "paper-return");
  };
  const rows = hand.inspection.papers.receipts.map((one) =>
    line(
      `${one.receipt} · ${one.what}`,
      t(one.moves.at(-1)?.move === "returned" ? "move-returned" : `paper-${one.how}`),
      `#/v/${hand.id}/receipt/${one.receipt}`,
    ),
  );
  return part(
    hand,
    "receipts",
    rows,
    [
      draft.typed("paper-what", what, t("paper-hint")),
      choices(
        t("paper-how"),
        "radio",
        ["copied", "removed"].map((one) => [one, t(`paper-${one}`)]),
        [how.value],
        ([one]) => how.pick(one),
      ),
      draft.typed("paper-pages", pages),
      draft.typed("paper-return", back, t("paper-return-hint")),
    ],
    keep,
  );
}

/**
 * @param {Hand} hand
 * @param {Draft} draft
 */
function samples(hand, draft) {
  const [what, seal, why] = [words(), text(), text()];
  const split = draft.picked("sample-split", "");
  const keep = async () => {
    if (
      !what.value.trim() ||
      !seal.value.trim() ||
      !split.value ||
      (split.value === "not_offered" && !why.value.trim())
    )
      return "sample-needs";
    await record(hand.id, "sampled", {
      what: what.value.trim(),
      seal: seal.value.trim(),
      split: split.value,
      why: why.value.trim(),
    });
    return draft.settled("sample-what", "sample-seal", "sample-split", "sample-why");
  };
  const rows = hand.inspection.papers.samples.map((one) => line(`${one.seal} · ${one.what}`, t(`split-${one.split}`)));
  return part(
    hand,
    "samples",
    rows,
    [
      draft.typed("sample-what", what),
      draft.typed("sample-seal", seal),
      choices(
        t("sample-split"),
        "radio",
        ["accepted", "refused", "not_offered"].map((one) => [one, t(`split-${one}`)]),
        [split.value],
        ([one]) => split.pick(one),
      ),
      draft.typed("sample-why", why),
    ],
    keep,
  );
}

/**
 * @param {string} id
 * @param {string} number
 */
export async function receipt(id, number) {
  const draft = drafting();
  const hand = await openVisit(id);
  const one = hand.inspection.papers.receipts.find((other) => other.receipt === number);
  if (!one) throw new Error(`the visit has no receipt ${number}`);
  const who = text();
  const move = draft.picked("move", "returned");
  const wrong = el("div", { role: "alert" });
  const keep = async () => {
    if (!who.value.trim()) return wrong.replaceChildren(notice("danger", t("not-saved"), t("move-needs")));
    await record(id, "custody", { receipt: number, move: move.value, who: who.value.trim() });
    await draft.settled();
    return redraw();
  };
  show(
    { back: [t("papers"), `#/v/${id}/papers`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("receipt-of", { n: number })),
    el(
      "p",
      {},
      button(t("print"), () => print(), "main"),
    ),
    el("p", {}, link(t("sheet-employer"), `#/v/${id}/sheet/${number}`)),
    el("h2", {}, t("moves")),
    el(
      "ul",
      {},
      el("li", {}, t("move-first", { day: day(dayAt(one.at, hand.visit.site.time_zone)), who: hand.pack.staff.name })),
      one.moves.map((each) =>
        el("li", {}, `${t(`move-${each.move}`)}: ${each.who} · ${day(dayAt(each.at, hand.visit.site.time_zone))}`),
      ),
    ),
    choices(
      t("move"),
      "radio",
      ["handed", "returned"].map((each) => [each, t(`move-${each}`)]),
      [move.value],
      ([each]) => move.pick(each),
    ),
    draft.typed("move-who", who),
    wrong,
    button(t("save"), keep, "main"),
  );
}
