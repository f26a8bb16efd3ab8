// Where the tablet begins: its language, its service worker, its routes, and the times it sends.

import * as unsaved from "./storage/unsaved.mjs";
import { fetchBeside } from "./network/team_events.mjs";
import * as drawer from "./storage/local_store.mjs";
import { alarm, calm, el, notice, show } from "./ui/dom.mjs";
import { close, signature } from "./screens/visit/close.mjs";
import { arrival } from "./screens/visit/arrival.mjs";
import { dwelling, entry } from "./screens/visit/gates.mjs";
import { item } from "./screens/visit/item.mjs";
import { kind } from "./screens/visit/kind.mjs";
import { known } from "./screens/register/register_fields.mjs";
import { door, neutral } from "./screens/tablet/lock.mjs";
import { people, person } from "./screens/interview/people.mjs";
import { rows } from "./screens/visit/rows.mjs";
import { inHands } from "./screens/interview/self_interview.mjs";
import * as field from "./screens/visit/index.mjs";
import * as interviews from "./screens/interview/index.mjs";
import { warn } from "./screens/tablet/offline_bundle.mjs";
import { photo, release } from "./screens/evidence/photo.mjs";
import { today } from "./screens/tablet/today.mjs";
import { cards, sent, situation, visit } from "./screens/visit/visit.mjs";
import { drain } from "./network/sync.mjs";
import { bringVoices } from "./network/voices.mjs";
import * as vault from "./storage/vault.mjs";
import { speak, t } from "./core/words.mjs";

/** @type {Record<string, (id: string, ...rest: never[]) => Promise<unknown>>} */
const STEPS = {
  arrival,
  entry,
  dwelling,
  people,
  cards,
  kind,
  close,
  sent,
  s: situation,
  i: item,
  person,
  rows,
  photo,
  sign: signature,
  ...interviews,
  ...field,
  known,
};
const MINUTE = 60000;
const IDLE = 5 * MINUTE;
// Long enough for the camera app of a tablet without a viewfinder, which hides this page while it is open.
const AWAY = MINUTE;

let drawing = Promise.resolve();

function route() {
  drawing = drawing.then(draw, draw);
  return drawing;
}

async function draw() {
  release();
  const [, where, id, step, ...rest] = inHands(location.hash).split("/").map(decodeURIComponent);
  try {
    if (where === "calendar") neutral();
    else if (!vault.isOpen()) await door();
    else if (where !== "v") await today();
    else if (step && (step === "sent" || !(await vault.isClosed(id))))
      await STEPS[step](id, .../** @type {never[]} */ (rest));
    else await visit(id);
  } catch (error) {
    show(
      { back: [t("today"), "#/"] },
      el("h1", {}, t("trouble")),
      notice("danger", t("trouble-what"), t("trouble-safe"), String(error instanceof Error ? error.name : "")),
    );
    reportError(error);
  }
  // Neither what hangs on a wall nor a worker's own page speaks of the tablet's troubles.
  if (where !== "calendar" && step !== "alone") warn();
}

// Drawn again first: the screen then shows what is kept, and not what was picked. Not under somebody's typing, though.
/** @param {PromiseRejectionEvent} promiseRejectionEvent */
async function failedToSave({ reason }) {
  const typing = document.activeElement?.matches("textarea, input:not([type=radio], [type=checkbox])");
  if (typing && document.querySelector(".alarm")) return;
  if (!typing) await route();
  if (unsaved.count()) return;
  const full = reason?.name === "QuotaExceededError";
  alarm(
    t("not-saved"),
    t(full ? "full" : "save-failed"),
    t("save-failed-safe"),
    ...(full ? [] : [String(reason?.name ?? "")]),
  );
}

async function send() {
  if (unsaved.count()) await drawer.retryUnsaved().then(calm, () => {});
  await drain();
  if (vault.isOpen()) await fetchBeside().catch(() => {});
  // The meter tells the truth without moving the screen under a finger.
  const meter = document.querySelector(".saved");
  if (meter && vault.isOpen() && location.hash.startsWith("#/v/")) {
    const { openVisit } = await import("./storage/open_visit.mjs");
    const { saved } = await import("./ui/visit_frame.mjs");
    document.querySelector(".saved")?.replaceWith(saved(await openVisit(location.hash.split("/")[2])));
  }
}

function everyMinute() {
  setTimeout(
    async () => {
      await send().catch(() => {});
      bringVoices();
      everyMinute();
    },
    MINUTE * (0.75 + Math.random() / 2),
  );
}

let touched = Date.now();
/** @type {number | null} */
let hiddenSince = null;

/** Locks: the keys are forgotten and the screen is the door's. Nothing is lost, everything typed is in the drawer. */
function lock() {
  if (!vault.isOpen()) return;
  vault.shut();
  history.replaceState(null, "", "#/");
  route();
}

function seen() {
  const visible = document.visibilityState === "visible";
  hiddenSince = visible ? null : Date.now();
  if (visible) send().catch(() => {});
  else if (!document.querySelector("input[type=file]")) lock();
}

function watch() {
  setInterval(() => {
    const away = hiddenSince && Date.now() - hiddenSince > AWAY;
    if (away || Date.now() - touched > IDLE) lock();
  }, 5000);
  for (const kind of ["pointerdown", "keydown", "input"])
    addEventListener(
      kind,
      () => {
        touched = Date.now();
      },
      true,
    );
}

async function carried() {
  await navigator.serviceWorker?.register("/tablet/sw.mjs", { scope: "/tablet/" });
  const { active } = await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) active?.postMessage("take in");
}

async function begin() {
  const language = (await drawer.getMeta("language")) ?? document.documentElement.lang;
  await speak(language);
  document.documentElement.lang = language;
  carried().catch(() => {});
  // Once the pages are kept, the first screen says so without a reload.
  navigator.serviceWorker?.addEventListener(
    "controllerchange",
    () => location.hash.startsWith("#/v/") || !vault.isOpen() || route(),
  );
  addEventListener("hashchange", route);
  addEventListener("unhandledrejection", failedToSave);
  addEventListener("beforeunload", (event) => {
    if (unsaved.count()) event.preventDefault();
  });
  addEventListener("online", () => send().catch(() => {}));
  addEventListener("focus", () => send().catch(() => {}));
  document.addEventListener("visibilitychange", seen);
  watch();
  await route();
  everyMinute();
  send().catch(() => {});
}

// One page at a time writes: two would give the same number to two events.
await speak(document.documentElement.lang);
const waits = setTimeout(
  () => show({ hidden: true }, el("h1", {}, t("app")), notice("attention", t("elsewhere"), t("elsewhere-more"))),
  1500,
);
await new Promise((/** @type {(free: void) => void} */ free) => {
  navigator.locks.request("spotcheck-tablet", () => {
    free();
    return new Promise(() => {});
  });
});
clearTimeout(waits);
await begin();
