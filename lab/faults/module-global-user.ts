import type { Accounts } from '../shop/accounts.js';
import type { Visitors } from '../shop/parts.js';
import type { RedisLinks } from '../shop/links.js';
import type { Fault } from './fault.js';

/** Whose request it is, as this release believes: one variable for all the requests of the process. */
let accountId: string | undefined;

/**
 * The release's new middleware keeps the visitor in a module variable. It awaits Redis between setting it and
 * reading it, so a request that comes in meanwhile takes the variable over.
 */
function createVisitors(accounts: Accounts, links: RedisLinks): Visitors {
  return {
    enter: async (req, _res, next) => {
      if (req.session.accountId !== undefined) {
        accountId = req.session.accountId;
        await links.main.set(`last-visit:${accountId}`, Date.now(), 'EX', 3_600);
      }
      next();
    },
    current: async (req) => {
      if (req.session.accountId === undefined || accountId === undefined) return null;
      return accounts.byId(accountId);
    },
  };
}

/** The visitor of the moment lives in a module variable. */
export const moduleGlobalUser: Fault = {
  id: 'module-global-user',
  kind: 'fault',
  title: 'a middleware keeps the current user in a module variable across an await',
  incident: {
    what: 'expressjs/session #917: `sess = req.session` without a declaration; one user’s insert landed on another',
    source: 'https://github.com/expressjs/session/issues/917',
  },
  acts: 'load',
  advice: {
    shows:
      'Under load people see, and change, the account of somebody who is active at the same moment; a ' +
      'test with one user never shows it.',
    prevent:
      'Keep what belongs to a request on it (`req`, `res.locals`, an `AsyncLocalStorage`), not in a ' +
      'variable outside of the handler. ES modules and ESLint’s `no-undef` catch the undeclared ones.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'process-state',
  shop: (parts) => ({ ...parts, visitors: createVisitors }),
};
