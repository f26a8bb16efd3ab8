// When a lent handset writes, and what it sends. Page, disk and line are given, so that all of this is tried without any.
//
// The one rule: what can be seen from outside never depends on whether anybody answered. Once a minute, and whenever the
// screen goes dark, one slot that was not yet written since the last sending is overwritten, by an answer if one waits and
// by nothing if none does. Until then an answer is in memory only. All slots are sent together, or none.
import { CALL, joined } from "./letters.mjs";

export const SLOTS = 256;
// The fewest answers that are ever shown together; with so many waiting it is time to send.
const ENOUGH = 5;
const PIECE = 16;
// Calls that came since the last writing: one of each kind at most.
const SPARE = 4;

/** `keep` is slots.mjs, `post(path, bytes)` gives what the door told, `below(n)` is chance, `day()` the day's name. */
export function lend({ keep, post, letters, below, day }) {
  const waiting = [];
  let calls = [];
  let said = 0;
  let sentOn = day();
  let turn = Promise.resolve();

  // One thing at a time: a writing between reading and refilling would be lost.
  function inTurn(work) {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  }

  async function write() {
    const { written, ring } = await keep.state();
    const free = [...written.keys()].filter((at) => !written[at]);
    if (free.length === 0) return false;
    const at = free[below(free.length)];
    const letter = waiting[0];
    const call = calls.find((one) => !one.kept);
    written[at] = 1;
    ring.set(letters.call(call && call.kind), at * CALL);
    await keep.write(at, letters.letter(letter), written, ring);
    if (letter) waiting.shift();
    if (call) call.kept = true;
    return true;
  }

  async function sendCalls() {
    const now = [...calls];
    const { ring } = await keep.state();
    const extra = now.filter((one) => !one.kept).map((one) => one.kind);
    while (extra.length < SPARE) extra.push("");
    const told = await post("calls", joined([ring, ...extra.map(letters.call)]));
    if (told.state === "open") {
      await keep.refillCalls(await emptyCalls(letters));
      calls = calls.filter((one) => !now.includes(one));
    }
    return told;
  }

  async function send(last) {
    const first = await sendCalls();
    if (first.state !== "open") return first;
    const direct = waiting.slice(0, PIECE);
    const pile = [...await keep.letters(), ...direct.map((box) => letters.letter(box))];
    while (pile.length < SLOTS + PIECE) pile.push(letters.letter(null));
    shuffle(pile, below);
    for (let at = 0; at < pile.length; at += PIECE) {
      const told = await post("boxes", joined(pile.slice(at, at + PIECE)));
      if (told.state !== "open") return told;
    }
    await keep.refill(await emptySlots(letters), await emptyCalls(letters));
    waiting.splice(0, direct.length);
    said = waiting.length;
    sentOn = day();
    return post("calls", letters.call(last && waiting.length === 0 ? "away" : "sent"));
  }

  return {
    /** Takes one sealed box; it is in memory until the next writing. */
    say(box) {
      waiting.push(box);
      said += 1;
    },
    /** One kind of call at once: sends it, and what the ring holds; throws without signal, and it goes out later. */
    call(kind) {
      if (!calls.some((one) => one.kind === kind && !one.kept)) calls.push({ kind, kept: false });
      return inTurn(sendCalls);
    },
    /** Who reads now, as the door says; throws without signal. */
    reads: () => post("calls", letters.call("")),
    tick: () => inTurn(write),
    send: (last) => inTurn(() => send(last)),
    sendCalls: () => inTurn(sendCalls),
    hasCalls: () => calls.length > 0,
    isDue: () => said >= ENOUGH || day() !== sentOn,
    isEmptyHanded: () => waiting.length === 0,
  };
}

const rest = () => new Promise((done) => { setTimeout(done, 0); });

// Sealing is slow: every now and then the page may breathe.
async function made(make) {
  const found = [];
  for (let n = 0; n < SLOTS; n += 1) {
    found.push(make());
    if (n % 8 === 7) await rest();
  }
  return found;
}

export const emptySlots = (letters) => made(() => letters.letter(null));
export const emptyCalls = async (letters) => joined(await made(() => letters.call("")));

function shuffle(pile, below) {
  for (let last = pile.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    [pile[last], pile[other]] = [pile[other], pile[last]];
  }
}
