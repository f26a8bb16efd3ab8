// What a lent handset writes and sends, tried without page, disk and line.
import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyCalls, emptySlots, lend, SLOTS } from "../../static/checkin_app/src/handset/sending.mjs";
import { CALL, LETTER, lettersTo } from "../../static/checkin_app/src/handset/messages.mjs";

// A "seal" that can be looked through, as only the door can.
const seal = (plain) => {
  const sealed = new Uint8Array(plain.length + 48);
  sealed.set(plain);
  return sealed;
};
const letters = lettersTo(new Uint8Array(32), seal);
const box = (mark) => new Uint8Array(2096).fill(mark);
const marks = (found) =>
  found
    .filter((one) => one[0] === 1)
    .map((one) => one[1])
    .sort((one, other) => one - other);
const cut = (bytes, size) =>
  Array.from({ length: bytes.length / size }, (_, n) => bytes.slice(n * size, (n + 1) * size));

async function handset({ post = async () => ({ state: "open", reads: "nobody", at: "" }), day = () => "Monday" } = {}) {
  const disk = { slots: await emptySlots(letters), written: new Uint8Array(SLOTS), ring: await emptyCalls(letters) };
  const writes = [];
  const sent = [];
  const keep = {
    state: async () => ({ written: disk.written.slice(), ring: disk.ring.slice() }),
    letters: async () => [...disk.slots],
    async write(at, letter, written, ring) {
      disk.slots[at] = letter;
      Object.assign(disk, { written, ring });
      writes.push([at, letter.length, written.length, ring.length]);
    },
    async refill(slots, ring) {
      Object.assign(disk, { slots, ring, written: new Uint8Array(SLOTS) });
    },
    async refillCalls(ring) {
      disk.ring = ring;
    },
  };
  let seed = 7;
  const below = (n) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % n;
  };
  const record = async (path, bytes) => {
    sent.push([path, bytes]);
    return post(path, bytes, sent);
  };
  const open = () => lend({ keep, post: record, letters, below, day });
  return { disk, writes, sent, hand: open(), open };
}

test("where and how much is written is the same whether everybody answers, calls, or nobody does", async () => {
  const [idle, busy] = [
    await handset(),
    await handset({
      post: async () => {
        throw new Error("no signal");
      },
    }),
  ];
  for (let minute = 0; minute < 40; minute += 1) {
    if (minute % 3 === 0) busy.hand.say(box(minute));
    if (minute % 5 === 0) await busy.hand.call("violence").catch(() => {});
    await idle.hand.tick();
    await busy.hand.tick();
  }
  assert.deepEqual(busy.writes, idle.writes);
  assert.equal(marks(busy.disk.slots).length, 14);
  assert.equal(new Set(busy.writes.map(([at]) => at)).size, 40);
});

test("a written slot is never overwritten before it was sent, and a full handset keeps its last answers", async () => {
  const { hand, disk, sent } = await handset();
  for (let n = 0; n < SLOTS; n += 1) {
    if (n < 20) hand.say(box(n + 1));
    assert.equal(await hand.tick(), true);
  }
  hand.say(box(99));
  assert.equal(await hand.tick(), false);
  assert.equal(marks(disk.slots).length, 20);
  await hand.send(false);
  const boxes = sent.filter(([path]) => path === "boxes").flatMap(([, bytes]) => cut(bytes, LETTER));
  assert.deepEqual(marks(boxes), [...Array(20).keys()].map((n) => n + 1).concat(99));
  assert.equal(marks(disk.slots).length, 0);
  assert.equal(await hand.tick(), true);
});

