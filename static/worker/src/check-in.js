// The worker's page with JavaScript: one question a screen, sealed here, nothing remembered.
// Classic script, ES2015, built by the set-up. Without it the same document is one long form.
import { seal } from "tweetnacl-sealedbox-js";
import { dots, harmless, only, show } from "./screens.js";
import { key, plaintext } from "./box.js";
import { deeds, put } from "./did.js";
import { watch } from "./signs.js";
import { isStanding, screensFor } from "./standing.js";
import { ways } from "./ways.js";

// First thing: the number leaves the address bar. The phone's own history keeps it, and the page says so.
const typed = location.hash.slice(1);
if (/^\d{16}$/.test(typed)) history.replaceState(null, "", location.pathname);

const body = document.body;
const title = document.title;
let words = {};
let at = 0;
let path = [];
let form = null;
let moving = 0;

body.className = "js";

document.addEventListener("click", (event) => {
  const speaker = event.target.closest(".sound");
  if (speaker) return listen(speaker.dataset);
  const signs = event.target.closest(".signs");
  if (signs) return watch(signs, body.dataset.lang);
  const link = event.target.closest("a");
  if (!link) return;
  if (link.className === "leave") leave(event, link.href);
  else if (link.dataset.lang) fetchLanguage(event, link);
  else if (link.className === "help" || link.className === "read") open(event, link.hash.slice(1));
  else if (link.className === "button") open(event, form ? form.parentNode.id : body.dataset.lang);
});

// The chosen language comes into this same page, so that Back leaves it at once. One size for all languages.
function fetchLanguage(event, link) {
  event.preventDefault();
  fetch(link.pathname, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => { if (!answer.ok) throw new Error("later"); return answer.text(); })
    .then((text) => {
      const came = new DOMParser().parseFromString(text, "text/html");
      body.insertBefore(came.getElementById("pictures"), body.firstChild);
      [].forEach.call(came.querySelectorAll(".part"), (part) => body.querySelector("main").appendChild(part));
      ["key", "lang", "reads", "at"].forEach((name) => { body.dataset[name] = came.body.dataset[name]; });
      document.documentElement.dir = came.documentElement.dir;
      document.title = came.title;
      begin(link.dataset.lang);
    })
    .catch(() => { location.href = link.href; });
}

// The whole language comes in one file of one size, so that the line does not tell which question is heard.
let voice = null;

function listen(clip) {
  voice = voice || fetch(`/c/check-in.voice-${body.dataset.lang}`, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => { if (!answer.ok) throw new Error("later"); return answer.blob(); })
    .then((sound) => new Audio(URL.createObjectURL(sound)));
  voice.then((audio) => {
    audio.ontimeupdate = () => { if (audio.currentTime >= clip.to) audio.pause(); };
    audio.currentTime = Number(clip.from);
    return audio.play();
  }).catch(() => { voice = null; });
}

function leave(event, where) {
  event.preventDefault();
  ways.leave(where);
}

// The first screen, and nothing of who was here; a lent handset shows it between two people.
export function again() {
  if (voice) voice.then((audio) => { audio.pause(); URL.revokeObjectURL(audio.src); }, () => {});
  voice = null;
  // Or the last touch of whoever left would turn the next person's page.
  clearTimeout(moving);
  form = null;
  path = [];
  [].forEach.call(document.querySelectorAll("#pictures,.part:not(#first)"), (one) => one.remove());
  ["key", "lang", "reads", "at"].forEach((name) => { delete body.dataset[name]; });
  document.documentElement.dir = "";
  document.documentElement.lang = "en";
  document.title = title;
  only("first");
}

function open(event, id) {
  event.preventDefault();
  only(id);
}

