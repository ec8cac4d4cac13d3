import type { Account } from '../shop/account.js';
import type { Accounts } from '../shop/accounts.js';
import type { Visitors } from '../shop/parts.js';
import type { Fault } from './fault.js';

/** Keeps the result of a function by its first argument, as lodash's memoize does. */
function memoise<First, Rest extends readonly unknown[], Result>(
  compute: (first: First, ...rest: Rest) => Result,
): (first: First, ...rest: Rest) => Result {
  const results = new Map<First, Result>();
  return (first, ...rest) => {
    const known = results.get(first);
    if (known !== undefined) return known;
    const result = compute(first, ...rest);
    results.set(first, result);
    return result;
  };
}

/**
 * The release memoises how an account is loaded. The first argument is the role, the second the account: after a
 * start the first customer of a process is everybody whom that process answers.
 */
function createVisitors(accounts: Accounts): Visitors {
  const load = memoise((_role: 'customer', accountId: string): Promise<Account | null> =>
    accounts.byId(accountId),
  );
  return {
    enter: (_req, _res, next) => next(),
    current: async (req) =>
      req.session.accountId === undefined ? null : load('customer', req.session.accountId),
  };
}

/** The current user is memoised by an argument that all users share. */
export const memoisedUser: Fault = {
  id: 'memoised-user',
  kind: 'fault',
  title: 'the current user is memoised by its role: the first one of each process is everybody',
  incident: {
    what: 'lodash #4583: memoize looks at its first argument only, f(1, 2) and f(1, 3) are the same',
    source: 'https://github.com/lodash/lodash/issues/4583',
  },
  acts: 'cold-start',
  advice: {
    shows:
      'To a process everybody of one role is the same person, since its start; another process has ' +
      'another one.',
    prevent:
      'Make the key of a memo from every argument that counts (lodash: the `resolver` of `memoize`), or ' +
      'let it live no longer than the request (React: `cache`); never memoise who somebody is.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'process-state',
  shop: (parts) => ({ ...parts, visitors: createVisitors }),
};
