// What is typed or picked and not yet saved: in the drawer at every letter, and back in its field after a reload or a
// killed tab, until the event that holds it is written. Sealed under the vault like all that a person writes.

import * as vault from "./vault.mjs";

/**
 * @param {string} screen
 * @param {string} name
 */
const named = (screen, name) => `${screen} ${name}`;

/** Once after the PIN: from here on a screen finds its drafts without waiting. */
export async function findDrafts() {
  if (!(await vault.get("drafts"))) await vault.put("drafts", {});
}

/**
 * What stood in a field of a screen when it was left, or undefined.
 * @param {string} screen
 * @param {string} name
 */
export const draftOf = (screen, name) => vault.known("drafts")?.[named(screen, name)];

/**
 * @param {string} screen
 * @param {string} name
 * @param {string | string[]} value
 */
export const hold = (screen, name, value) =>
  vault.put("drafts", { ...vault.known("drafts"), [named(screen, name)]: value });

/**
 * Forgets the drafts of a screen whose event has been written: those named, or all.
 * @param {string} screen
 * @param {string[]} [names]
 */
export function settle(screen, names = []) {
  /** @param {string} key */
  const gone = (key) =>
    names.length ? names.some((name) => key === named(screen, name)) : key.startsWith(named(screen, ""));
  const left = Object.entries(vault.known("drafts") ?? {}).filter(([key]) => !gone(key));
  return vault.put("drafts", Object.fromEntries(left));
}
