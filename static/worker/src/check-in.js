// The worker's page with JavaScript: one question a screen, sealed here, nothing remembered.
// Classic script, ES2015, built by the set-up. Without it the same document is one long form.
import { seal } from "tweetnacl-sealedbox-js";
import { dots, harmless, only, show } from "./screens.js";
import { base64, key, plaintext } from "./box.js";

// First thing: the number leaves the address bar. The phone's own history keeps it, and the page says so.
const typed = location.hash.slice(1);
if (/^\d{16}$/.test(typed)) history.replaceState(null, "", location.pathname);

const body = document.body;
let words = {};
let at = 0;
let path = [];
let form = null;

body.className = "js";
only("first");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  if (link.className === "leave") leave(event, link.href);
  else if (link.dataset.lang) start(event, link.dataset.lang);
  else if (link.className === "help") open(event, link.hash.slice(1));
  else if (link.className === "button") open(event, form ? form.parentNode.id : "first");
});

function leave(event, where) {
  event.preventDefault();
  document.documentElement.innerHTML = "";
  location.replace(where);
}

function open(event, id) {
  event.preventDefault();
  only(id);
}

function start(event, id) {
  event.preventDefault();
  document.documentElement.lang = id.slice(0, 2);
  const part = only(id);
  words = JSON.parse(part.dataset.words);
  form = part.querySelector("form");
  path = [].slice.call(form.querySelectorAll(".screen"));
  form.querySelector("input.code").value = /^\d{16}$/.test(typed) ? typed : "";
  path.forEach(addButtons);
  form.onsubmit = send;
  form.onchange = chosen;
  go(0);
}

function addButtons(screen) {
  if (screen.querySelector(".skip") || screen.dataset.own === "code") return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = screen.dataset.item || screen.dataset.own ? "skip" : "button main";
  button.textContent = screen.dataset.item || screen.dataset.own ? words.skip : words.begin;
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
  if (event.target.type === "radio") setTimeout(() => go(at + 1), 150);
}

function young(band) {
  start({ preventDefault() {} }, `${form.parentNode.id}-young`);
  form.dataset.age = band;
}

// Whoever looks over a shoulder sees general rights and a calendar. "Next" goes on; the answer is sealed with the rest.
function rightsOnly() {
  const home = form.parentNode.id;
  const next = harmless(document.getElementById(`done-${document.documentElement.lang}`), words);
  next.onclick = () => { only(home); go(at + 1); };
}

function answers() {
  const said = form.dataset.age ? { ".age": form.dataset.age } : {};
  [].forEach.call(form.elements, (input) => {
    if (input.type === "radio" && input.checked) said[input.name] = input.value;
  });
  return said;
}

function send(event) {
  event.preventDefault();
  const said = answers();
  const language = document.documentElement.lang;
  const box = seal(plaintext(form.dataset.set, language, said), key(body.dataset.key));
  const code = form.querySelector("input.code").value;
  const set = form.dataset.set;
  deliver(new URLSearchParams({ code: code.slice(0, 40), box: base64(box) }).toString(), 1000, () => {
    form = null;
    thank(language, set, said);
  });
}

// The same sealed bytes again and again until the server has them: a lost answer is not a second vote.
function deliver(sealed, wait, then) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  button.textContent = words.sending;
  fetch("/c/", { method: "POST", body: sealed, headers: { "Content-Type": "application/x-www-form-urlencoded" }, credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => { if (!answer.ok) throw new Error("later"); then(); })
    .catch(() => {
      button.textContent = words.lost;
      setTimeout(() => deliver(sealed, Math.min(wait * 2, 60000), then), wait);
    });
}

function thank(language, set, said) {
  const part = only(`done-${language}`);
  part.querySelectorAll("[data-law]").forEach((note) => {
    const [ofSet, item, choice] = note.dataset.law.split(" ");
    note.hidden = ofSet !== set || said[item] !== choice;
  });
  part.querySelector("h2").textContent = words.law_title;
}

// Whoever grabs the phone or opens the list of apps sees an empty page; a tap brings it back.
document.addEventListener("visibilitychange", () => { if (document.hidden) body.hidden = true; });
document.addEventListener("pointerdown", () => { body.hidden = false; });
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); else body.hidden = false; });
