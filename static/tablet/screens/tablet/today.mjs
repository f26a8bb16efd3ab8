// Today: the visits in the pack, how ready this tablet is, and what is only on it.

import * as drawer from "../../storage/local_store.mjs";
import { meter } from "../../core/sync/outbox.mjs";
import { button, el, go, notice, redraw, show } from "../../ui/dom.mjs";
import * as sync from "../../network/sync.mjs";
import { bringVoices, voicesHere } from "../../network/voices.mjs";
import * as update from "../../network/update.mjs";
import * as vault from "../../storage/vault.mjs";
import { day, language, speak, t } from "../../core/words.mjs";

export async function today() {
  const pack = await vault.get("pack");
  if (!pack) return show({}, el("h1", {}, t("today")), notice("attention", t("no-pack"), t("no-pack-more")), again());
  const rows = await Promise.all(pack.visits.map(row));
  const newer = await update.offered();
  show(
    {},
    el("h1", {}, t("today")),
    await ready(pack),
    newer && notice("information", t("newer"), t("newer-more")),
    newer && button(t("newer-take"), () => update.take(newer)),
    rows.length ? el("ul", { class: "stops" }, rows) : el("p", {}, t("no-visits")),
    el("div", { class: "actions" }, again(), other()),
  );
}

/** @param {PackVisit} visit */
async function row(visit) {
  const receipt = await drawer.getReceipt(vault.device(), visit.id);
  const { onlyHere, photosHere, saved } = meter(await drawer.ofVisit(vault.device(), visit.id));
  const words =
    onlyHere + photosHere
      ? t("only-here", { n: onlyHere, photos: photosHere })
      : receipt
        ? t("received", { code: receipt.code })
        : saved
          ? t("all-sent")
          : t("not-begun");
  return el(
    "li",
    {},
    el(
      "a",
      { class: "stop", href: `#/v/${visit.id}` },
      el(
        "span",
        {},
        el("span", { class: "stop-title" }, `${visit.site.name} · ${visit.site.city}`),
        el("span", { class: "stop-more" }, `${visit.employer.name} · ${day(visit.planned_for)}`),
      ),
      el("span", { class: "stop-more" }, words),
    ),
  );
}

/** @param {Pack} pack */
async function ready(pack) {
  const { usage, quota, kept } = await drawer.room();
  const shell = update.isCarried();
  const stale = pack.until < new Date().toISOString();
  const voices = await voicesHere();
  const lacking = [
    !shell && t("lack-shell"),
    stale && t("lack-pack"),
    !kept && t("lack-kept"),
    voices.n < voices.of && t("lack-voices", voices),
  ].filter(Boolean);
  const room = t("room", { used: Math.ceil(usage / 1e6), of: Math.round(quota / 1e6) });
  return !shell || stale
    ? notice("attention", t("not-ready"), ...lacking, room)
    : notice("good", t("ready"), ...lacking, room);
}

const again = () =>
  button(t("refresh"), async () => {
    await sync.fetchPack();
    await sync.drain();
    go("#/");
    await bringVoices();
    if (location.hash === "#/") redraw();
  });
const other = () =>
  button(t("other-language"), async () => {
    // In place: a reload would forget the keys and ask for the PIN in the middle of a visit.
    await drawer.setMeta("language", language === "fr" ? "en" : "fr");
    await speak(language === "fr" ? "en" : "fr");
    document.documentElement.lang = language;
    redraw();
  });
