// Sheets that stay with the employer, to print or to show: the receipt of a document, and the notice of the visit.
// Both languages stand on one sheet, so that nobody has to ask for theirs.

import { dayAt } from "../../core/days.mjs";
import { openVisit } from "../../storage/open_visit.mjs";
import { button, el, show } from "../../ui/dom.mjs";
import { about, saved } from "../../ui/visit_frame.mjs";
import { day, fill, t } from "../../core/words.mjs";
import en from "../../words/en.json" with { type: "json" };
import fr from "../../words/fr.json" with { type: "json" };

/** @typedef {"en" | "fr"} Lang */

/** @type {Record<Lang, Record<string, string>>} */
const WORDS = { en, fr };
/**
 * @param {Lang} lang
 * @param {string} key
 * @param {Record<string, unknown>} [given]
 */
const say = (lang, key, given = {}) => fill(WORDS[lang][key], given);
/**
 * @param {string} words
 * @param {string | null | undefined | false | 0} value
 */
const fact = (words, value) => value && [el("dt", {}, words), el("dd", {}, value)];

/**
 * @param {Hand} hand
 * @param {Lang} lang
 * @param {string} title
 * @param {string | Date} at
 * @param {...Child} content
 */
function sheet(hand, lang, title, at, ...content) {
  const { agency, employer, site } = { agency: hand.pack.agency, ...hand.visit };
  return el(
    "article",
    { class: "sheet", lang },
    el("p", { class: "sheet-agency" }, agency?.[`name_${lang}`] ?? ""),
    el("h2", {}, title),
    el(
      "dl",
      { class: "facts" },
      ...[
        fact(say(lang, "sheet-of"), employer.name),
        fact(say(lang, "sheet-site"), `${site.name}, ${site.city}`),
        fact(say(lang, "sheet-day"), day(dayAt(at, site.time_zone), lang)),
        fact(say(lang, "sheet-inspector"), hand.pack.staff.name),
      ].flat(),
    ),
    ...content,
  );
}

/**
 * @param {Hand} hand
 * @param {[string, string]} back
 * @param {string} title
 * @param {Element[]} sheets
 */
const frame = (hand, back, title, sheets) =>
  show(
    { back, place: about(hand), saved: saved(hand) },
    el("h1", {}, title),
    el(
      "p",
      { class: "sheet-deeds" },
      button(t("print"), () => print(), "main"),
    ),
    sheets,
  );

/**
 * @param {string} id
 * @param {string} number
 */
export async function receiptSheet(id, number) {
  const hand = await openVisit(id);
  const one = hand.inspection.papers.receipts.find((other) => other.receipt === number);
  if (!one) throw new Error(`the visit has no receipt ${number}`);
  frame(
    hand,
    [t("receipt-of", { n: number }), `#/v/${id}/receipt/${number}`],
    t("sheet-employer"),
    /** @type {Lang[]} */ (["en", "fr"]).map((lang) =>
      sheet(
        hand,
        lang,
        say(lang, "receipt-of", { n: number }),
        one.at,
        el(
          "dl",
          { class: "facts" },
          ...[
            fact(say(lang, "paper-what"), one.what),
            fact(say(lang, "paper-how"), say(lang, `paper-${one.how}`)),
            fact(say(lang, "paper-pages"), one.pages && String(one.pages)),
            fact(say(lang, "paper-return"), one.return_on && day(one.return_on, lang)),
          ].flat(),
        ),
        el("p", {}, say(lang, "receipt-means")),
      ),
    ),
  );
}

/**
 * By which day something is to be done, where there is one.
 * @param {Lang} lang
 * @param {{ due_on: string | null }} one
 */
const due = (lang, { due_on: on }) => (on ? say(lang, "notice-due", { day: day(on, lang) }) : "");

/** @param {string} id */
export async function noticeSheet(id) {
  const hand = await openVisit(id);
  const { orders, papers } = hand.inspection;
  const items = new Map(
    hand.checklists.flatMap((one) => one.sections.flatMap((section) => section.items)).map((one) => [one.id, one]),
  );
  /**
   * @param {Lang} lang
   * @param {Stamped<OrderValue>} one
   */
  const text = (lang, one) => {
    const made = items.get(one.item)?.order?.text;
    return made && Object.values(made).includes(one.text) ? made[lang] : one.text;
  };
  /**
   * @param {Lang} lang
   * @param {string} title
   * @param {string[]} rows
   */
  const list = (lang, title, rows) =>
    rows.length > 0 && [
      el("h3", {}, say(lang, title)),
      el(
        "ol",
        {},
        rows.map((words) => el("li", {}, words)),
      ),
    ];
  frame(
    hand,
    [t("close"), `#/v/${id}/close`],
    t("notice"),
    /** @type {Lang[]} */ (["en", "fr"]).map((lang) =>
      sheet(
        hand,
        lang,
        say(lang, "notice"),
        orders[0]?.at ?? new Date(),
        el("p", {}, say(lang, "notice-what")),
        list(
          lang,
          "stop",
          papers.stops.filter((one) => !one.lifted).map((one) => `${one.what} (${one.act})`),
        ),
        list(
          lang,
          "orders",
          orders.map((one) => `${text(lang, one)} (${one.act}) ${due(lang, one)}`),
        ),
        list(
          lang,
          "demands",
          papers.demands.map((one) => `${one.what} (${one.act}) ${due(lang, one)}`),
        ),
        orders.length + papers.stops.length ? null : el("p", {}, say(lang, "notice-none")),
        el("p", {}, say(lang, "notice-reply")),
        el("p", {}, say(lang, "notice-review")),
        el("p", {}, say(lang, "notice-means")),
      ),
    ),
  );
}
