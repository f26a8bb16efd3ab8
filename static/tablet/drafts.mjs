// What is typed or picked and not yet saved: in the drawer at every letter, and back in its field after a reload or a
// killed tab, until the event that holds it is written.

import * as drawer from "./drawer.mjs";

const START = "draft ";
let held = new Map();

const named = (screen, name) => `${START}${screen} ${name}`;

/** Once, before the first screen: from here on a screen finds its drafts without waiting. */
export async function findDrafts() {
  held = new Map(await drawer.metaNamed(START));
}

/** What stood in a field of a screen when it was left, or undefined. */
export const draftOf = (screen, name) => held.get(named(screen, name));

export function hold(screen, name, value) {
  held.set(named(screen, name), value);
  return drawer.setMeta(named(screen, name), value);
}

/** Forgets the drafts of a screen whose event has been written: those named, or all. */
export function settle(screen, names = []) {
  const gone = [...held.keys()].filter((key) => names.length
    ? names.some((name) => key === named(screen, name)) : key.startsWith(named(screen, "")));
  for (const key of gone) held.delete(key);
  return drawer.dropMeta(gone);
}
