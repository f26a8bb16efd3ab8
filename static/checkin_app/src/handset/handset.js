// A lent handset: the worker's page on a tablet of the ministry, for everyone in turn. Its answers go into slots on the
// tablet instead of onto the line, leaving is back to the first screen, and the first screen is back between people.
import { seal } from "tweetnacl-sealedbox-js";
import { again } from "../check-in.js";
import { between } from "./idle_reset.mjs";
import { base64, key } from "../box.js";
import { today, workingDay } from "../days.mjs";
import { tellReads } from "../help_calls.js";
import { emptyCalls, emptySlots, lend } from "./sending.mjs";
import { lettersTo } from "./messages.mjs";
import { below, post } from "./environment.mjs";
import * as keep from "./store.mjs";
import { all as allBelow } from "../screens.js";
import { ways } from "../delivery.js";

const link = /^#([\w-]{43})\.(\d{8})\.([0-9a-f]{4})$/.exec(location.hash);
history.replaceState(null, "", location.pathname);
/** @type {ReturnType<typeof lend> | null} */
let hand = null;
let last = "";
let other = false;
/** @type {ReturnType<typeof setInterval> | undefined} */
let beating;

/** @param {string} what */
const all = (what) => allBelow(document, what);

/** The handset that is lent; nothing on the screen is touched before there is one. */
function lent() {
  if (!hand) throw new Error("no handset");
  return hand;
}
/** @param {string} state */
const told = (state) =>
  all("#first [data-told]").forEach((one) => {
    one.hidden = one.dataset.told !== state;
  });
// What the door answers: to go on with `then`, or that this handset is none any more.
/** @param {(answer: DoorAnswer) => unknown} then */
const heard = (then) => (/** @type {DoorAnswer} */ answer) => (answer.state === "open" ? then(answer) : stop("closed"));

/** @param {RegExpExecArray} found */
const doorOf = (found) => key(found[1].replace(/-/g, "+").replace(/_/g, "/"));

async function start() {
  const before = await keep.way();
  const own = before ?? (link ? { door: doorOf(link), closes: link[2], name: link[3] } : null);
  if (!own) return told("none");
  told("loading");
  await ready();
  const { door } = own;
  const letters = lettersTo(door, seal);
  if (!before) {
    await keep.begin(own, await emptySlots(letters), await emptyCalls(letters));
    await navigator.storage?.persist?.();
  }
  hand = lend({ keep, post, letters, below, day: workingDay });
  all("[data-name]")[0].textContent = own.name.toUpperCase();
  all("details.staff")[0].hidden = false;
  last = own.closes;
  // Another point's link: what this tablet still holds belongs to the first one and goes out before.
  other = link !== null && base64(door) !== base64(doorOf(link));
  offer();
  beating = setInterval(beat, 60000);
  // What a call left in the ring before this page was opened goes out first of all.
  hand.sendCalls().then(
    heard(() => {}),
    () => {},
  );
}

// Only when every file is kept may it leave the signal.
async function ready() {
  const found = await navigator.serviceWorker.register("/c/handset/sw.js", { scope: "/c/handset/" });
  const coming = found.installing;
  if (!found.active && coming) {
    await new Promise((/** @type {(value?: unknown) => void} */ done, broken) => {
      coming.addEventListener("statechange", () => {
        if (coming.state === "activated") done();
        if (coming.state === "redundant") broken(new Error("unready"));
      });
    });
  }
  await navigator.serviceWorker.ready;
}

// The languages are offered unless something stands against it.
/** @param {string} [said] */
function offer(said = "") {
  const against = other ? "other" : today() > last ? "past" : said;
  all("#first .langs")[0].hidden = !["", "sent"].includes(against);
  told(against);
}

async function beat() {
  try {
    if (!(await lent().tick())) offer("full");
    if (lent().hasCalls()) heard(() => {})(await lent().sendCalls());
    if (hand?.isDue()) heard(() => offer())(await hand.send(false));
  } catch {
    // No signal: what waits keeps waiting, and the next minute tries again.
  }
}

/** @param {string} name */
async function deed(name) {
  told("sending");
  try {
    const answer = await lent().send(name === "away");
    heard(() => (name === "away" && lent().isEmptyHanded() ? stop("away") : offer("sent")))(answer);
  } catch {
    told("unsent");
  }
}

// The tablet is no handset any more: nothing of it stays but the link in the browser's history.
/** @param {string} state */
async function stop(state) {
  hand = null;
  clearInterval(beating);
  again();
  all("details.staff")[0].hidden = true;
  all("#first .langs")[0].hidden = true;
  told("");
  await keep.forget();
  await Promise.all((await caches.keys()).filter((one) => one.startsWith("handset-")).map((one) => caches.delete(one)));
  const found = await navigator.serviceWorker.getRegistration("/c/handset/");
  if (found) await found.unregister();
  if (!other) return told(state);
  history.replaceState(null, "", location.pathname + (link ? link[0] : ""));
  return location.reload();
}

// Who reads a call, as the door has just said. What is heard beside it is true without signal only.
/** @param {{ reads: string; at: string }} now */
function reads(now) {
  tellReads(now);
  all(".reads+.sound").forEach((one) => {
    one.hidden = now.reads !== "handset";
  });
}

const alone = () => reads({ reads: "handset", at: "" });

ways.leave = () => again();
ways.box = (_code, box, _words, _tell, then) => {
  lent().say(box);
  then("");
};
ways.call = (kind, _code, words, tell, then) => {
  tell(words.sending);
  lent()
    .call(kind)
    .then(heard(then), () => {
      tell(words.read_handset);
      alone();
    });
};

document.addEventListener("click", (event) => {
  const touched = /** @type {Element} */ (event.target);
  const button = touched.closest("button");
  if (button?.dataset.deed) deed(button.dataset.deed);
  else if (button?.classList.contains("finish")) again();
  else if (touched.closest("a.help")) lent().reads().then(heard(reads), alone);
});
between({
  isFree: () => !all("#first")[0].hidden,
  again,
  dark: () => {
    if (hand) hand.tick();
  },
});

// One page at a time: two would overwrite each other's slots.
navigator.locks.request("handset", { ifAvailable: true }, (lock) => {
  if (!lock) return told("twice");
  start().catch(() => told("unready"));
  return new Promise(() => {});
});
