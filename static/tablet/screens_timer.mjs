// A quiet timer: it suggests the same length for each talk and keeps nothing, on the tablet or anywhere.

import { button, el, redraw } from "./screens.mjs";
import { standing, suggested } from "./talk_time.mjs";
import { t } from "./words.mjs";

/** @type {number[]} */
const lengths = [];
/** @type {{ caseId: string; began: number; length: number } | null} */
let talk = null;

/**
 * The timer of one person's talk.
 * @param {string} caseId
 */
export function timer(caseId) {
  if (talk?.caseId !== caseId) {
    const begin = () => {
      talk = { caseId, began: Date.now(), length: suggested(lengths) };
      redraw();
    };
    return el(
      "section",
      { class: "talk-time" },
      el("p", {}, t("talk-suggested", { n: suggested(lengths) / 60000 })),
      button(t("talk-begin"), begin),
    );
  }
  const { began, length } = talk;
  const words = el("p", {});
  const tell = () => {
    const { minutes, of, state } = standing(began, length, Date.now());
    words.textContent = `${t("talk-minutes", { n: minutes, of })} ${state === "early" ? "" : t(`talk-${state}`)}`;
  };
  const ticking = setInterval(() => {
    if (words.isConnected && talk) tell();
    else clearInterval(ticking);
  }, 10000);
  const end = () => {
    lengths.push(Date.now() - began);
    talk = null;
    redraw();
  };
  tell();
  return el("section", { class: "talk-time" }, words, button(t("talk-end"), end));
}
