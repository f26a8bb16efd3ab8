// The worker's page with JavaScript: one question a screen, sealed here, nothing remembered.
// Classic script, ES2015, built by the set-up. Without it the same document is one long form.
import { readDeeds, tap } from "./help_calls.js";
import { askedPart, start, stopAsking } from "./questions.js";
import { all, codeField, only, part } from "./screens.js";
import { watch } from "./sign_language.js";
import { typedNumber } from "./typed_number.js";
import { forgetVoice, hush, listen } from "./voice.js";
import { ways } from "./delivery.js";

const body = document.body;
const title = document.title;

body.className = "js";

/** The language that is read now, or "". */
const language = () => body.dataset.lang || "";

document.addEventListener("click", (event) => {
  const touched = /** @type {Element} */ (event.target);
  const speaker = /** @type {HTMLElement | null} */ (touched.closest(".sound"));
  if (speaker) return listen(speaker.dataset, language());
  const signs = /** @type {HTMLElement | null} */ (touched.closest(".signs"));
  if (signs) return watch(signs, language());
  const link = touched.closest("a");
  if (!link) return;
  if (link.className === "leave") leave(event, link.href);
  else if (link.dataset.lang) fetchLanguage(event, link);
  else if (link.className === "help" || link.className === "read") open(event, link.hash.slice(1));
  else if (link.className === "button") open(event, askedPart() || language());
});

// The chosen language comes into this same page, so that Back leaves it at once. One size for all languages.
/**
 * @param {Event} event
 * @param {HTMLAnchorElement} link
 */
function fetchLanguage(event, link) {
  event.preventDefault();
  fetch(link.pathname, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => {
      if (!answer.ok) throw new Error("later");
      return answer.text();
    })
    .then((text) => {
      const came = new DOMParser().parseFromString(text, "text/html");
      body.insertBefore(part(came, "#pictures"), body.firstChild);
      all(came, ".part").forEach((one) => {
        part(body, "main").appendChild(one);
      });
      ["key", "lang", "reads", "at"].forEach((name) => {
        body.dataset[name] = came.body.dataset[name];
      });
      document.documentElement.dir = came.documentElement.dir;
      document.title = came.title;
      begin(link.dataset.lang || "");
    })
    .catch(() => {
      location.href = link.href;
    });
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
  all(document, "#pictures,.part:not(#first)").forEach((one) => {
    one.remove();
  });
  ["key", "lang", "reads", "at"].forEach((name) => {
    delete body.dataset[name];
  });
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
  const help = /** @type {HTMLFormElement | null} */ (document.querySelector("form.urgent"));
  if (help) {
    codeField(help).value = typedNumber;
    // Where the card's number came with the scan, nobody needs to see or type it.
    if (typedNumber)
      all(help, ".code,.code+.quiet").forEach((one) => {
        one.hidden = true;
      });
    all(help, "[name=tap]").forEach((button) => {
      button.onclick = (event) => tap(event, help, /** @type {HTMLButtonElement} */ (button).value);
    });
  }
  const asking = /** @type {HTMLFormElement | null} */ (document.querySelector("form.deeds"));
  if (asking) {
    codeField(asking).value = typedNumber;
    asking.onsubmit = (event) => readDeeds(event, asking);
  }
  start(lang);
}

// Whoever grabs the phone or opens the list of apps sees an empty page; a tap brings it back.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    body.hidden = true;
    hush();
  }
});
document.addEventListener("pointerdown", () => {
  body.hidden = false;
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
  else body.hidden = false;
});

// Last, when all of the above is there: a language's own address, or the page to choose one.
if (body.dataset.lang) begin(body.dataset.lang);
else only("first");