function begin(lang) {
  document.documentElement.lang = lang;
  const help = document.querySelector("form.urgent");
  if (help) {
    help.querySelector("input.code").value = numberTyped();
    // Where the card's number came with the scan, nobody needs to see or type it.
    if (numberTyped()) [].forEach.call(help.querySelectorAll(".code,.code+.quiet"), (one) => { one.hidden = true; });
    [].forEach.call(help.querySelectorAll("[name=tap]"), (button) => { button.onclick = (event) => tap(event, help, button.value); });
  }
  const asking = document.querySelector("form.deeds");
  if (asking) {
    asking.querySelector("input.code").value = numberTyped();
    asking.onsubmit = (event) => readDeeds(event, asking);
  }
  start(lang);
}

const numberTyped = () => (/^\d{16}$/.test(typed) ? typed : "");

function start(id) {
  const part = only(id);
  words = JSON.parse(part.dataset.words);
  form = part.querySelector("form");
  form.querySelector("input.code").value = numberTyped();
  [].forEach.call(form.querySelectorAll(".screen"), addButtons);
  path = screensFor(form, isStanding(numberTyped()));
  form.onsubmit = send;
  form.onchange = chosen;
  go(0);
}

function addButtons(screen) {
  if (screen.querySelector(".skip,.main") || screen.dataset.own === "code") return;
  // A list moves on only by a button: with a keyboard it changes at every name passed by.
  if (screen.querySelector("select")) addButton(screen, "button main", words.next);
  const asked = screen.dataset.item || screen.dataset.own;
  addButton(screen, asked ? "skip" : "button main", asked ? words.skip : words.begin);
}

function addButton(screen, look, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = look;
  button.textContent = text;
  button.onclick = () => go(at + 1);
  screen.appendChild(button);
}

function go(to) {
  at = Math.min(to, path.length - 1);
  show(path, at);
  dots(form, path.length, at);
}

function chosen(event) {
  const own = event.target.name;
  if (own === ".alone" && event.target.value === "no") return rightsOnly();
  if (own === ".age" && event.target.value !== "18_plus") return young(event.target.value);
  if (event.target.type === "radio") moving = setTimeout(() => go(at + 1), 150);
}

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

// Reading uses no card up and keeps nothing.
function readDeeds(event, asking) {
  event.preventDefault();
  const code = asking.querySelector("input.code").value.slice(0, 40);
  const wait = asking.querySelector(".wait");
  ways.read(code, words, (told) => { wait.textContent = told; }, (answer) => {
    wait.textContent = "";
    put(deeds(answer, words, true), asking);
  });
}

// "Help now": a kind and, where there is one, the card's number; what the page then says was true when the answer came.
function tap(event, help, kind) {
  event.preventDefault();
  const code = help.querySelector("input.code").value.slice(0, 40);
  const wait = help.querySelector(".wait");
  ways.call(kind, code, words, (told) => { wait.textContent = told; }, (now) => {
    wait.textContent = "";
    tellReads(now);
    only(`told-${body.dataset.lang}`);
  });
}

export function tellReads(now) {
  [].forEach.call(document.querySelectorAll(".reads"), (line) => {
    line.textContent = words[`read_${now.reads}`].replace("{at}", now.at);
  });
}

function thank(language, set, said, answer) {
  const part = only(`done-${language}`);
  part.querySelectorAll("[data-law]").forEach((note) => {
    const [ofSet, item, choice] = note.dataset.law.split(" ");
    note.hidden = ofSet !== set || said[item] !== choice;
  });
  part.querySelector("h2").textContent = words.law_title;
  put(deeds(answer, words, false), part.querySelector(".said"));
}

// Whoever grabs the phone or opens the list of apps sees an empty page; a tap brings it back.
document.addEventListener("visibilitychange", () => { if (document.hidden) { body.hidden = true; if (voice) voice.then((audio) => audio.pause()); } });
document.addEventListener("pointerdown", () => { body.hidden = false; });
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); else body.hidden = false; });

// Last, when all of the above is there: a language's own address, or the page to choose one.
if (body.dataset.lang) begin(body.dataset.lang);
else only("first");
