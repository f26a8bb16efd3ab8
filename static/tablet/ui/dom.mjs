// The DOM's small tools. Text goes in as text, never as markup.

import { draftOf, hold, settle } from "../storage/drafts.mjs";
import { t } from "../core/words.mjs";
import { sign } from "./drawings.mjs";

// Fields are numbered as they are drawn, so that the same screen drawn again has the same ids.
let drawn = 0;
let last = "";

/** @param {string} letter */
function nextId(letter) {
  drawn += 1;
  return `${letter}${drawn}`;
}

/**
 * An element: el("p", {class: "x", onclick: f}, "text", child, …); null children are left out.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Attributes} [attributes]
 * @param {...Child} children
 */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, String(value));
  }
  made.append(...nodes(children));
  return made;
}

/**
 * What stands inside an element, without what is left out.
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
function nodes(children) {
  return children.flatMap((child) => {
    if (Array.isArray(child)) return nodes(child);
    return child == null || child === false ? [] : [typeof child === "number" ? String(child) : child];
  });
}

/**
 * @param {Child} words
 * @param {NonNullable<Attributes["onclick"]>} onclick
 * @param {string} [kind]
 * @param {Attributes} [more]
 */
export const button = (words, onclick, kind = "plain", more = {}) =>
  el("button", { type: "button", class: `button ${kind}`, onclick, ...more }, words);

/**
 * @param {Child} words
 * @param {string} href
 * @param {string} [kind]
 */
export const link = (words, href, kind = "plain") => el("a", { class: `button ${kind}`, href }, words);

/**
 * @param {string} kind
 * @param {string} title
 * @param {...Child} lines
 */
export const notice = (kind, title, ...lines) =>
  el(
    "div",
    { class: `notice ${kind}` },
    el(
      "div",
      { class: "notice-body" },
      el("p", { class: "notice-title" }, title),
      lines.map((line) => el("p", {}, line)),
    ),
  );

/**
 * A labelled field; `made` is the input, select or textarea. The browser neither remembers nor checks the words.
 * @param {string} label
 * @param {Field} made
 * @param {Child} [hint]
 */
export function field(label, made, hint) {
  made.id ||= nextId("f");
  for (const [key, value] of [
    ["autocomplete", "off"],
    ["spellcheck", "false"],
  ])
    made.setAttribute(key, value);
  return el(
    "div",
    { class: "field" },
    el("label", { for: made.id }, label),
    hint && el("p", { class: "hint" }, hint),
    made,
  );
}

/**
 * The drafts of the screen that is being drawn. Call it first, before anything waits and the address can change.
 * @param {string} [screen]
 * @returns {Draft}
 */
export function drafting(screen = location.hash) {
  return {
    /**
     * A field whose words are kept at every letter under `name`, which is also its label; `about` tells equals apart.
     */
    typed(name, made, hint, about = "") {
      const kept = `${name}${about && ` ${about}`}`;
      const before = made.disabled ? undefined : draftOf(screen, kept);
      if (typeof before === "string") made.value = before;
      made.addEventListener("input", () => hold(screen, kept, made.value));
      return field(t(name), made, before === undefined ? hint : [hint && `${hint} `, el("em", {}, t("typed-before"))]);
    },
    /**
     * What is picked now and saved later with the rest: {value, pick(value)}, kept like typed words.
     * @template {string | string[]} Value
     * @param {string} name
     * @param {Value} start
     */
    picked(name, start) {
      const before = /** @type {Loose<Value> | undefined} */ (draftOf(screen, name));
      /** @type {Picked<Loose<Value>>} */
      const one = {
        value: before ?? /** @type {Loose<Value>} */ (/** @type {unknown} */ (start)),
        pick: (value) => {
          one.value = value;
          hold(screen, name, value);
        },
      };
      return one;
    },
    /** The event is written: these drafts (all when none is named) have done their work. */
    settled: (...names) => settle(screen, names),
  };
}

/**
 * @param {[string, string][]} options
 * @param {string} [chosen]
 */
export const select = (options, chosen) =>
  el(
    "select",
    {},
    options.map(([value, words]) => el("option", { value, selected: value === chosen }, words)),
  );

