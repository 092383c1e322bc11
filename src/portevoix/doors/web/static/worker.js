/* Keeps style, script, icons and one page for when there is no connection; of private pages only
   those seen on a device that was said to be mine (its address then ends in ?mine). */
const MINE = new URL(location.href).searchParams.has("mine");
const SHELL = "shell-@digest@";
const PAGES = "pages";
const FILES = @files@;
const APART = /^\/(settings|keep|desk|sign-|oauth|join|first-key|forgot|write|drafts)/;
const MOST = 40;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const kept = MINE ? [SHELL, PAGES] : [SHELL];
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => !kept.includes(name)).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

async function keep(request, answer) {
  const pages = await caches.open(PAGES);
  await pages.put(request, answer);
  const all = await pages.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map((one) => pages.delete(one)));
}

async function page(event) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    const path = new URL(request.url).pathname;
    if (MINE && answer.ok && !answer.redirected && !APART.test(path)) event.waitUntil(keep(request, answer.clone()));
    return answer;
  } catch {
    return (MINE && (await caches.match(request, { cacheName: PAGES, ignoreVary: true }))) || caches.match("/offline", { cacheName: SHELL });
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (FILES.includes(address.pathname)) event.respondWith(caches.match(request, { cacheName: SHELL }).then((found) => found || fetch(request)));
});
