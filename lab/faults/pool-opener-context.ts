import { AsyncLocalStorage } from 'node:async_hooks';
import type { Settings } from '../shop/settings.js';
import { accountKey, type Accounts } from '../shop/accounts.js';
import type { RedisLinks } from '../shop/links.js';
import type { Visitors } from '../shop/parts.js';
import { createCallbackPool } from '../redis/callback-pool.js';
import type { Fault } from './fault.js';

interface RequestContext {
  readonly accountId: string | undefined;
}

const poolSize = 2;

/**
 * The release keeps the visitor in an AsyncLocalStorage, and makes sure by a callback pool that the account
 * still exists. The pool's sockets were opened inside the first requests, so Node calls back in the context of
 * whoever opened the connection: from then on everybody is the first visitor of that connection.
 */
function createVisitors(accounts: Accounts, _links: RedisLinks, settings: Settings): Visitors {
  const context = new AsyncLocalStorage<RequestContext>();
  const pool = createCallbackPool(settings.redisUrl, poolSize);
  return {
    enter: (req, _res, next) => {
      const { accountId } = req.session;
      context.run({ accountId }, () => {
        if (accountId === undefined) next();
        else pool.get(settings.keyPrefix + accountKey(accountId), (error) => next(error ?? undefined));
      });
    },
    current: async () => {
      const accountId = context.getStore()?.accountId;
      return accountId === undefined ? null : accounts.byId(accountId);
    },
  };
}

/** Callbacks of a connection pool run in the context of whoever opened the connection. */
export const poolOpenerContext: Fault = {
  id: 'pool-opener-context',
  kind: 'fault',
  title: 'a pool calls back in the async context of whoever opened the connection',
  incident: {
    what: 'LoopBack #2397: with several users in production the current context was now and then another user’s',
    source: 'https://github.com/strongloop/loopback/issues/2397',
  },
  acts: 'cold-start',
  advice: {
    shows:
      'After a start everybody whose request uses a pooled connection is the one who was there when it ' +
      'was opened, even one at a time; each restart brings another one.',
    prevent:
      'Bind callbacks to their request (`AsyncResource.bind`, `AsyncLocalStorage.bind`) or use promises, ' +
      'open pools at the start, outside of any request, and take identity from the request itself.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'process-state',
  shop: (parts) => ({ ...parts, visitors: createVisitors }),
};
