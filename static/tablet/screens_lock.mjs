// The door of the tablet: the PIN, a new PIN, and a page to show to whoever looks over a shoulder.

import * as adrift from "./adrift.mjs";
import * as drawer from "./drawer.mjs";
import { findDrafts } from "./drafts.mjs";
import { button, el, field, go, link, notice, redraw, show } from "./screens.mjs";
import { parcel } from "./screens_parcel.mjs";
import * as sync from "./sync.mjs";
import * as vault from "./vault.mjs";
import { day, dateHere, t } from "./words.mjs";

const secret = () => el("input", { type: "password", inputmode: "text", autocapitalize: "off" });
const SIGN_IN = "/sign-in?next=/tablet/";
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

/** Whose tablet stands at this door: the person signed in, else whoever had it last; null before enrolment. */
export async function atTheDoor() {
  const all = await drawer.devices();
  const owner = meta("staff");
  if (owner) return all.find((one) => one.owner === owner) ?? null;
  const current = await drawer.getMeta("current");
  return all.find((one) => one.id === current) ?? null;
}

export async function door() {
  const device = await atTheDoor();
  if (!device) return enrolment();
  return (await drawer.vaultOf(device.id)) ? locked(device) : fresh(device);
}

async function locked(device) {
  const pin = secret();
  const told = el("div", { role: "alert" });
  const others = (await drawer.devices()).filter((one) => one.id !== device.id && !meta("staff"));
  const enter = async (event) => {
    event.preventDefault();
    told.replaceChildren();
    enters.disabled = true;
    const answer = await vault.openWith(device.id, pin.value);
    enters.disabled = false;
    pin.value = "";
    if (answer === "gone") return redraw();
    if (answer !== "open") return told.replaceChildren(answer === "wait" ? notice("danger", t("lock-wait"), t("lock-wait-more")) : notice("danger", t("lock-wrong"), t("lock-wrong-more")));
    await drawer.setMeta("current", device.id);
    await findDrafts();
    await sync.dropOldPack();
    return redraw();
  };
  const enters = el("button", { type: "submit", class: "button main" }, t("lock-open"));
  show({ hidden: true }, el("h1", {}, t("tablet-of", { letter: device.letter })), told,
    el("form", { class: "door", onsubmit: enter }, field(t("lock-pin"), pin), enters), await waiting(), others.map((one) => button(t("tablet-of", { letter: one.letter }), async () => { await drawer.setMeta("current", one.id); redraw(); })),
    !meta("staff") && el("p", {}, el("a", { href: SIGN_IN }, t("sign-in-other"))), el("p", {}, link(t("neutral"), "#/calendar")));
}

async function waiting() {
  const counts = await Promise.all((await drawer.placesHeld()).map(async ({ device, visit }) => {
    const { events, photos } = await drawer.ofVisit(device, visit);
    return events.filter((one) => !one.sent).length + photos.filter((one) => !one.sent).length;
  }));
  const n = counts.reduce((sum, one) => sum + one, 0);
  return n ? [notice("information", t("waiting-n", { n }), t("waiting-more")), adrift.count() ? null : parcel()] : null;
}

/** Twice the same, eight characters or more: calls `done(pin)`. */
function choosing(done, words) {
  const [pin, again] = [secret(), secret()];
  const told = el("div", { role: "alert" });
  const chosen = async (event) => {
    event.preventDefault();
    if (pin.value.length < vault.SHORTEST) return told.replaceChildren(notice("danger", t("lock-short", { n: vault.SHORTEST }), t("lock-limits")));
    if (pin.value !== again.value) return told.replaceChildren(notice("danger", t("lock-differ"), t("lock-differ-more")));
    told.replaceChildren(el("p", {}, t("lock-making")));
    return done(pin.value);
  };
  return [told, el("form", { class: "door", onsubmit: chosen }, field(t("lock-choose"), pin, t("lock-rule", { n: vault.SHORTEST })), field(t("lock-again"), again),
    el("p", {}, t("lock-limits")), el("button", { type: "submit", class: "button main" }, words))];
}

/** Ten wrong PINs, or a tablet whose vault is gone: a new one; what waits is sent all the same. */
async function fresh(device) {
  const make = async (pin) => {
    await vault.choosePin(device.id, pin);
    await findDrafts();
    await sync.fetchPack();
    redraw();
  };
  show({ hidden: true }, el("h1", {}, t("lock-gone")), notice("attention", t("lock-gone"), t("lock-gone-more")), await waiting(),
    meta("csrf-token") ? choosing(make, t("lock-new")) : el("p", {}, el("a", { href: SIGN_IN }, t("sign-in-first"))));
}

function enrolment() {
  const csrf = meta("csrf-token");
  const begin = async (pin) => {
    try {
      await drawer.askToKeep();
      await vault.choosePin(await sync.enrol(csrf, navigator.userAgentData?.platform ?? "", meta("staff")), pin);
      await findDrafts();
      await sync.fetchPack();
    } catch {
      return show({ hidden: true }, el("h1", {}, t("enrol")), notice("danger", t("enrol-failed"), t("enrol-failed-more")));
    }
    return go("#/");
  };
  show({ hidden: true }, el("h1", {}, t("enrol")), el("p", {}, t("enrol-more")),
    csrf ? choosing(begin, t("enrol-now")) : el("p", {}, el("a", { href: SIGN_IN }, t("sign-in-first"))));
}

/** Nothing of anybody: a date and advice that hangs on any farm's wall. Locks the tablet. */
export function neutral() {
  vault.shut();
  show({ hidden: true }, el("h1", {}, day(dateHere())), el("p", {}, t("neutral-1")), el("p", {}, t("neutral-2")), el("p", {}, t("neutral-3")),
    el("p", {}, link(t("neutral-back"), "#/")));
}
