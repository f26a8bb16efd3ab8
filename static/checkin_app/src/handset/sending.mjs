// When a lent handset writes, and what it sends. Page, disk and line are given, so that all of this is tried without
// any.
//
// The one rule: what can be seen from outside never depends on whether anybody answered. Once a minute, and whenever
// the screen goes dark, one slot that was not yet written since the last sending is overwritten, by an answer if one
// waits and by nothing if none does. Until then an answer is in memory only. All slots are sent together, or none.
import { CALL, joined } from "./messages.mjs";

export const SLOTS = 256;
// The fewest answers that are ever shown together; with so many waiting it is time to send.
const ENOUGH = 5;
const PIECE = 16;
// Calls that came since the last writing: one of each kind at most.
const SPARE = 4;

class Lending {
  /** @param {Outside} outside */
  constructor({ keep, post, letters, below, day }) {
    this.keep = keep;
    this.post = post;
    this.letters = letters;
    this.below = below;
    this.day = day;
    /** @type {Uint8Array[]} */
    this.waiting = [];
    /** @type {{ kind: string; kept: boolean }[]} */
    this.calls = [];
    this.said = 0;
    this.sentOn = day();
    /** @type {Promise<unknown>} */
    this.turn = Promise.resolve();
  }

  /**
   * Takes one sealed box; it is in memory until the next writing.
   * @param {Uint8Array} box
   */
  say(box) {
    this.waiting.push(box);
    this.said += 1;
  }

  /**
   * One kind of call at once: sends it, and what the ring holds; throws without signal, and it goes out later.
   * @param {string} kind
   */
  call(kind) {
    if (!this.calls.some((call) => call.kind === kind && !call.kept)) this.calls.push({ kind, kept: false });
    return this.sendCalls();
  }

  /** Who reads now, as the door says; throws without signal. */
  reads() {
    return this.post("calls", this.letters.call(""));
  }

  /** Writes one slot; false when none is left that was not written since the last sending. */
  tick() {
    return this.inTurn(() => this.write());
  }

  /**
   * Sends everything there is; `last` when the handset is put away.
   * @param {boolean} last
   */
  send(last) {
    return this.inTurn(() => this.sendAll(last));
  }

  sendCalls() {
    return this.inTurn(() => this.sendRing());
  }

  hasCalls() {
    return this.calls.length > 0;
  }

  isDue() {
    return this.said >= ENOUGH || this.day() !== this.sentOn;
  }

  isEmptyHanded() {
    return this.waiting.length === 0;
  }

  /**
   * One thing at a time: a writing between reading and refilling would be lost.
   * @template T
   * @param {() => Promise<T>} work
   */
  inTurn(work) {
    const done = this.turn.then(work);
    this.turn = done.catch(() => {});
    return done;
  }

  async write() {
    const { written, ring } = await this.keep.state();
    const free = [...written.keys()].filter((at) => !written[at]);
    if (free.length === 0) return false;
    const at = free[this.below(free.length)];
    const letter = this.waiting[0];
    const call = this.calls.find((one) => !one.kept);
    written[at] = 1;
    ring.set(this.letters.call(call?.kind), at * CALL);
    await this.keep.write(at, this.letters.letter(letter), written, ring);
    if (letter) this.waiting.shift();
    if (call) call.kept = true;
    return true;
  }

  async sendRing() {
    const now = [...this.calls];
    const { ring } = await this.keep.state();
    const extra = now.filter((call) => !call.kept).map((call) => call.kind);
    while (extra.length < SPARE) extra.push("");
    const answer = await this.post("calls", joined([ring, ...extra.map((kind) => this.letters.call(kind))]));
    if (answer.state === "open") {
      await this.keep.refillCalls(await emptyCalls(this.letters));
      this.calls = this.calls.filter((call) => !now.includes(call));
    }
    return answer;
  }

  /** @param {boolean} last */
  async sendAll(last) {
    const first = await this.sendRing();
    if (first.state !== "open") return first;
    const direct = this.waiting.slice(0, PIECE);
    const pile = [...(await this.keep.letters()), ...direct.map((box) => this.letters.letter(box))];
    while (pile.length < SLOTS + PIECE) pile.push(this.letters.letter(null));
    shuffle(pile, this.below);
    for (let at = 0; at < pile.length; at += PIECE) {
      const answer = await this.post("boxes", joined(pile.slice(at, at + PIECE)));
      if (answer.state !== "open") return answer;
    }
    await this.keep.refill(await emptySlots(this.letters), await emptyCalls(this.letters));
    this.waiting.splice(0, direct.length);
    this.said = this.waiting.length;
    this.sentOn = this.day();
    return this.post("calls", this.letters.call(last && this.waiting.length === 0 ? "away" : "sent"));
  }
}

/**
 * `keep` is slots.mjs, `post(path, bytes)` gives what the door told, `below(n)` is chance, `day()` the day's name.
 * @param {Outside} outside
 */
export const lend = (outside) => new Lending(outside);

const rest = () =>
  new Promise((done) => {
    setTimeout(done, 0);
  });

// Sealing is slow: every now and then the page may breathe.
/** @param {() => Bytes} make */
async function made(make) {
  const found = [];
  for (let n = 0; n < SLOTS; n += 1) {
    found.push(make());
    if (n % 8 === 7) await rest();
  }
  return found;
}

/** @param {Letters} letters */
export const emptySlots = (letters) => made(() => letters.letter(null));
/** @param {Letters} letters */
export const emptyCalls = async (letters) => joined(await made(() => letters.call("")));

/**
 * @param {unknown[]} pile
 * @param {Chance} below
 */
function shuffle(pile, below) {
  for (let last = pile.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    [pile[last], pile[other]] = [pile[other], pile[last]];
  }
}
