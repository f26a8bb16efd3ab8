// What a lent handset has from outside: the line, chance and the day. Nothing else of it uses any of them.

/**
 * @param {string} path
 * @param {Bytes} bytes
 * @returns {Promise<DoorAnswer>}
 */
export async function post(path, bytes) {
  const answer = await fetch(`/c/handset/${path}`, {
    method: "POST", body: bytes, headers: { "Content-Type": "application/octet-stream" }, credentials: "omit", referrerPolicy: "no-referrer",
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

// The day ends at eight in the evening, by the tablet's clock; a wrong clock only sends earlier or later.
export const day = () => new Date(Date.now() + 4 * 3600000).toDateString();
export const today = () => { const now = new Date(); return `${now.getFullYear()}${String(now.getMonth() + 1).padStart(2, "0")}${String(now.getDate()).padStart(2, "0")}`; };
