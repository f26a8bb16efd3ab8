// What the other tablets of a team sent for a visit, so that their answers can be seen beside one's own. Never a person
// case, never a note; sealed under the vault, and gone when the visit is closed here.

import { today } from "../core/days.mjs";
import * as drawer from "../storage/local_store.mjs";
import { ask } from "./sync.mjs";
import * as vault from "../storage/vault.mjs";

/** Asks for the visits of a team that are begun here or due; true when something new came. Without signal nothing. */
export async function fetchBeside() {
  const device = vault.device();
  const begun = new Set((await drawer.placesHeld()).filter((one) => one.device === device).map((one) => one.visit));
  const due = ((await vault.get("pack"))?.visits ?? []).filter(
    (visit) => visit.team.length > 1 && (begun.has(visit.id) || visit.planned_for <= today(visit.site.time_zone)),
  );
  const came = [];
  for (const { id } of due) if (!(await vault.isClosed(id))) came.push(await fetchOne(device, id));
  return came.includes(true);
}

/**
 * @param {string} device
 * @param {string} id
 */
async function fetchOne(device, id) {
  const before = (await vault.get(`beside ${id}`))?.events ?? [];
  const answer = await ask(device, { method: "GET", target: `/sync/team-events/${id}?have=${before.length}` });
  if (!answer.ok) return false;
  /** @type {TeamEvents} */
  const { events } = await answer.json();
  // Locked or closed here while the answer was on its way.
  if (!vault.isOpen() || (await vault.isClosed(id))) return false;
  if (events) await vault.put(`beside ${id}`, { events: events.map((text) => JSON.parse(text)) });
  return Boolean(events);
}
