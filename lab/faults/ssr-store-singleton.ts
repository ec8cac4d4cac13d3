import { insertBefore } from '../shop/change-steps.js';
import { Router } from 'express';
import type { Account } from '../shop/account.js';
import type { Shop, Step } from '../shop/parts.js';
import { visitorOrLogin } from '../shop/visitors.js';
import type { Fault } from './fault.js';

/** The state that a page is rendered from. */
interface Store {
  readonly account: Account;
}

/** The store of the page being rendered, as this release believes: one for all the requests of the process. */
let activeStore: Store | null = null;

function useStore(): Store {
  if (activeStore === null) throw new Error('No store is active: useStore() was called outside of a page.');
  return activeStore;
}

/**
 * The release renders the profile and the letter from a store. It asks for the active store again after it
 * awaited the page's data, and by then the store may be that of a page that began meanwhile. The API, which has
 * no store, stays right.
 */
const renderedPages: Step = {
  name: 'rendered-pages',
  create: (shop) =>
    Router()
      .get('/profile', async (req, res) => {
        const account = await visitorOrLogin(shop, req, res);
        if (account !== null) res.send(await renderProfile(shop, { account }));
      })
      .get('/letters/draft', async (req, res) => {
        const account = await visitorOrLogin(shop, req, res);
        if (account !== null) res.send(await renderDraft(shop, { account }, req.session.csrf ?? ''));
      }),
};

async function renderProfile(shop: Shop, store: Store): Promise<string> {
  activeStore = store;
  const [orders, letters] = await Promise.all([
    shop.records.orders(useStore().account),
    shop.records.letters(useStore().account),
  ]);
  return shop.parts.views.profile({ release: shop.settings.release, ...useStore() }, { orders, letters });
}

async function renderDraft(shop: Shop, store: Store, csrf: string): Promise<string> {
  activeStore = store;
  const draft = await shop.records.draft(useStore().account);
  return shop.parts.views.draft({ release: shop.settings.release, ...useStore() }, draft, csrf);
}

/** Server-side rendering takes its store from a module variable after an await. */
export const ssrStoreSingleton: Fault = {
  id: 'ssr-store-singleton',
  kind: 'fault',
  title: 'a page is rendered from the store that is active after an await, which may be another page’s',
  incident: {
    what: 'vuejs/pinia #2157: useStore() after an await gives the store of a concurrent request',
    source: 'https://github.com/vuejs/pinia/issues/2157',
  },
  acts: 'load',
  advice: {
    shows:
      'The page that the server rendered is another person’s, in its source already and in the state ' +
      'embedded in it, while `/api/me` is right.',
    prevent:
      'Make app, router and store for each request, and ask for the store before the first `await` or ' +
      'hand it on (Pinia: `useStore(pinia)`); let rendering fail where no request is in sight.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'process-state',
  shop: (parts) => ({
    ...parts,
    steps: insertBefore(parts.steps, 'profile', renderedPages),
  }),
};
