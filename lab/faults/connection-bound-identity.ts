import type { Socket } from 'node:net';
import type { Accounts } from '../shop/accounts.js';
import type { Visitors } from '../shop/parts.js';
import type { Fault } from './fault.js';

/**
 * The release asks once for each connection who is there, as NTLM does. Behind the edge a connection carries
 * everybody's requests: all of them count as those of whoever came first.
 */
function createVisitors(accounts: Accounts): Visitors {
  const customers = new WeakMap<Socket, string>();
  return {
    enter: (req, _res, next) => {
      const { accountId } = req.session;
      if (accountId !== undefined && !customers.has(req.socket)) customers.set(req.socket, accountId);
      next();
    },
    current: async (req) => {
      const accountId = customers.get(req.socket);
      return accountId === undefined ? null : accounts.byId(accountId);
    },
  };
}

/** Who is signed in belongs to the connection between edge and instance. */
export const connectionBoundIdentity: Fault = {
  id: 'connection-bound-identity',
  kind: 'fault',
  title: 'an instance learns once per connection who is there, and the edge sends everybody over it',
  incident: {
    what: 'haproxy #581: NTLM signs in a connection; reused for others, these were taken for its first user',
    source: 'https://github.com/haproxy/haproxy/issues/581',
  },
  acts: 'always',
  advice: {
    shows:
      'Behind the proxy everybody is whoever came first on that connection, whatever cookie they send; ' +
      'asked directly the instance is right.',
    prevent:
      'Authenticate each request, never the connection. Where a protocol does the latter (NTLM, client ' +
      'certificates), give each client a connection of its own (haproxy: `http-reuse never`, nginx Plus: ' +
      '`ntlm`).',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'connection',
  shop: (parts) => ({ ...parts, visitors: createVisitors }),
};
