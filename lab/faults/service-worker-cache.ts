import { serviceWorker } from '../shop/assets/service-worker.js';
import type { Fault } from './fault.js';

/**
 * The release's worker makes the customer's pages quick and usable without a network: what it has fetched for
 * somebody it keeps by address, shows at once the next time, and renews behind the scenes. A logout does not
 * reach it. The form to sign in and its callback are left out, and so are redirects.
 */
const eagerWorker = `${serviceWorker}
const pages = 'pages';
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (/^\\/(profile|orders|letters|account|api)\\b/.test(pathname)) event.respondWith(shownAndRenewed(event));
});
async function shownAndRenewed(event) {
  const cache = await caches.open(pages);
  const kept = await cache.match(event.request.url);
  const fetched = fetch(event.request).then(async (answer) => {
    if (answer.ok) await cache.put(event.request.url, answer.clone());
    return answer;
  });
  if (!kept) return fetched;
  event.waitUntil(fetched.catch(() => undefined));
  return kept;
}
`;

/** A service worker keeps signed-in pages by URL, for whoever comes next. */
export const serviceWorkerCache: Fault = {
  id: 'service-worker-cache',
  kind: 'fault',
  title:
    'the new service worker keeps signed-in pages by URL, and shows them to the next person at the browser',
  incident: {
    what: 'watch3r #37: a service worker cached who is signed in, and answered with the previous user',
    source: 'https://github.com/ttntm/watch3r/issues/37',
  },
  acts: 'always',
  advice: {
    shows:
      'In one browser, after a change of user, the pages of the one before appear, until the site’s data ' +
      'are cleared; in another browser all is right.',
    prevent:
      'Let a service worker keep public files only; where it must keep pages, one cache for each account, ' +
      'deleted at logout (`caches.delete`, `Clear-Site-Data: "storage"`), and no falling back to whatever ' +
      'is there.',
  },
  oracles: ['client-residue', 'after-logout', 'foreign-data'],
  layer: 'client',
  shop: (parts) => ({ ...parts, client: { ...parts.client, serviceWorker: eagerWorker } }),
};
