// Numbers of standing points begin with nine and no others do (domain/checkins/cards.py), so the page itself knows
// what to ask.
// It tells nothing of whether a card is good: nobody is asked.
import { all } from "./screens.js";

const NINE = /^[\s\-._·/]*[9９٩۹९৯੯௯๙៩]/;
const PLACE = /^(sector|county)$/;

/** @param {string} code */
export const isStanding = (code) => NINE.test(code);

// The form's screens in order: at a standing point what kind of work and where, else whether anything has changed
// there.
/**
 * @param {HTMLFormElement} form
 * @param {boolean} standing
 */
export function screensFor(form, standing) {
  const screens = all(form, ".screen");
  if (standing) form.dataset.standing = "1";
  screens.forEach((screen) => {
    screen.hidden = true;
  });
  return screens.filter((screen) =>
    standing ? screen.dataset.own !== "changed" : !PLACE.test(screen.dataset.own || ""),
  );
}
