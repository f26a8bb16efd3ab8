// A quiet timer: it suggests the same length for each interview and keeps nothing, on the tablet or anywhere.

import { button, el, redraw } from "./dom.mjs";
import { standing, suggested } from "../core/rules/interview_time.mjs";
import { t } from "../core/words.mjs";

/** @type {number[]} */
const lengths = [];
/** @type {{ caseId: string; began: number; length: number } | null} */
let interview = null;

/**
 * The timer of one person's interview.
 * @param {string} caseId
 */
export function timer(caseId) {
  if (interview?.caseId !== caseId) {
    const begin = () => {
      interview = { caseId, began: Date.now(), length: suggested(lengths) };
      redraw();
    };
    return el(
      "section",
      { class: "interview-time" },
      el("p", {}, t("interview-suggested", { n: suggested(lengths) / 60000 })),
      button(t("interview-begin"), begin),
    );
  }
  const { began, length } = interview;
  const words = el("p", {});
  const tell = () => {
    const { minutes, of, state } = standing(began, length, Date.now());
    const urged = state === "early" ? "" : t(`interview-${state}`);
    words.textContent = `${t("interview-minutes", { n: minutes, of })} ${urged}`;
  };
  const ticking = setInterval(() => {
    if (words.isConnected && interview) tell();
    else clearInterval(ticking);
  }, 10000);
  const end = () => {
    lengths.push(Date.now() - began);
    interview = null;
    redraw();
  };
  tell();
  return el("section", { class: "interview-time" }, words, button(t("interview-end"), end));
}
