// The service worker of /tablet/. VERSION and FILES (address -> hash), and static/kept_files.js, are written above this
// line by the server. A new version waits until every page of the old one is closed.

const NAME = `tablet-${VERSION}`;

worker.addEventListener("install", (event) => event.waitUntil(keepFiles(NAME, Object.keys(FILES), "no-cache")));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver("tablet-", NAME)));

worker.addEventListener("message", (event) => {
  // Said by a page after a person's tap, online and with nothing waiting; never by itself.
  if (event.data === "take over") worker.skipWaiting();
  // A browser that could not start this worker in time loads the page without it; the page then asks to be taken in.
  if (event.data === "take in") event.waitUntil(worker.clients.claim());
});

worker.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== worker.location.origin) return;
  if (pathname in FILES) event.respondWith(keptFile(NAME, pathname, event.request));
  else if (event.request.mode === "navigate" && pathname === "/tablet/") event.respondWith(page(event.request));
});

// Online the server says who is signed in. When nobody is, and without signal, the shell opens what this tablet holds:
// a session that ended in the field must not stand between an inspector and what is still to be sent.
/** @param {Request} request */
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.type !== "opaqueredirect" && answer.status < 500) return answer;
  } catch {
    // No signal: the kept shell below answers.
  }
  return keptFile(NAME, "/tablet/shell", request);
}
