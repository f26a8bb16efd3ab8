// Numbers of standing points begin with nine and no others do (domain/cards.py), so the page itself knows what to ask.
// It tells nothing of whether a card is good: nobody is asked.
const NINE = /^[\s\-._·/]*[9９٩۹९৯੯௯๙៩]/;
const PLACE = /^(sector|county)$/;

/** @param {string} code */
export const isStanding = (code) => NINE.test(code);

// The form's screens in order: at a standing point what kind of work and where, else whether anything has changed there.
/**
 * @param {HTMLFormElement} form
 * @param {boolean} standing
 */
export function screensFor(form, standing) {
  const all = [].slice.call(form.querySelectorAll(".screen"));
  if (standing) form.dataset.standing = "1";
  all.forEach((screen) => { screen.hidden = true; });
  return all.filter((screen) => (standing ? screen.dataset.own !== "changed" : !PLACE.test(screen.dataset.own)));
}
