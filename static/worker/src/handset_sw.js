// The service worker of /c/handset/, and of nothing else: a worker's own phone never gets one. VERSION and FILES
// (addresses) are written above this line by the server. It keeps public texts only; install is all or nothing.

const NAME = `handset-${VERSION}`;

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(NAME);
  try {
    for (const address of FILES) {
      const answer = await fetch(address, { cache: "no-store", credentials: "omit" });
      if (!answer.ok) throw new Error(address);
      await cache.put(address, answer);
    }
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("handset-") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

// Kept first, even with signal: the line must not tell which language is read. What is not kept goes its way.
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (FILES.includes(pathname)) event.respondWith(kept(pathname, event.request));
});

async function kept(address, request) {
  return (await (await caches.open(NAME)).match(address)) || fetch(request);
}
