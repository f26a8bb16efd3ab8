// Today: the visits in the pack, how ready this tablet is, and what is only on it.

import * as drawer from "./drawer.mjs";
import { openVisit } from "./hand.mjs";
import { button, el, go, notice, show } from "./screens.mjs";
import * as sync from "./sync.mjs";
import { day, language, t } from "./words.mjs";

export async function today() {
  const [device, pack] = [await drawer.getMeta("device"), await drawer.getMeta("pack")];
  if (!device) return enrolment();
  if (!pack) return show({}, el("h1", {}, t("today")), notice("attention", t("no-pack"), t("no-pack-more")), again());
  const rows = await Promise.all(pack.visits.map(row));
  show({}, el("h1", {}, t("today")), await ready(pack),
    rows.length ? el("ul", { class: "stops" }, rows) : el("p", {}, t("no-visits")),
    el("div", { class: "actions" }, again(), other()));
}

async function row(visit) {
  const hand = await openVisit(visit.id);
  const receipt = await drawer.getReceipt(visit.id);
  const { onlyHere, photosHere, saved } = hand.meter;
  const words = onlyHere + photosHere ? t("only-here", { n: onlyHere, photos: photosHere })
    : receipt ? t("received", { code: receipt.code }) : saved ? t("all-sent") : t("not-begun");
  return el("li", {}, el("a", { class: "stop", href: `#/v/${visit.id}` }, el("span", {},
    el("span", { class: "stop-title" }, `${visit.site.name} · ${visit.site.city}`),
    el("span", { class: "stop-more" }, `${visit.employer.name} · ${day(visit.planned_for)}`)), el("span", { class: "stop-more" }, words)));
}

async function ready(pack) {
  const { usage, quota, kept } = await drawer.room();
  const shell = Boolean(navigator.serviceWorker?.controller);
  const stale = pack.until < new Date().toISOString();
  const lacking = [!shell && t("lack-shell"), stale && t("lack-pack"), !kept && t("lack-kept")].filter(Boolean);
  const room = t("room", { used: Math.ceil(usage / 1e6), of: Math.round(quota / 1e6) });
  return !shell || stale ? notice("attention", t("not-ready"), ...lacking, room)
    : notice("good", t("ready"), ...lacking, room);
}

const again = () => button(t("refresh"), async () => { await sync.fetchPack(); await sync.drain(); go("#/"); });
const other = () => button(t("other-language"), async () => {
  await drawer.setMeta("language", language === "fr" ? "en" : "fr");
  location.reload();
});

function enrolment() {
  const csrf = document.querySelector('meta[name="csrf-token"]').content;
  const begin = async () => {
    try {
      await drawer.askToKeep();
      await sync.enrol(csrf, navigator.userAgentData?.platform ?? "");
      await sync.fetchPack();
    } catch {
      return show({}, el("h1", {}, t("enrol")), notice("danger", t("enrol-failed"), t("enrol-failed-more")));
    }
    return go("#/");
  };
  show({}, el("h1", {}, t("enrol")), el("p", {}, t("enrol-more")),
    csrf ? button(t("enrol-now"), begin, "main") : el("p", {}, el("a", { href: "/tablet/" }, t("sign-in-first"))));
}