/**
 * A row of radio or check targets. `pairs` is [value, words]; `onpick` gets the list of what is chosen.
 * @param {string} legend
 * @param {string} type
 * @param {[string, string][]} pairs
 * @param {(string | undefined)[]} chosen
 * @param {(chosen: string[]) => unknown} onpick
 * @param {string} [style]
 */
export function choices(legend, type, pairs, chosen, onpick, style = "choices") {
  const name = nextId("c");
  const box = el(
    "fieldset",
    { class: style === "answer-bar" ? "answers" : "basis" },
    el("legend", { class: style === "answer-bar" ? "unseen" : null }, legend),
  );
  const row = style === "answer-bar" ? el("div", { class: "answer-bar" }) : box;
  if (row !== box) box.append(row);
  const picked = () =>
    onpick(
      [.../** @type {NodeListOf<HTMLInputElement>} */ (box.querySelectorAll("input:checked"))].map((one) => one.value),
    );
  for (const [value, words] of pairs) {
    const input = el("input", {
      type,
      name,
      value,
      id: `${name}-${value}`,
      checked: chosen.includes(value),
      onchange: picked,
    });
    row.append(
      style === "answer-bar"
        ? el("label", { class: "answer" }, input, el("span", {}, sign(value), words))
        : el("label", { class: "choice" }, input, el("span", { class: "choice-words" }, words)),
    );
  }
  return box;
}

/**
 * A part of the page that every screen has.
 * @param {string} id
 */
export function byId(id) {
  const part = document.getElementById(id);
  if (!part) throw new Error(`the page has no ${id}`);
  return part;
}

const TITLES = ["arrival", "entry", "dwelling", "people", "cards", "kind", "close", "photo"];

function named() {
  const [, where, , step] = location.hash.split("/");
  return where !== "v" ? "today" : TITLES.includes(step) ? step : "visit";
}

/**
 * Draws a screen: what stands above, the content, and the row under the thumbs.
 * @param {Frame} frame
 * @param {...Child} content
 */
export function show({ back, place = "", saved, thumbs = [], hidden = false }, ...content) {
  const again = last === location.hash;
  const focused = again && document.activeElement?.id;
  const bar = byId("bar");
  bar.replaceChildren(
    back ? el("a", { href: back[1] }, `‹ ${back[0]}`) : el("span", {}, t("app")),
    el("span", { class: "bar-place" }, place),
    saved ?? el("span"),
    hidden ? el("span") : el("a", { class: "hide", href: "#/calendar", "aria-label": t("neutral") }, "■"),
  );
  byId("main").replaceChildren(...nodes(content));
  const nav = byId("thumbs");
  nav.hidden = !thumbs.length;
  nav.replaceChildren(...thumbs);
  nav.setAttribute("aria-label", t("thumbs"));
  document.querySelector(".foot a")?.replaceChildren(t("source-code"));
  const title = /** @type {HTMLElement | null} */ (document.querySelector("main h1"));
  // A title stands in the browser's history for years: it names the kind of screen, never the place or the question.
  document.title = `${t(named())} – Spotcheck`;
  title?.setAttribute("tabindex", "-1");
  (document.getElementById(focused || "-") ?? (again ? null : title))?.focus({ preventScroll: true });
  if (!again) window.scrollTo(0, 0);
  last = location.hash;
  drawn = 0;
}

/**
 * A sentence above everything on the screen, read aloud at once; gives its box, for what can be done about it.
 * @param {string} title
 * @param {...string} lines
 */
export function alarm(title, ...lines) {
  const main = byId("main");
  const made = notice("danger", title, ...lines);
  calm();
  main.prepend(el("div", { class: "alarm", role: "alert" }, made));
  window.scrollTo(0, 0);
  return /** @type {HTMLElement} */ (made.firstChild);
}

export const calm = () => document.querySelector(".alarm")?.remove();

/** Draws the present screen again; start.mjs draws one at a time, so that a slow one never covers a newer one. */
export const redraw = () => dispatchEvent(new HashChangeEvent("hashchange"));
/** @param {string} hash */
export const go = (hash) => {
  if (location.hash === hash) redraw();
  else location.hash = hash;
};
