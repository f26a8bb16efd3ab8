// The worker's page with JavaScript: one question a screen, sealed here, nothing remembered.
// Classic script, ES2015, built by the set-up. Without it the same document is one long form.
import { readDeeds, tap } from "./help_calls.js";
import { askedPart, start, stopAsking } from "./questions.js";
import { only } from "./screens.js";
import { watch } from "./signs.js";
import { typedNumber } from "./typed_number.js";
import { forgetVoice, hush, listen } from "./voice.js";
import { ways } from "./ways.js";

const body = document.body;
const title = document.title;

body.className = "js";

document.addEventListener("click", (event) => {
  const speaker = event.target.closest(".sound");
  if (speaker) return listen(speaker.dataset, body.dataset.lang);
  const signs = event.target.closest(".signs");
  if (signs) return watch(signs, body.dataset.lang);
  const link = event.target.closest("a");
  if (!link) return;
  if (link.className === "leave") leave(event, link.href);
  else if (link.dataset.lang) fetchLanguage(event, link);
  else if (link.className === "help" || link.className === "read") open(event, link.hash.slice(1));
  else if (link.className === "button") open(event, askedPart() || body.dataset.lang);
});

// The chosen language comes into this same page, so that Back leaves it at once. One size for all languages.
/**
 * @param {Event} event
 * @param {HTMLAnchorElement} link
 */
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

/**
 * @param {Event} event
 * @param {string} where
 */
function leave(event, where) {
  event.preventDefault();
  ways.leave(where);
}

// The first screen, and nothing of who was here; a lent handset shows it between two people.
export function again() {
  forgetVoice();
  stopAsking();
  [].forEach.call(document.querySelectorAll("#pictures,.part:not(#first)"), (one) => one.remove());
  ["key", "lang", "reads", "at"].forEach((name) => { delete body.dataset[name]; });
  document.documentElement.dir = "";
  document.documentElement.lang = "en";
  document.title = title;
  only("first");
}

/**
 * @param {Event} event
 * @param {string} id
 */
function open(event, id) {
  event.preventDefault();
  only(id);
}

/** @param {string} lang */
function begin(lang) {
  document.documentElement.lang = lang;
  const help = document.querySelector("form.urgent");
  if (help) {
    help.querySelector("input.code").value = typedNumber;
    // Where the card's number came with the scan, nobody needs to see or type it.
    if (typedNumber) [].forEach.call(help.querySelectorAll(".code,.code+.quiet"), (one) => { one.hidden = true; });
    [].forEach.call(help.querySelectorAll("[name=tap]"), (button) => { button.onclick = (event) => tap(event, help, button.value); });
  }
  const asking = document.querySelector("form.deeds");
  if (asking) {
    asking.querySelector("input.code").value = typedNumber;
    asking.onsubmit = (event) => readDeeds(event, asking);
  }
  start(lang);
}

// Whoever grabs the phone or opens the list of apps sees an empty page; a tap brings it back.
document.addEventListener("visibilitychange", () => { if (document.hidden) { body.hidden = true; hush(); } });
document.addEventListener("pointerdown", () => { body.hidden = false; });
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); else body.hidden = false; });

// Last, when all of the above is there: a language's own address, or the page to choose one.
if (body.dataset.lang) begin(body.dataset.lang);
else only("first");
