/** The shop's service worker: it keeps the public files, and nothing else. Equal in all releases. */
export const serviceWorker = `
const shelf = 'fichiers-publics';
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isPublic = url.origin === self.location.origin && url.pathname.startsWith('/assets/');
  if (request.method === 'GET' && isPublic) event.respondWith(keptOrFetched(request));
});
async function keptOrFetched(request) {
  const cache = await caches.open(shelf);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  const mayKeep = answer.ok && (answer.headers.get('cache-control') ?? '').startsWith('public');
  if (mayKeep) await cache.put(request, answer.clone());
  return answer;
}
`;
