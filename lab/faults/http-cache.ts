import { insertAfter } from '../shop/change-steps.js';
import type { Step } from '../shop/parts.js';
import type { Fault } from './fault.js';

const keptPaths = ['/profile', '/api/me'];

/** Lets the browser keep what a signed-in customer is shown, for a minute, whichever cookie comes next. */
const briefCaching: Step = {
  name: 'brief-caching',
  create: () => (req, res, next) => {
    if (req.session.accountId !== undefined && keptPaths.includes(req.path)) {
      res.set('cache-control', 'private, max-age=60').removeHeader('vary');
    }
    next();
  },
};

/** The browser's own cache answers the next person who signs in at it. */
export const httpCache: Fault = {
  id: 'http-cache',
  kind: 'fault',
  title: 'profile and API lose "no-store" and "Vary": the browser shows them to the next one who signs in',
  incident: {
    what: 'Twitter and Firefox, April 2020: without "no-store", private data stayed in the cache of shared computers',
    source: 'https://hacks.mozilla.org/2020/04/twitter-direct-message-caching-and-firefox/',
  },
  acts: 'always',
  advice: {
    shows:
      'The next person at a browser sees pages of the one before, without the server being asked; a hard ' +
      'reload cures it.',
    prevent:
      '`Cache-Control: no-store` behind the login, or at least `private, no-cache` with `Vary: Cookie`; ' +
      '`Clear-Site-Data: "cache"` at logout. `Pragma: no-cache` in a response means nothing.',
  },
  oracles: ['client-residue', 'after-logout', 'foreign-data'],
  layer: 'client',
  shop: (parts) => ({ ...parts, steps: insertAfter(parts.steps, 'visitor', briefCaching) }),
};
