// The questions of one set, a screen at a time, and the answers sealed in this page.
import { seal } from "tweetnacl-sealedbox-js";
import { key, plaintext } from "./box.js";
import { deeds, put } from "./did.js";
import { dots, harmless, only, show } from "./screens.js";
import { isStanding, screensFor } from "./standing.js";
import { typedNumber } from "./typed_number.js";
import { ways } from "./ways.js";

const body = document.body;
/** The words of the set that is asked. */
export let words = {};
let at = 0;
let path = [];
let form = null;
let moving = 0;

/** The id of the part whose questions are being asked, or null. */
export const askedPart = () => (form ? form.parentNode.id : null);

/** Nothing of what was asked and answered stays. */
export function stopAsking() {
  // The pending page turn too, or it would fire for the next person.
  clearTimeout(moving);
  form = null;
  path = [];
}

/** @param {string} id */
export function start(id) {
  const part = only(id);
  words = JSON.parse(part.dataset.words);
  form = part.querySelector("form");
  form.querySelector("input.code").value = typedNumber;
  [].forEach.call(form.querySelectorAll(".screen"), addButtons);
  path = screensFor(form, isStanding(typedNumber));
  form.onsubmit = send;
  form.onchange = chosen;
  go(0);
}

/** @param {HTMLElement} screen */
function addButtons(screen) {
  if (screen.querySelector(".skip,.main") || screen.dataset.own === "code") return;
  // A list moves on only by a button: with a keyboard it changes at every name passed by.
  if (screen.querySelector("select")) addButton(screen, "button main", words.next);
  const asked = screen.dataset.item || screen.dataset.own;
  addButton(screen, asked ? "skip" : "button main", asked ? words.skip : words.begin);
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
  dots(form, path.length, at);
}

/** @param {Event & { target: HTMLInputElement }} event */
function chosen(event) {
  const own = event.target.name;
  if (own === ".alone" && event.target.value === "no") return rightsOnly();
  if (own === ".age" && event.target.value !== "18_plus") return young(event.target.value);
  if (event.target.type === "radio") moving = setTimeout(() => go(at + 1), 150);
}

/** @param {string} band */
function young(band) {
  start(`${form.parentNode.id}-young`);
  form.dataset.age = band;
}

// Whoever looks over a shoulder sees general rights and a calendar. "Next" goes on; the answer is sealed with the rest.
function rightsOnly() {
  const home = form.parentNode.id;
  const next = harmless(document.getElementById(`done-${body.dataset.lang}`), words);
  next.onclick = () => { only(home); go(at + 1); };
}

function answers() {
  const said = form.dataset.age ? { ".age": form.dataset.age } : {};
  [].forEach.call(form.elements, (input) => {
    if (input.type === "radio" ? input.checked : input.tagName === "SELECT" && input.value) said[input.name] = input.value;
  });
  return said;
}

/** @param {Event} event */
function send(event) {
  event.preventDefault();
  // A standing point's number that was typed only now: two questions more, then this screen again.
  if (isStanding(form.querySelector("input.code").value) && !form.dataset.standing) {
    path = screensFor(form, true);
    return go(path.length - 3);
  }
  const said = answers();
  const language = body.dataset.lang;
  const box = seal(plaintext(form.dataset.set, language, said), key(body.dataset.key));
  const code = form.querySelector("input.code").value;
  const set = form.dataset.set;
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  ways.box(code.slice(0, 40), box, words, (told) => { button.textContent = told; }, (answer) => {
    form = null;
    thank(language, set, said, answer);
  });
}

/**
 * @param {string} language
 * @param {string} set
 * @param {Record<string, string>} said
 * @param {string} answer
 */
function thank(language, set, said, answer) {
  const part = only(`done-${language}`);
  part.querySelectorAll("[data-law]").forEach((note) => {
    const [ofSet, item, choice] = note.dataset.law.split(" ");
    note.hidden = ofSet !== set || said[item] !== choice;
  });
  part.querySelector("h2").textContent = words.law_title;
  put(deeds(answer, words, false), part.querySelector(".said"));
}
