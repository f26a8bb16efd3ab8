// What stands on every screen of one visit: where it is, how much is saved and sent, and whether it is signed.

import { el } from "./dom.mjs";
import { t } from "../core/words.mjs";

/**
 * In words, the worst first: what the disk refused, what the server refused, what is still to be sent.
 * @param {Meter} meter
 */
function state({ saved: n, sent, onlyHere, photosHere, refused, photosRefused }) {
  const unsaved = sent + onlyHere - n;
  if (unsaved) return t("saved-not", { n: unsaved });
  if (refused + photosRefused) return t("saved-refused", { n: refused + photosRefused });
  if (onlyHere + photosHere) return t("saved-waiting", { n: onlyHere + photosHere });
  return t(n ? "saved-sent" : "saved-all");
}

/**
 * The meter of a visit: saved means on this tablet; a tap tells the rest. The bare counts stay readable beside it.
 * @param {Hand} hand
 */
export function saved(hand) {
  const { saved: n, sent, onlyHere, photosHere, refused, photosRefused: not } = hand.meter;
  const kind = refused + not || sent + onlyHere > n ? "trouble" : onlyHere + photosHere ? "waiting" : "";
  const counts = { "data-saved": n, "data-sent": sent };
  return el("a", { class: `saved ${kind}`, href: `#/v/${hand.id}/sent`, ...counts }, state(hand.meter));
}

/**
 * The name and the place of the site.
 * @param {Hand} hand
 */
export const about = (hand) => `${hand.visit.site.name} · ${hand.visit.site.city}`;

/**
 * Whether anybody has signed: from then on nothing but signatures may follow.
 * @param {Hand} hand
 */
export const signed = (hand) => hand.inspection.signatures.length > 0;
