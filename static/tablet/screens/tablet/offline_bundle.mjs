// What is not sent, as sealed files for the desk; and the red banner that stays while the disk refuses what was
// entered.

import * as unsaved from "../../storage/unsaved.mjs";
import * as drawer from "../../storage/local_store.mjs";
import { files } from "../../network/offline_bundle.mjs";
import { alarm, button, el, notice, redraw } from "../../ui/dom.mjs";
import { t } from "../../core/words.mjs";

/** @type {string[]} */
let addresses = [];

/**
 * A button that makes the files, and a link to each; needs no PIN.
 * @param {string} [kind]
 */
export function parcel(kind = "plain") {
  const told = el("div", { role: "status" });
  const make = async () => {
    told.replaceChildren(el("p", {}, t("parcel-making")));
    try {
      offer(told, await files());
    } catch (error) {
      told.replaceChildren(
        notice("danger", t("parcel-failed"), t("parcel-failed-more"), String(error instanceof Error ? error.name : "")),
      );
    }
  };
  return el(
    "div",
    { class: "parcel" },
    button(t("parcel-save"), make, kind),
    el("p", { class: "hint" }, t("parcel-more")),
    told,
  );
}

/**
 * @param {HTMLElement} told
 * @param {Blob[]} made
 */
function offer(told, made) {
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses = made.map((file) => URL.createObjectURL(file));
  const of = made.length;
  // The name tells nothing: a file lies in the downloads, where anybody looks.
  const links = made.map((file, at) =>
    el(
      "a",
      { href: addresses[at], download: `spotcheck-${at + 1}-${of}.jsonl` },
      t("parcel-file", { n: at + 1, of, size: (file.size / 1e6).toFixed(1) }),
    ),
  );
  told.replaceChildren(
    of ? el("p", {}, t("parcel-done")) : el("p", {}, t("parcel-none")),
    el(
      "ul",
      {},
      links.map((one) => el("li", {}, one)),
    ),
  );
  links[0]?.click();
}

/** Stands on every screen for as long as something is nowhere but in memory. */
export function warn() {
  const n = unsaved.count();
  if (!n) return;
  const again = async () => {
    await drawer.retryUnsaved().catch(() => {});
    redraw();
  };
  const why = unsaved.reason();
  alarm(
    t("not-saved"),
    why === "QuotaExceededError" ? t("unsaved-full") : t("unsaved-refused", { why }),
    t("unsaved-n", { n }),
    t("unsaved-more"),
  ).append(parcel("main"), button(t("unsaved-again"), again));
}
