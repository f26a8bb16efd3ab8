// What both service workers do alike; the server writes it above each of them, so that each stays one file.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/**
 * Keeps every address in the cache `name`, or none of them.
 * @param {string} name
 * @param {string[]} addresses
 * @param {RequestCache} cacheMode
 */
async function keepFiles(name, addresses, cacheMode) {
  const cache = await caches.open(name);
  try {
    await Promise.all(
      addresses.map(async (address) => {
        const answer = await fetch(address, { cache: cacheMode, credentials: "omit" });
        if (!answer.ok) throw new Error(address);
        await cache.put(address, answer);
      }),
    );
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

/**
 * Drops what older versions kept, and serves the pages that are open.
 * @param {string} prefix
 * @param {string} name
 */
async function takeOver(prefix, name) {
  const old = (await caches.keys()).filter((one) => one.startsWith(prefix) && one !== name);
  await Promise.all(old.map((one) => caches.delete(one)));
  await worker.clients.claim();
}

/**
 * The kept file; only what is not there is fetched.
 * @param {string} name
 * @param {string} address
 * @param {Request} request
 */
async function keptFile(name, address, request) {
  return (await (await caches.open(name)).match(address)) ?? fetch(request);
}
