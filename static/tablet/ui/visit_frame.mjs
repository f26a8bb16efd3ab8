// What stands on every screen of one visit: where it is, how much is saved and sent, and whether it is signed.

import { el } from "./dom.mjs";
import { t } from "../core/words.mjs";

/**
 * The "saved n / sent" meter: saved means on this tablet; a tap tells the rest.
 * @param {Hand} hand
 */
export function saved(hand) {
  const { saved: n, sent, onlyHere, photosHere, refused, photosRefused: not } = hand.meter;
  const kind = refused + not ? "trouble" : onlyHere + photosHere ? "waiting" : "";
  return el("a", { class: `saved ${kind}`, href: `#/v/${hand.id}/sent` }, t("saved-n", { n, sent }));
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
