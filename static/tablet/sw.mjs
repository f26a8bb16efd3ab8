// The service worker of /tablet/. VERSION and FILES (address -> hash) are written above this line by the server.
// Install is all or nothing; a new version waits until every page of the old one is closed.

const NAME = `tablet-${VERSION}`;

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(NAME);
  try {
    await Promise.all(Object.keys(FILES).map(async (address) => {
      const answer = await fetch(address, { cache: "no-cache", credentials: "omit" });
      if (!answer.ok) throw new Error(address);
      await cache.put(address, answer);
    }));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("tablet-") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

self.addEventListener("message", (event) => {
  // Said by a page after a person's tap, online and with nothing waiting; never by itself.
  if (event.data === "take over") self.skipWaiting();
  // A browser that could not start this worker in time loads the page without it; the page then asks to be taken in.
  if (event.data === "take in") event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname in FILES) event.respondWith(kept(pathname, event.request));
  else if (event.request.mode === "navigate" && pathname === "/tablet/") event.respondWith(page(event.request));
});

async function kept(address, request) {
  return (await (await caches.open(NAME)).match(address)) ?? fetch(request);
}

// Online the server says who is signed in. When nobody is, and without signal, the shell opens what this tablet holds:
// a session that ended in the field must not stand between an inspector and what is still to be sent.
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.type !== "opaqueredirect" && answer.status < 500) return answer;
  } catch {
    // No signal: the kept shell below answers.
  }
  return kept("/tablet/shell", request);
}
