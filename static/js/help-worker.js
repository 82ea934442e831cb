// Keeps help now on the device: the page in three languages and what it is drawn with, nothing else.
// Every copy is fetched without cookies, so it is the page of nobody in particular.
const CACHE = "help-now-1";
const PAGE = "/help-now/";
const LANGUAGE = "/help-now/language";
const LANGUAGES = ["fi", "sv", "en"];
const PATIENCE = 3000;
const FRESH = 10 * 60 * 1000;
const HASHED = /\.[0-9a-f]{12}\./;
const LAST_RESORT = '<!doctype html><html lang="fi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
  + '<title>112</title><h1><a href="tel:112">112</a></h1><p lang="fi">Ei yhteyttä. Puhelut toimivat silti.</p>'
  + '<p lang="sv">Ingen uppkoppling. Samtal fungerar ändå.</p><p lang="en">No connection. Phone calls still work.</p>';

const copyOf = (language) => `${PAGE}?lang=${language}`;
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function get(address) {
  const answer = await fetch(address, { credentials: "omit", cache: "no-cache", redirect: "error" });
  if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
  return answer;
}

function namesIn(text, pattern, base) {
  return [...text.matchAll(pattern)].map(([, name]) => new URL(name, base)).filter(({ origin }) => origin === self.location.origin);
}

async function assetsOf(pages, cache) {
  const found = new Map();
  const waiting = [];
  for (const page of pages) waiting.push(...namesIn(await page.clone().text(), /(?:href|src)="(\/static\/[^"]+)"/g, self.location));
  while (waiting.length) {
    const { pathname } = waiting.pop();
    if (found.has(pathname)) continue;
    // A name with a hash in it never changes what it means.
    const answer = (HASHED.test(pathname) && (await cache.match(pathname))) || (await get(pathname));
    found.set(pathname, answer);
    if (pathname.endsWith(".css")) {
      waiting.push(...namesIn(await answer.clone().text(), /url\(["']?([^"')]+)["']?\)/g, new URL(pathname, self.location)));
    }
  }
  return found;
}

// All or nothing: the old copies stay until every piece of the new ones is here.
async function refresh() {
  const cache = await caches.open(CACHE);
  const pages = await Promise.all(LANGUAGES.map((language) => get(copyOf(language))));
  const wanted = await assetsOf(pages, cache);
  LANGUAGES.forEach((language, number) => wanted.set(copyOf(language), pages[number]));
  await Promise.all([...wanted].map(([name, answer]) => cache.put(name, answer.clone())));
  for (const kept of await cache.keys()) {
    const { pathname, search } = new URL(kept.url);
    if (pathname !== LANGUAGE && !wanted.has(pathname + search)) await cache.delete(kept);
  }
}

async function refreshWhenOld() {
  const kept = await (await caches.open(CACHE)).match(copyOf("fi"));
  const made = Date.parse(kept?.headers.get("Date") ?? "") || 0;
  if (Date.now() - made > FRESH) await refresh();
}

// The page is told that it is a copy: a device may call itself online where nothing answers.
async function asCopy(kept) {
  const headers = new Headers(kept.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response((await kept.text()).replace("<html", "<html data-copy"), { headers });
}

async function keptPage(address) {
  const cache = await caches.open(CACHE);
  const remembered = await (await cache.match(LANGUAGE))?.text();
  const said = [new URL(address).searchParams.get("lang"), remembered, self.navigator.language.slice(0, 2), "fi"];
  return cache.match(copyOf(said.find((language) => LANGUAGES.includes(language))));
}

async function page(event) {
  const network = fetch(event.request);
  event.waitUntil(network.then((answer) => answer.ok && refreshWhenOld()).catch(() => {}));
  const answer = await Promise.race([network.catch(() => null), wait(PATIENCE)]);
  if (answer && answer.status < 500) return answer;
  const kept = await keptPage(event.request.url);
  if (kept) return asCopy(kept);
  return network.catch(() => new Response(LAST_RESORT, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
}

async function asset(request) {
  const { pathname } = new URL(request.url);
  const kept = await (await caches.open(CACHE)).match(pathname);
  if (!kept) return fetch(request);
  return HASHED.test(pathname) ? kept : fetch(request).catch(() => kept);
}

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith("help-now-") && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(refresh().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", (event) => {
  const { language } = event.data ?? {};
  if (!LANGUAGES.includes(language)) return;
  event.waitUntil(caches.open(CACHE).then((cache) => cache.put(LANGUAGE, new Response(language))));
});
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    if (pathname === PAGE) event.respondWith(page(event));
  } else if (pathname.startsWith("/static/")) event.respondWith(asset(event.request));
});
