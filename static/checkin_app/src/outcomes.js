// What the inspectors did: read out of the server's answer, which has one length for every number, and said in the
// reader's words. A number that opens nothing gives only a note, shown where somebody asked.
import { all } from "./screens.js";

/**
 * @param {string} answer
 * @param {Words} words
 * @param {boolean} asked
 */
export function deeds(answer, words, asked) {
  const found = new DOMParser().parseFromString(answer, "text/html").getElementById("did");
  if (!found || (!asked && found.className)) return null;
  all(found, "[data-w]").forEach((one) => {
    // The day stands apart from the script around it: from right to left its parts would change places.
    one.textContent = words[one.dataset.w || ""].replace("{day}", `\u2066${one.dataset.day}\u2069`);
  });
  return found;
}

// Puts it after `place`, instead of what stood there before.
/**
 * @param {HTMLElement | null} found
 * @param {Element} place
 */
export function put(found, place) {
  const old = document.getElementById("did");
  if (old) old.remove();
  if (found) /** @type {Node} */ (place.parentNode).insertBefore(found, place.nextSibling);
}
