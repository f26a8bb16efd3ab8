// The door of the tablet: the PIN, a new PIN, and a page to show to whoever looks over a shoulder.

import * as unsaved from "../../storage/unsaved.mjs";
import { today } from "../../core/days.mjs";
import * as drawer from "../../storage/local_store.mjs";
import { findDrafts } from "../../storage/drafts.mjs";
import { hasChip, newChip } from "../../crypto/security_chip.mjs";
import { platformName } from "../../device/platform.mjs";
import { button, el, field, go, link, notice, redraw, show } from "../../ui/dom.mjs";
import { parcel } from "./offline_bundle.mjs";
import * as sync from "../../network/sync.mjs";
import * as vault from "../../storage/vault.mjs";
import { day, t } from "../../core/words.mjs";

const secret = () => el("input", { type: "password", inputmode: "text", autocapitalize: "off" });
const SIGN_IN = "/sign-in?next=/tablet/";
/** @param {string} name */
const meta = (name) =>
  /** @type {HTMLMetaElement | null} */ (document.querySelector(`meta[name="${name}"]`))?.content ?? "";

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

/** @param {EnrolledDevice} device */
async function locked(device) {
  const pin = secret();
  const told = el("div", { role: "alert" });
  const others = (await drawer.devices()).filter((one) => one.id !== device.id && !meta("staff"));
  /** @param {Event} event */
  const enter = async (event) => {
    event.preventDefault();
    told.replaceChildren();
    enters.disabled = true;
    const answer = await vault.openWith(device.id, pin.value);
    enters.disabled = false;
    pin.value = "";
    if (answer === "gone") return redraw();
    if (answer !== "open")
      return told.replaceChildren(
        notice("danger", t(`lock-${answer}`), t(`lock-${answer}-more`)),
        ...(answer === "chip" ? [anew(device)] : []),
      );
    await drawer.setMeta("current", device.id);
    await findDrafts();
    await sync.dropOldPack();
    return redraw();
  };
  const enters = el("button", { type: "submit", class: "button main" }, t("lock-open"));
  show(
    { hidden: true },
    el("h1", {}, t("tablet-of", { letter: device.letter })),
    told,
    el("form", { class: "door", onsubmit: enter }, field(t("lock-pin"), pin), enters),
    await waiting(),
    others.map((one) =>
      button(t("tablet-of", { letter: one.letter }), async () => {
        await drawer.setMeta("current", one.id);
        redraw();
      }),
    ),
    !meta("staff") && el("p", {}, el("a", { href: SIGN_IN }, t("sign-in-other"))),
    el("p", {}, link(t("neutral"), "#/calendar")),
  );
}

async function waiting() {
  const counts = await Promise.all(
    (await drawer.placesHeld()).map(async ({ device, visit }) => {
      const { events, photos } = await drawer.ofVisit(device, visit);
      return events.filter((one) => !one.sent).length + photos.filter((one) => !one.sent).length;
    }),
  );
  const n = counts.reduce((sum, one) => sum + one, 0);
  return n
    ? [notice("information", t("waiting-n", { n }), t("waiting-more")), unsaved.count() ? null : parcel()]
    : null;
}

/**
 * When the key in the chip is gone for good: the same as after ten wrong PINs.
 * @param {EnrolledDevice} device
 */
const anew = (device) =>
  button(t("lock-chip-anew"), async () => {
    await drawer.dropVault(device.id);
    redraw();
  });

/**
 * Twice the same and long enough: calls `done(pin, chip)`.
 * @param {(pin: string, chip: Chip | null) => unknown} done
 * @param {string} words
 */
async function choosing(done, words) {
  const [pin, again] = [secret(), secret()];
  const bound = (await hasChip()) ? el("input", { type: "checkbox", id: "bound" }) : null;
  const least = () => (bound?.checked ? vault.SHORTEST_WITH_CHIP : vault.SHORTEST);
  const [rule, limits] = [el("span", {}, t("lock-rule", { n: vault.SHORTEST })), el("p", {}, t("lock-limits"))];
  const told = el("div", { role: "alert" });
  bound?.addEventListener("change", () => {
    told.replaceChildren();
    rule.replaceChildren(t(bound.checked ? "lock-rule-chip" : "lock-rule", { n: least() }));
    limits.replaceChildren(t(bound.checked ? "lock-limits-chip" : "lock-limits"));
  });
  /** @param {Event} event */
  const chosen = async (event) => {
    event.preventDefault();
    if (pin.value.length < least())
      return told.replaceChildren(notice("danger", t("lock-short", { n: least() }), limits.textContent));
    if (pin.value !== again.value)
      return told.replaceChildren(notice("danger", t("lock-differ"), t("lock-differ-more")));
    const chip = bound?.checked ? await newChip() : null;
    if (bound?.checked && !chip)
      return told.replaceChildren(notice("danger", t("lock-chip-none"), t("lock-chip-none-more")));
    told.replaceChildren(el("p", {}, t("lock-making")));
    return done(pin.value, chip);
  };
  return [
    told,
    el(
      "form",
      { class: "door", onsubmit: chosen },
      field(t("lock-choose"), pin, rule),
      field(t("lock-again"), again),
      bound &&
        el(
          "label",
          { class: "choice", for: "bound" },
          bound,
          el("span", { class: "choice-words" }, t("lock-chip-bind")),
        ),
      limits,
      el("button", { type: "submit", class: "button main" }, words),
    ),
  ];
}

/**
 * Ten wrong PINs, or a tablet whose vault is gone: a new one; what waits is sent all the same.
 * @param {EnrolledDevice} device
 */
async function fresh(device) {
  /**
   * @param {string} pin
   * @param {Chip | null} chip
   */
  const make = async (pin, chip) => {
    await vault.choosePin(device.id, pin, chip);
    await findDrafts();
    await sync.fetchPack();
    redraw();
  };
  show(
    { hidden: true },
    el("h1", {}, t("lock-gone")),
    notice("attention", t("lock-gone"), t("lock-gone-more")),
    await waiting(),
    meta("csrf-token")
      ? await choosing(make, t("lock-new"))
      : el("p", {}, el("a", { href: SIGN_IN }, t("sign-in-first"))),
  );
}

async function enrolment() {
  const csrf = meta("csrf-token");
  /**
   * @param {string} pin
   * @param {Chip | null} chip
   */
  const begin = async (pin, chip) => {
    try {
      await drawer.askToKeep();
      await vault.choosePin(await sync.enrol(csrf, platformName(), meta("staff")), pin, chip);
      await findDrafts();
      await sync.fetchPack();
    } catch {
      return show(
        { hidden: true },
        el("h1", {}, t("enrol")),
        notice("danger", t("enrol-failed"), t("enrol-failed-more")),
      );
    }
    return go("#/");
  };
  show(
    { hidden: true },
    el("h1", {}, t("enrol")),
    el("p", {}, t("enrol-more")),
    csrf ? await choosing(begin, t("enrol-now")) : el("p", {}, el("a", { href: SIGN_IN }, t("sign-in-first"))),
  );
}

/** Nothing of anybody: a date and advice that hangs on any farm's wall. Locks the tablet. */
export function neutral() {
  vault.shut();
  show(
    { hidden: true },
    el("h1", {}, day(today())),
    el("p", {}, t("neutral-1")),
    el("p", {}, t("neutral-2")),
    el("p", {}, t("neutral-3")),
    el("p", {}, link(t("neutral-back"), "#/")),
  );
}
