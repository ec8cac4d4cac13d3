import { customerHeader, fetchAccount, openAccountsService } from '../shop/accounts-service.js';
import type { RedisLinks } from '../shop/links.js';
import type { Accounts } from '../shop/accounts.js';
import type { Visitors } from '../shop/parts.js';
import type { Fault } from './fault.js';

/** The process's one client for the accounts service, with headers that go with every call. */
interface Client {
  readonly defaults: Record<string, string>;
  account(): ReturnType<typeof fetchAccount>;
}

function createClient(accounts: Accounts): Client {
  const opening = openAccountsService(accounts);
  const defaults: Record<string, string> = {};
  return { defaults, account: async () => fetchAccount(await opening, { ...defaults }) };
}

/**
 * The release's middleware signs the client in for the request, by its default headers; until the page is made,
 * an await later, another request has signed it in for somebody else.
 */
function createVisitors(accounts: Accounts, links: RedisLinks): Visitors {
  const client = createClient(accounts);
  return {
    enter: async (req, _res, next) => {
      const { accountId } = req.session;
      if (accountId !== undefined) {
        client.defaults[customerHeader] = accountId;
        await links.main.set(`last-visit:${accountId}`, Date.now(), 'EX', 3_600);
      }
      next();
    },
    current: async (req) => (req.session.accountId === undefined ? null : client.account()),
  };
}

/** One HTTP client for all requests, with the last one's identity. The layer is the process, whose client it is. */
export const sharedUpstreamClient: Fault = {
  id: 'shared-upstream-client',
  kind: 'fault',
  title: 'the shop’s one client for a service behind it carries the default headers of whoever came last',
  incident: {
    what: 'nuxt auth-module #231: axios’ default Authorization on the server stayed for the next visitor',
    source: 'https://github.com/nuxt-community/auth-module/issues/231',
  },
  acts: 'load',
  advice: {
    shows:
      'With several people at once, whatever the site fetches from a service behind it is somebody ' +
      'else’s; what it knows by itself is right.',
    prevent:
      'Pass the identity with the call, or make a client for each request (`axios.create()` inside of it, ' +
      'never `axios.defaults.headers`), and keep no cookie jar in a client that serves several people.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'process-state',
  shop: (parts) => ({ ...parts, visitors: createVisitors }),
};
