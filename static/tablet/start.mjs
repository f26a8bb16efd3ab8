// Where the tablet begins: its language, its service worker, its routes, and the times it sends.

import { findDrafts } from "./drafts.mjs";
import * as drawer from "./drawer.mjs";
import { alarm, el, notice, show } from "./screens.mjs";
import { close, signature } from "./screens_close.mjs";
import { arrival } from "./screens_arrival.mjs";
import { dwelling, entry } from "./screens_gates.mjs";
import { item } from "./screens_item.mjs";
import { kind } from "./screens_kind.mjs";
import { people, person } from "./screens_people.mjs";
import { inHands } from "./screens_alone.mjs";
import * as talks from "./screens_talks.mjs";
import { photo, release } from "./screens_photo.mjs";
import { today } from "./screens_today.mjs";
import { cards, sent, situation, visit } from "./screens_visit.mjs";
import { drain } from "./sync.mjs";
import { speak, t } from "./words.mjs";

const STEPS = { arrival, entry, dwelling, people, cards, kind, close, sent, s: situation, i: item, person, photo, sign: signature, ...talks };
const MINUTE = 60000;

let drawing = Promise.resolve();

function route() {
  drawing = drawing.then(draw, draw);
  return drawing;
}

async function draw() {
  release();
  const [, where, id, step, ...rest] = inHands(location.hash).split("/").map(decodeURIComponent);
  try {
    if (where !== "v") await today();
    else if (step) await STEPS[step](id, ...rest);
    else await visit(id);
  } catch (error) {
    show({ back: [t("today"), "#/"] }, el("h1", {}, t("trouble")), notice("danger", t("trouble-what"), t("trouble-safe"), String(error?.name ?? "")));
    reportError(error);
  }
}

// Drawn again first: the screen then shows what is kept, and not what was tapped.
async function unsaved({ reason }) {
  await route();
  const full = reason?.name === "QuotaExceededError";
  alarm(t("not-saved"), t(full ? "full" : "save-failed"), t("save-failed-safe"), ...(full ? [] : [String(reason?.name ?? "")]));
}

async function send() {
  if (!(await drawer.getMeta("device"))) return;
  await drain();
  // The meter tells the truth without moving the screen under a finger.
  const meter = document.querySelector(".saved");
  if (meter && location.hash.startsWith("#/v/")) {
    const { openVisit } = await import("./hand.mjs");
    const { saved } = await import("./screens_visit.mjs");
    document.querySelector(".saved")?.replaceWith(saved(await openVisit(location.hash.split("/")[2])));
  }
}

function everyMinute() {
  setTimeout(async () => { await send().catch(() => {}); everyMinute(); }, MINUTE * (0.75 + Math.random() / 2));
}

await speak((await drawer.getMeta("language")) ?? document.documentElement.lang);
document.documentElement.lang = (await drawer.getMeta("language")) ?? document.documentElement.lang;
await findDrafts();
navigator.serviceWorker?.register("/tablet/sw.mjs", { scope: "/tablet/" }).catch(() => {});
// Once the pages are kept, the first screen says so without a reload.
navigator.serviceWorker?.addEventListener("controllerchange", () => location.hash.startsWith("#/v/") || route());
addEventListener("hashchange", route);
addEventListener("unhandledrejection", unsaved);
addEventListener("online", () => send().catch(() => {}));
addEventListener("focus", () => send().catch(() => {}));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send().catch(() => {}));
await route();
everyMinute();
send().catch(() => {});
