// Mend what is known: the employer and the site as the register has them, and what this visit saw otherwise.

import { openVisit, record } from "../../storage/open_visit.mjs";
import { fieldOf, correctionOf, read } from "../../core/rules/register_fields.mjs";
import { button, choices, drafting, el, go, link, notice, show } from "../../ui/dom.mjs";
import { warning } from "../evidence/redact_notes.mjs";
import { about as place, saved, signed } from "../../ui/visit_frame.mjs";
import { clock, day, t } from "../../core/words.mjs";

/** @type {RecordKind[]} */
const KINDS = ["employer", "site"];

/**
 * The list of fields, or one of them.
 * @param {string} id
 * @param {RecordKind | undefined} about
 * @param {string} name
 */
export async function known(id, about, name) {
  const draft = drafting();
  const hand = await openVisit(id);
  // A pack from before there were corrections has nothing to correction against.
  if (!hand.visit.known) return old(hand);
  return about ? one(hand, draft, about, name) : list(hand);
}

/**
 * @param {Hand} hand
 * @param {[string, string]} back
 */
const frame = (hand, back) => ({ back, place: place(hand), saved: saved(hand) });

/** @param {Hand} hand */
const old = (hand) =>
  show(
    frame(hand, [t("visit"), `#/v/${hand.id}`]),
    el("h1", {}, t("known")),
    notice("attention", t("known-old"), t("known-old-more")),
    link(t("today"), "#/", "main"),
  );

/** @param {Hand} hand */
function list(hand) {
  /**
   * @param {RecordKind} about
   * @param {string} name
   */
  const row = (about, name) => {
    const { held, standing, shown } = fieldOf(hand, about, name);
    const state =
      standing.length > 1
        ? ` · ${t("known-differ")}`
        : standing.length && !same(held, shown)
          ? ` · ${t("known-corrected")}`
          : "";
    return el(
      "li",
      {},
      el(
        "a",
        { class: "stop", href: `#/v/${hand.id}/known/${about}/${name}` },
        el("span", { class: "stop-title" }, t(`known-${name}`)),
        el("span", { class: "stop-more" }, words(hand, name, shown) + state),
      ),
    );
  };
  show(
    frame(hand, [t("visit"), `#/v/${hand.id}`]),
    el("h1", {}, t("known")),
    el("p", {}, t("known-what")),
    KINDS.map((about) =>
      el(
        "section",
        {},
        el("h2", {}, t(`known-${about}`)),
        el("p", { class: "quiet" }, hand.visit[about].name),
        el(
          "ul",
          { class: "stops" },
          hand.pack.fields[about].map(({ name }) => row(about, name)),
        ),
      ),
    ),
  );
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * A value in words.
 * @param {Hand} hand
 * @param {string} name
 * @param {Json | undefined} value
 */
function words(hand, name, value) {
  if (value === null || value === undefined) return t("known-none");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (Array.isArray(value))
    return value.map((code) => hand.pack.languages.find((one) => one.code === code)?.name ?? String(code)).join(", ");
  if (name === "state") return t(`known-state-${value}`);
  return name.startsWith("season_") ? day(String(value)) : String(value);
}

/**
 * @param {Hand} hand
 * @param {Draft} draft
 * @param {RecordKind} about
 * @param {string} name
 */
function one(hand, draft, about, name) {
  const field = fieldOf(hand, about, name);
  const wrong = el("div", { role: "alert" });
  /** @param {Json | undefined} to */
  const write = async (to) => {
    if (to === undefined)
      return wrong.replaceChildren(notice("danger", t("not-saved"), t(`known-unfit-${field.asked.kind}`)));
    if (field.standing.length > 1 || !same(to, field.shown))
      await record(hand.id, "corrected", correctionOf(hand, about, field, to));
    await draft.settled();
    return go(`#/v/${hand.id}/known`);
  };
  const [made, typed] = input(hand, draft, name, field);
  show(
    frame(hand, [t("known"), `#/v/${hand.id}/known`]),
    el("h1", {}, t(`known-${name}`)),
    el("p", {}, t("known-held", { value: words(hand, name, field.held) })),
    signed(hand) && notice("information", t("known-late")),
    field.standing.length === 1 &&
      notice(
        "information",
        t("known-corrected-to", { value: words(hand, name, field.shown) }),
        whose(hand, field.standing[0]),
      ),
    field.standing.length > 1 &&
      el(
        "div",
        {},
        notice("attention", t("known-differ"), t("known-differ-more")),
        el(
          "div",
          { class: "actions" },
          field.standing.map((each) =>
            button(`${words(hand, name, each.to)} · ${whose(hand, each)}`, () => write(each.to)),
          ),
        ),
      ),
    made,
    wrong,
    button(t("save"), () => write(read(field.asked, typed())), "main"),
  );
}

/**
 * @param {Hand} hand
 * @param {StandingMend} standingMend
 */
function whose(hand, { staff, at, event }) {
  const who = hand.visit.team.find((each) => each.id === staff)?.name ?? "";
  const row = hand.held.events.find((each) => each.id === event);
  return `${who}, ${clock(at, hand.visit.site.time_zone)}${row && !row.sent ? ` · ${t("known-here")}` : ""}`;
}

/** @param {Json} value */
const listOf = (value) => (Array.isArray(value) ? value.map(String) : []);

/**
 * The choice of nothing, where the field may be empty.
 * @param {FieldRule} asked
 * @returns {[string, string][]}
 */
const none = (asked) => (asked.needed ? [] : [["", t("known-none")]]);

/** @type {Record<string, Attributes | undefined>} */
const TYPES = {
  whole: { type: "number", min: 0, step: 1, inputmode: "numeric" },
  day: { type: "date" },
  sector: { type: "text", inputmode: "numeric" },
};

/**
 * The way to type one field: [element, () => what was typed].
 * @param {Hand} hand
 * @param {Draft} draft
 * @param {string} name
 * @param {KnownField} knownField
 * @returns {[Child, () => string | string[]]}
 */
function input(hand, draft, name, { asked, shown }) {
  const [label, key] = [t("known-now"), `known-${name}`];
  if (["one", "flag", "languages"].includes(asked.kind)) {
    const many = asked.kind === "languages";
    const start = asked.kind === "flag" ? (shown ? "yes" : "no") : many ? listOf(shown) : String(shown ?? "");
    const picked = draft.picked(key, start);
    const called = new Map(many ? hand.pack.languages.map((one) => [one.code, one.name]) : []);
    const values = many ? [...called.keys()] : asked.kind === "flag" ? ["yes", "no"] : asked.choices;
    /** @type {[string, string][]} */
    const named = values.map((each) => [
      each,
      called.get(each) ?? (asked.kind === "flag" ? t(each) : words(hand, name, each)),
    ]);
    const pairs = many || asked.kind === "flag" ? named : [...named, ...none(asked)];
    return [
      choices(label, many ? "checkbox" : "radio", pairs, [picked.value].flat(), (values) =>
        picked.pick(many ? values : values[0]),
      ),
      () => picked.value,
    ];
  }
  const made =
    asked.kind === "text"
      ? el("textarea", { rows: 4, maxlength: asked.most })
      : el("input", {
          type: "text",
          maxlength: asked.kind === "whole" ? null : asked.most || null,
          ...TYPES[asked.kind],
        });
  made.value = String(shown ?? "");
  const free = ["line", "text"].includes(asked.kind);
  return [
    [draft.typed(key, made, t(`known-hint-${asked.kind}`)), free && warning(hand, made)].filter(Boolean),
    () => made.value,
  ];
}
