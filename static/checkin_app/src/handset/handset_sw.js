// The service worker of /c/handset/, and of nothing else: a worker's own phone never gets one. VERSION and FILES
// (addresses), and static/kept_files.js, are written above this line by the server. It keeps public texts only.

const NAME = `handset-${VERSION}`;

worker.addEventListener("install", (event) => event.waitUntil(keepFiles(NAME, FILES, "no-store")));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver("handset-", NAME)));

// Kept first, even with signal: the line must not tell which language is read. What is not kept goes its way.
worker.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== worker.location.origin) return;
  if (FILES.includes(pathname)) event.respondWith(keptFile(NAME, pathname, event.request));
});
