import { replaceStep } from '../shop/change-steps.js';
import type { Step } from '../shop/parts.js';
import { clientScript } from '../shop/assets/client-script.js';
import type { Fault } from './fault.js';

/**
 * Pages have to be checked again before they are used, which no browser does when somebody goes back: history
 * shows what was shown (RFC 9111, section 6). Only "no-store" keeps them out of it; "Vary: Cookie", which has
 * been dropped too, would at least have had Chromium ask again once the cookie is another one.
 */
const revalidated: Step = {
  name: 'personal-headers',
  create: () => (_req, res, next) => {
    res.set('cache-control', 'private, no-cache');
    next();
  },
};

/** The release's script no longer asks again for a page that the browser kept in memory. */
const unguarded = clientScript.replace(/\/\/ A page that the browser kept[\s\S]*$/, '');

/** The back button shows what the person before was shown. */
export const historySnapshot: Fault = {
  id: 'history-snapshot',
  kind: 'fault',
  title: 'the back button shows the pages of whoever has just signed out',
  incident: {
    what: 'CWE-525: private pages are left in the browser, here in its history',
    source: 'https://cwe.mitre.org/data/definitions/525.html',
  },
  acts: 'always',
  advice: {
    shows: 'After a logout the back button shows the last pages of whoever was there.',
    prevent:
      '`Cache-Control: no-store` on private pages, a `pageshow` listener that reloads where ' +
      '`event.persisted` is true, and `Clear-Site-Data: "cache"` at logout.',
  },
  oracles: ['after-logout', 'client-residue'],
  layer: 'client',
  shop: (parts) => ({
    ...parts,
    client: { ...parts.client, script: unguarded },
    steps: replaceStep(parts.steps, revalidated.name, revalidated),
  }),
};
