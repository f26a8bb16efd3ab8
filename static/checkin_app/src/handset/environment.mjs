// What a lent handset has from outside: the line and chance; the day comes from days.mjs. Nothing else of it uses any
// of them.

/**
 * @param {string} path
 * @param {Bytes} bytes
 * @returns {Promise<DoorAnswer>}
 */
export async function post(path, bytes) {
  const answer = await fetch(`/c/handset/${path}`, {
    method: "POST",
    body: bytes,
    headers: { "Content-Type": "application/octet-stream" },
    credentials: "omit",
    referrerPolicy: "no-referrer",
  });
  if (!answer.ok) throw new Error("later");
  return answer.json();
}

/**
 * A fair whole number from 0 to below `n`.
 * @param {number} n
 * @returns {number}
 */
export function below(n) {
  const most = Math.floor(2 ** 32 / n) * n;
  const [found] = crypto.getRandomValues(new Uint32Array(1));
  return found < most ? found % n : below(n);
}
