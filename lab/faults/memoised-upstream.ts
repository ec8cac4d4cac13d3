import { customerHeader, fetchAccount, openAccountsService } from '../shop/accounts-service.js';
import type { Accounts } from '../shop/accounts.js';
import type { Fault } from './fault.js';

/** Where a call goes and for whom. */
interface Route {
  readonly service: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A proxy that works out the route of a call by a function, as it says in its manual: once, for the first call. */
function createProxy(routeOf: (id: string) => Promise<Route>): (id: string) => Promise<Route> {
  let memoised: Promise<Route> | undefined;
  return (id) => (memoised ??= routeOf(id));
}

/** Accounts come from the service behind the shop, by way of that proxy; logins are looked up as before. */
function accountsByProxy(accounts: Accounts): Accounts {
  const opening = openAccountsService(accounts);
  const proxy = createProxy(async (id) => ({ service: await opening, headers: { [customerHeader]: id } }));
  return {
    byUsername: (username) => accounts.byUsername(username),
    byId: async (id) => {
      const { service, headers } = await proxy(id);
      return fetchAccount(service, headers);
    },
  };
}

/** The first customer of each process is everybody's. The layer is the process, whose variable it is. */
export const memoisedUpstream: Fault = {
  id: 'memoised-upstream',
  kind: 'fault',
  title: 'a proxy inside the shop keeps the route of its first call for all later ones',
  incident: {
    what: 'express-http-proxy #128: the host worked out for the first request, from its session, served all later ones',
    source: 'https://github.com/villadora/express-http-proxy/issues/128',
  },
  acts: 'cold-start',
  advice: {
    shows:
      'From its start on a process shows everybody the data of its first visitor, until it is restarted; ' +
      'the session itself is right.',
    prevent:
      'Work out where a call goes and for whom at each request (express-http-proxy: `memoizeHost: ' +
      'false`), and memoise only what no request has a part in.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'process-state',
  shop: (parts) => ({ ...parts, accounts: (links) => accountsByProxy(parts.accounts(links)) }),
};
