// Whom to ask for a private interview: drawn at random across shifts, so that nobody is picked out. Pure; `chance(n)`
// is a
// fair whole number below n.

/**
 * 0 … n - 1 in an order that chance alone decides (Fisher and Yates).
 * @param {number} n
 * @param {Chance} chance
 */
export function shuffled(n, chance) {
  const order = Array.from({ length: n }, (_, at) => at);
  for (let at = n - 1; at > 0; at -= 1) {
    const other = chance(at + 1);
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}

/**
 * How many of each shift: by its size, the largest remainders first; each shift has one while there are enough.
 * @param {number[]} sizes
 * @param {number} interviews
 */
export function shares(sizes, interviews) {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const wanted = Math.min(interviews, all);
  const exact = sizes.map((size) => (all ? (size * wanted) / all : 0));
  const given = exact.map((share, at) => Math.min(sizes[at], Math.floor(share)));
  const open = sizes.map((_size, at) => at).filter((at) => sizes[at] > 0);
  const least = open.filter((at) => given[at] === 0);
  const byRemainder = [...open].sort(
    (a, b) => exact[b] - Math.floor(exact[b]) - (exact[a] - Math.floor(exact[a])) || a - b,
  );
  const left = () => wanted - given.reduce((sum, one) => sum + one, 0);
  for (const at of [...least, ...byRemainder, ...open]) if (left() > 0 && given[at] < sizes[at]) given[at] += 1;
  for (let at = 0; left() > 0; at = (at + 1) % sizes.length) if (given[at] < sizes[at]) given[at] += 1;
  return given;
}

/**
 * The draw: of each shift whom to ask, counted from the door from 1, and who is next when somebody says no.
 * @param {number[]} sizes
 * @param {number} interviews
 * @param {Chance} chance
 */
export function draw(sizes, interviews, chance) {
  const given = shares(sizes, interviews);
  return sizes.map((size, at) => {
    const order = shuffled(size, chance).map((one) => one + 1);
    return { ask: order.slice(0, given[at]).sort((a, b) => a - b), next: order.slice(given[at]) };
  });
}

/**
 * The draw after somebody said no: the next of that shift, else of the shift with most people not drawn.
 * @param {ShiftDraw[]} drawn
 * @param {number} shift
 * @param {number} place
 */
export function afterNo(drawn, shift, place) {
  const gone = drawn.map((one, at) =>
    at === shift ? { ...one, ask: one.ask.filter((other) => other !== place) } : one,
  );
  const most = gone.reduce((best, one, at) => (one.next.length > gone[best].next.length ? at : best), 0);
  const from = gone[shift].next.length ? shift : most;
  const [chosen, ...next] = gone[from].next;
  if (chosen === undefined) return gone;
  return gone.map((one, at) => (at === from ? { ask: [...one.ask, chosen].sort((a, b) => a - b), next } : one));
}

/**
 * How many interviews to think of for so many people: the root of them, three at least, never more than there are.
 * @param {number} people
 */
export const suggestion = (people) => Math.min(people, Math.max(3, Math.ceil(Math.sqrt(people))));

/**
 * "11th", "11e": a place counted in English or French.
 * @param {number} n
 * @param {string} language
 */
export function ordinal(n, language) {
  if (language === "fr") return n === 1 ? "1re" : `${n}e`;
  const tail = n % 100 > 10 && n % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${tail}`;
}
