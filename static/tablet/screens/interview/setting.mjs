// The setting of a private interview, recorded whole before the questions open: who could see, who could hear, who
// interpreted.

import { record } from "../../storage/open_visit.mjs";
import { button, choices, el, go, notice, select } from "../../ui/dom.mjs";
import { signed } from "../../ui/visit_frame.mjs";
import { language, t } from "../../core/words.mjs";

const NEAR = ["nobody", "workers", "employer", "others"];
const WAYS = ["none", "phone", "present"];
const LANGUAGES = [
  "en",
  "fr",
  "es",
  "am",
  "ar",
  "bn",
  "fa",
  "gu",
  "hi",
  "ht",
  "id",
  "ja",
  "km",
  "ko",
  "lo",
  "ml",
  "my",
  "ne",
  "pa",
  "pl",
  "ps",
  "pt",
  "ro",
  "ru",
  "si",
  "so",
  "sw",
  "ta",
  "te",
  "th",
  "ti",
  "tl",
  "tr",
  "uk",
  "ur",
  "uz",
  "vi",
  "zh",
];

/** @param {Partial<CaseSettingValue>} setting */
export const isWhole = (setting) => Boolean(setting.seen_by && setting.heard_by && setting.interpreter);

/**
 * A language's own code in the reader's words.
 * @param {string} code
 */
export const languageName = (code) => new Intl.DisplayNames([`${language}-CA`], { type: "language" }).of(code) ?? code;

/** @returns {[string, string][]} */
const languages = () => {
  const named = LANGUAGES.map((code) => ({ code, name: languageName(code) })).sort((a, b) =>
    a.name.localeCompare(b.name, language),
  );
  return [["", "–"], ...named.map(({ code, name }) => /** @type {[string, string]} */ ([code, name]))];
};

/**
 * What was recorded, in words, with a warning where it spoils what the person says.
 * @param {Partial<CaseSettingValue>} setting
 */
export function settingTold(setting) {
  const more = setting.interpreter === "none" ? "" : ` · ${setting.number} · ${languageName(setting.language ?? "")}`;
  const lines = [
    `${t("setting-seen_by")} ${t(`setting-${setting.seen_by}`)}.`,
    `${t("setting-heard_by")} ${t(`setting-${setting.heard_by}`)}.`,
    `${t("setting-interpreter")}: ${t(`setting-${setting.interpreter}`)}${more}`,
  ];
  const wrong = [
    [setting.seen_by, setting.heard_by].includes("employer") && t("setting-not-private"),
    setting.interpreter !== "none" && !setting.no_tie && t("setting-tie"),
    setting.interpreter !== "none" && !setting.accepted && t("setting-not-accepted"),
  ].filter(Boolean);
  return el(
    "div",
    {},
    lines.map((line) => el("p", {}, line)),
    wrong.length > 0 && notice("attention", t("setting-doubt"), ...wrong),
  );
}

/**
 * The form; one event once everything is said.
 * @param {Hand} hand
 * @param {PersonCase} personCase
 * @param {Draft} draft
 */
export function settingForm(hand, { id: caseId, setting }, draft) {
  /** @param {"seen_by" | "heard_by" | "interpreter"} name */
  const near = (name) => draft.picked(`setting-${name}`, setting[name] ?? "");
  const [seen, heard, way] = [near("seen_by"), near("heard_by"), near("interpreter")];
  const sworn = draft.picked(
    "setting-sworn",
    [setting.no_tie ? "no_tie" : "", setting.accepted ? "accepted" : ""].filter(Boolean),
  );
  const number = Object.assign(el("input", { type: "text", maxlength: 20 }), { value: setting.number ?? "" });
  const spoken = select(languages(), setting.language ?? "");
  const wrong = el("div", { role: "alert" });
  const more = el(
    "div",
    { hidden: !way.value || way.value === "none" },
    draft.typed("setting-number", number, t("setting-number-hint")),
    draft.typed("setting-language", spoken),
    choices(
      t("setting-sworn"),
      "checkbox",
      [
        ["no_tie", t("setting-no_tie")],
        ["accepted", t("setting-accepted")],
      ],
      sworn.value,
      sworn.pick,
    ),
  );
  const save = async () => {
    const value = read(seen, heard, way, { number, spoken, sworn });
    if (!value) return wrong.replaceChildren(notice("danger", t("not-saved"), t("setting-needs")));
    await record(hand.id, "case_setting", value, { more: { at_item: [{ case: caseId }] } });
    await draft.settled();
    return go(`#/v/${hand.id}/person/${caseId}`);
  };
  /**
   * @param {string} legend
   * @param {string[]} options
   * @param {Picked<string>} state
   * @param {(picked: string) => void} [then]
   */
  const pick = (legend, options, state, then = () => {}) =>
    choices(
      legend,
      "radio",
      options.map((one) => [one, t(`setting-${one}`)]),
      [state.value],
      ([one]) => {
        state.pick(one);
        then(one);
      },
    );
  return el(
    "section",
    {},
    el("h2", {}, t("setting")),
    el("p", {}, t("setting-first")),
    wrong,
    pick(t("setting-seen_by"), NEAR, seen),
    pick(t("setting-heard_by"), NEAR, heard),
    pick(t("setting-interpreter"), WAYS, way, (one) => {
      more.hidden = one === "none";
    }),
    more,
    el("p", {}, button(t("save"), save, "main", { disabled: signed(hand) })),
  );
}

/**
 * @param {Picked<string>} seen
 * @param {Picked<string>} heard
 * @param {Picked<string>} way
 * @param {{ number: HTMLInputElement; spoken: HTMLSelectElement; sworn: Picked<string[]> }} interpreter
 */
function read(seen, heard, way, { number, spoken, sworn }) {
  const around = { seen_by: seen.value, heard_by: heard.value, interpreter: way.value };
  if (!isWhole(around)) return null;
  if (way.value === "none") return around;
  const of = number.value.trim().toUpperCase();
  if (!/^[0-9A-Z][0-9A-Z-]{0,19}$/.test(of) || !spoken.value) return null;
  return {
    ...around,
    number: of,
    language: spoken.value,
    no_tie: sworn.value.includes("no_tie"),
    accepted: sworn.value.includes("accepted"),
  };
}
