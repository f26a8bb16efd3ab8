// The questions of one set, a screen at a time, and the answers sealed in this page.
import { seal } from "tweetnacl-sealedbox-js";
import { key, plaintext } from "./box.js";
import { deeds, put } from "./outcomes.js";
import { all, codeField, dots, harmless, only, part, show } from "./screens.js";
import { isStanding, screensFor } from "./public_point.js";
import { typedNumber } from "./typed_number.js";
import { ways } from "./delivery.js";

const body = document.body;
/** The words of the set that is asked. @type {Words} */
export let words = {};
let at = 0;
/** @type {HTMLElement[]} */
let path = [];
/** @type {HTMLFormElement | null} */
let form = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let moving;

/** The id of the part whose questions are being asked, or "". */
export const askedPart = () => (form ? /** @type {Element} */ (form.parentNode).id : "");

/** The form that is asked; only what it calls itself needs it. */
function asked() {
  if (!form) throw new Error("nothing is asked");
  return form;
}

/** Nothing of what was asked and answered stays. */
export function stopAsking() {
  // The pending page turn too, or it would fire for the next person.
  clearTimeout(moving);
  form = null;
  path = [];
}

/** @param {string} id */
export function start(id) {
  const shown = only(id);
  words = JSON.parse(shown.dataset.words || "{}");
  form = /** @type {HTMLFormElement} */ (part(shown, "form"));
  codeField(form).value = typedNumber;
  all(form, ".screen").forEach(addButtons);
  path = screensFor(form, isStanding(typedNumber));
  form.onsubmit = send;
  form.onchange = (event) => chosen(/** @type {HTMLInputElement} */ (event.target));
  go(0);
}

/** @param {HTMLElement} screen */
function addButtons(screen) {
  if (screen.querySelector(".skip,.main") || screen.dataset.own === "code") return;
  // A list moves on only by a button: with a keyboard it changes at every name passed by.
  if (screen.querySelector("select")) addButton(screen, "button main", words.next);
  const own = screen.dataset.item || screen.dataset.own;
  addButton(screen, own ? "skip" : "button main", own ? words.skip : words.begin);
}

/**
 * @param {Element} screen
 * @param {string} look
 * @param {string} text
 */
function addButton(screen, look, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = look;
  button.textContent = text;
  button.onclick = () => go(at + 1);
  screen.appendChild(button);
}

/** @param {number} to */
function go(to) {
  at = Math.min(to, path.length - 1);
  show(path, at);
  dots(asked(), path.length, at);
}

/** @param {HTMLInputElement} input */
function chosen(input) {
  if (input.name === ".alone" && input.value === "no") return rightsOnly();
  if (input.name === ".age" && input.value !== "18_plus") return young(input.value);
  if (input.type === "radio") moving = setTimeout(() => go(at + 1), 150);
}

/** @param {string} band */
function young(band) {
  start(`${askedPart()}-young`);
  asked().dataset.age = band;
}

// Whoever looks over a shoulder sees general rights and a calendar. "Next" goes on; the answer is sealed with the rest.
function rightsOnly() {
  const home = askedPart();
  const next = harmless(part(document, `#done-${body.dataset.lang}`), words);
  next.onclick = () => {
    only(home);
    go(at + 1);
  };
}

/** @param {HTMLFormElement} from */
function answers(from) {
  /** @type {Record<string, string>} */
  const said = from.dataset.age ? { ".age": from.dataset.age } : {};
  Array.from(from.elements).forEach((element) => {
    const input = /** @type {HTMLInputElement} */ (element);
    if (input.type === "radio" ? input.checked : input.tagName === "SELECT" && input.value)
      said[input.name] = input.value;
  });
  return said;
}

/** @param {Event} event */
function send(event) {
  event.preventDefault();
  const from = asked();
  const code = codeField(from).value;
  // A standing point's number that was typed only now: two questions more, then this screen again.
  if (isStanding(code) && !from.dataset.standing) {
    path = screensFor(from, true);
    return go(path.length - 3);
  }
  const said = answers(from);
  const { lang = "", key: publicKey = "" } = body.dataset;
  const set = from.dataset.set || "";
  const box = seal(plaintext(set, lang, said), key(publicKey));
  const button = /** @type {HTMLButtonElement} */ (part(from, "[type=submit]"));
  button.disabled = true;
  ways.box(
    code.slice(0, 40),
    box,
    words,
    (state) => {
      button.textContent = state;
    },
    (answer) => {
      form = null;
      thank(lang, set, said, answer);
    },
  );
}

/**
 * @param {string} language
 * @param {string} set
 * @param {Record<string, string>} said
 * @param {string} answer
 */
function thank(language, set, said, answer) {
  const done = only(`done-${language}`);
  all(done, "[data-law]").forEach((note) => {
    const [ofSet, item, choice] = (note.dataset.law || "").split(" ");
    note.hidden = ofSet !== set || said[item] !== choice;
  });
  part(done, "h2").textContent = words.law_title;
  put(deeds(answer, words, false), part(done, ".said"));
}