test("what goes out is as much each time, in an order that is not that of the slots", async () => {
  const sizes = [];
  for (const answers of [0, 3, 16]) {
    const { hand, sent, disk } = await handset();
    for (let n = 0; n < answers; n += 1) hand.say(box(n + 1));
    for (let n = 0; n < 4; n += 1) await hand.tick();
    const before = disk.slots.filter((one) => one[0] === 1).map((one) => one[1]);
    await hand.send(false);
    sizes.push(sent.map(([path, bytes]) => `${path} ${bytes.length}`).join());
    const after = sent
      .filter(([path]) => path === "boxes")
      .flatMap(([, bytes]) => cut(bytes, LETTER))
      .filter((one) => one[0] === 1);
    assert.equal(after.length, answers);
    if (answers === 16)
      assert.notDeepEqual(
        after.map((one) => one[1]).filter((mark) => before.includes(mark)),
        before,
      );
  }
  assert.equal(new Set(sizes).size, 1);
});

test("a sending that broke in the middle loses nothing and is sent whole again", async () => {
  let broken = true;
  const post = async (path, _bytes, sent) => {
    if (broken && path === "boxes" && sent.filter(([one]) => one === "boxes").length === 9) throw new Error("cut");
    return { state: "open" };
  };
  const { hand, sent } = await handset({ post });
  for (let n = 0; n < 6; n += 1) hand.say(box(n + 1));
  for (let n = 0; n < 3; n += 1) await hand.tick();
  await assert.rejects(hand.send(false));
  broken = false;
  hand.say(box(7));
  sent.length = 0;
  await hand.send(false);
  const boxes = sent.filter(([path]) => path === "boxes").flatMap(([, bytes]) => cut(bytes, LETTER));
  assert.deepEqual(marks(boxes), [1, 2, 3, 4, 5, 6, 7]);
});

test("an answer given while a sending is under way goes out with the next one", async () => {
  let hand = null;
  let late = true;
  const post = async (path) => {
    if (path === "boxes" && late) {
      late = false;
      hand.say(box(42));
    }
    return { state: "open" };
  };
  const made = await handset({ post });
  hand = made.hand;
  await hand.send(true);
  assert.equal(hand.isEmptyHanded(), false);
  const told = made.sent.at(-1)[1];
  // Not put away: somebody's answer is still here.
  assert.equal(told[0], 5);
  made.sent.length = 0;
  await hand.send(true);
  assert.equal(marks(made.sent.filter(([path]) => path === "boxes").flatMap(([, bytes]) => cut(bytes, LETTER)))[0], 42);
  assert.equal(made.sent.at(-1)[1][0], 6);
});

test("it is time to send when five wait or the day has ended, never because four do", async () => {
  let today = "Monday";
  const { hand } = await handset({ day: () => today });
  for (let n = 0; n < 4; n += 1) hand.say(box(1));
  assert.equal(hand.isDue(), false);
  hand.say(box(1));
  assert.equal(hand.isDue(), true);
  await hand.send(false);
  assert.equal(hand.isDue(), false);
  today = "Tuesday";
  assert.equal(hand.isDue(), true);
});

test("a call waits in the ring over a dead battery, goes out first, and only once", async () => {
  let signal = false;
  const post = async () => {
    if (!signal) throw new Error("no signal");
    return { state: "open" };
  };
  const made = await handset({ post });
  await assert.rejects(made.hand.call("child"));
  await made.hand.tick();
  const again = made.open();
  signal = true;
  made.sent.length = 0;
  await again.sendCalls();
  await again.send(false);
  const said = made.sent
    .filter(([path]) => path === "calls")
    .flatMap(([, bytes]) => cut(bytes, CALL))
    .map((one) => one[0])
    .filter(Boolean);
  assert.deepEqual(said, [4, 5]);
  assert.equal(made.sent[0][0], "calls");
});

test("a handset whose door is shut keeps what it holds until the page has said so", async () => {
  const { hand, disk } = await handset({ post: async () => ({ state: "closed" }) });
  hand.say(box(3));
  await hand.tick();
  assert.equal((await hand.send(false)).state, "closed");
  assert.deepEqual(marks(disk.slots), [3]);
});
