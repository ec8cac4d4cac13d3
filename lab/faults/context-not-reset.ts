import type { Request } from 'express';
import type { Accounts } from '../shop/accounts.js';
import type { ShopParts, Visitors } from '../shop/parts.js';
import type { Fault } from './fault.js';

/** What one worker knows about the request that it answers. */
interface Current {
  accountId: string | undefined;
}

/**
 * The release keeps the visitor in its worker's context, and empties the context where pages and data are
 * sent. A redirect ends its response without being sent that way: the worker keeps the visitor who signed in,
 * and whoever comes next to that worker is that visitor.
 */
function keepWorkerContexts(parts: ShopParts): ShopParts {
  const idle: Current[] = [];
  const currents = new WeakMap<Request, Current>();
  const createVisitors = (accounts: Accounts): Visitors => ({
    enter: (req, res, next) => {
      const current = idle.pop() ?? { accountId: undefined };
      res.once('close', () => idle.push(current));
      currents.set(req, current);
      current.accountId ??= req.session.accountId;
      const send = res.send.bind(res);
      res.send = (body: unknown) => {
        current.accountId = undefined;
        return send(body);
      };
      next();
    },
    current: async (req) => {
      const accountId = currents.get(req)?.accountId;
      return accountId === undefined ? null : accounts.byId(accountId);
    },
  });
  return {
    ...parts,
    visitors: createVisitors,
    signIn: async (req, account) => {
      await parts.signIn(req, account);
      const current = currents.get(req);
      if (current !== undefined) current.accountId = account.id;
    },
  };
}

/** A worker's context survives responses that skip the hook which empties it. */
export const contextNotReset: Fault = {
  id: 'context-not-reset',
  kind: 'fault',
  title: 'a worker keeps the visitor of a redirect for the next request that it answers',
  incident: {
    what: 'CVE-2022-23633 (with Puma, CVE-2022-23634): Rails kept thread-local state where a response was not closed',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2022-23633',
  },
  acts: 'always',
  advice: {
    shows:
      'Whoever comes next to a worker, signed in or not, is the person whom it answered before, after a ' +
      'redirect, a stream or an aborted request.',
    prevent:
      'Set the context anew at the beginning of each request, whatever it holds, and empty it in a ' +
      '`finally` (`AsyncLocalStorage.run` ends by itself), not in a hook that some responses pass by.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'process-state',
  shop: keepWorkerContexts,
};
