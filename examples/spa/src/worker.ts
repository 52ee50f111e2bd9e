/**
 * The service worker: keeps the shell of the app, so that it opens without a network. Answers of the API are not its business, the
 * client keeps those.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;

const cacheName = 'shell';
const shell = '/';

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    event.respondWith(fetchShell(event));
  } else if (pathname.startsWith('/assets/') || pathname === '/icon.svg') {
    // Named by their content: what is kept is what would come.
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});

/** The page from the network, or the kept one: all addresses have the same. */
async function fetchShell(event: FetchEvent): Promise<Response> {
  try {
    const page = await fetch(event.request);
    if (page.ok) {
      event.waitUntil(renewShell(page.clone()));
      return page;
    }
  } catch {
    // No network.
  }
  return (await caches.match(shell)) ?? Response.error();
}

/** Keeps a page that is another than the kept one: of a newer build. */
async function renewShell(page: Response): Promise<void> {
  const kept = await caches.match(shell);
  if ((await kept?.text()) !== (await page.text())) await keepShell();
}

/** Keeps the page with the scripts and styles that stand in it, and drops those of an older one. */
async function keepShell(): Promise<void> {
  const page = await fetch(shell, { cache: 'no-cache' });
  if (!page.ok) throw new Error(`the page answers ${page.status}`);
  const text = await page.clone().text();
  const addresses = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => new URL(match[1]!, worker.location.origin).href);
  const cache = await caches.open(cacheName);
  await cache.addAll(addresses);
  await cache.put(shell, page);
  const current = new Set([...addresses, new URL(shell, worker.location.origin).href]);
  for (const { url } of await cache.keys()) {
    if (!current.has(url)) await cache.delete(url);
  }
}
