// Help calls, and what the inspectors did: both with the card's number, neither with an answer.
import { deeds, put } from "./outcomes.js";
import { words } from "./questions.js";
import { all, codeField, only, part } from "./screens.js";
import { ways } from "./delivery.js";

const body = document.body;

// Reading uses no card up and keeps nothing.
/**
 * @param {Event} event
 * @param {HTMLFormElement} asking
 */
export function readDeeds(event, asking) {
  event.preventDefault();
  const code = codeField(asking).value.slice(0, 40);
  const wait = part(asking, ".wait");
  ways.read(
    code,
    words,
    (told) => {
      wait.textContent = told;
    },
    (answer) => {
      wait.textContent = "";
      put(deeds(answer, words, true), asking);
    },
  );
}

// "Help now": a kind and, where there is one, the card's number; what the page then says was true when the answer came.
/**
 * @param {Event} event
 * @param {HTMLFormElement} help
 * @param {string} kind
 */
export function tap(event, help, kind) {
  event.preventDefault();
  const code = codeField(help).value.slice(0, 40);
  const wait = part(help, ".wait");
  ways.call(
    kind,
    code,
    words,
    (told) => {
      wait.textContent = told;
    },
    (now) => {
      wait.textContent = "";
      tellReads(now);
      only(`told-${body.dataset.lang}`);
    },
  );
}

/** @param {{ reads: string; at: string }} now */
export function tellReads(now) {
  all(document, ".reads").forEach((line) => {
    line.textContent = words[`read_${now.reads}`].replace("{at}", now.at);
  });
}
