import type { Accounts } from '../shop/accounts.js';
import type { ShopParts, Visitors } from '../shop/parts.js';
import type { Fault } from './fault.js';

/**
 * Number of a customer in the benefits office's register, from the shop's, and back. The register was copied
 * from binders of ten, each from its last leaf to its first.
 */
function otherRegister(id: string): string {
  const binder = Math.floor(Number(id) / 10) * 10;
  return String(binder + 9 - (Number(id) - binder));
}

function createVisitors(accounts: Accounts): Visitors {
  return {
    enter: (_req, _res, next) => next(),
    current: async (req) =>
      req.session.accountId === undefined ? null : accounts.byId(otherRegister(req.session.accountId)),
  };
}

/**
 * The release comes from the benefits office. It keeps its sessions under the same prefix of the same Redis as
 * the shop, in the same field, but means its own register's numbers by them.
 */
function countAsTheOffice(parts: ShopParts): ShopParts {
  return {
    ...parts,
    visitors: createVisitors,
    signIn: async (req, account) => {
      await parts.signIn(req, account);
      req.session.accountId = otherRegister(account.id);
    },
  };
}

/** Two applications share the session keys, but not what the account number in them means. */
export const keyPrefixCollision: Fault = {
  id: 'key-prefix-collision',
  kind: 'fault',
  title: 'old and new release share the session keys, but number their customers differently',
  incident: {
    what: 'ServiceStack #434: session keys without the application’s prefix; two applications on one Redis mixed users up',
    source: 'https://github.com/ServiceStack/Issues/issues/434',
  },
  acts: 'mixed-versions',
  advice: {
    shows:
      'People are one person on pages of one application or release and another on those of the other, as ' +
      'long as both run; each reads rightly what it wrote itself.',
    prevent:
      'Give each application that shares a store its own prefix (connect-redis: `prefix`) or database, ' +
      'and write into the session whose it is, to be checked at each reading.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'session-store',
  shop: countAsTheOffice,
};
