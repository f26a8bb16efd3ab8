// A newer Spotcheck: offered, never forced. Only online, only when everything is with the ministry, only by a tap.

import * as unsaved from "../storage/unsaved.mjs";
import * as drawer from "../storage/local_store.mjs";
import { allSent } from "../core/sync/outbox.mjs";

/** The waiting new version when taking it over is safe now, else null. */
export async function offered() {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration?.waiting || !navigator.onLine || unsaved.count()) return null;
  const places = await drawer.placesHeld();
  const held = await Promise.all(places.map(({ device, visit }) => drawer.ofVisit(device, visit)));
  return held.every((one) => allSent(one)) ? registration.waiting : null;
}

/** Whether this page's files are kept on the tablet, so that it opens without signal. */
export const isCarried = () => Boolean(navigator.serviceWorker?.controller);

/**
 * Lets the new version take over, and loads it.
 * @param {ServiceWorker} waiting
 */
export function take(waiting) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("take over");
}
