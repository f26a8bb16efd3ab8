// How leaving, answers and calls for help go out of this page. A lent handset (handset.js) puts its own ways here.
import { base64 } from "./box.js";

/** @type {Ways} */
export const ways = {
  leave(where) {
    document.documentElement.innerHTML = "";
    location.replace(where);
  },
  box(code, box, words, tell, then) {
    deliver(new URLSearchParams({ code, box: base64(box) }).toString(), 1000, words, tell, then);
  },
  // Only a phone of one's own asks: a lent handset shows no such form.
  read(code, words, tell, then) {
    deliver(new URLSearchParams({ read: "1", code }).toString(), 1000, words, tell, then);
  },
  call(kind, code, words, tell, then) {
    deliver(new URLSearchParams({ tap: kind, code }).toString(), 1000, words, tell, (answer) => {
      const { reads = "", at = "" } = new DOMParser().parseFromString(answer, "text/html").body.dataset;
      then({ reads, at });
    });
  },
};

// The same bytes again and again until the server has them: a lost answer is not a second vote.
/**
 * @param {string} sent
 * @param {number} wait
 * @param {Words} words
 * @param {Tell} tell
 * @param {(answer: string) => void} then
 */
function deliver(sent, wait, words, tell, then) {
  tell(words.sending);
  fetch("/c/", {
    method: "POST",
    body: sent,
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    credentials: "omit",
    referrerPolicy: "no-referrer",
  })
    .then((answer) => {
      if (!answer.ok) throw new Error("later");
      return answer.text();
    })
    .then(then, () => {
      tell(words.lost);
      setTimeout(() => deliver(sent, Math.min(wait * 2, 60000), words, tell, then), wait);
    });
}
