import type { RedisLinks } from '../shop/links.js';
import { createAccountLinks, type AccountLinks } from '../shop/login/account-links.js';
import { loginsKey } from '../shop/login/identifiers.js';
import type { Fault } from './fault.js';

/** One hash from folded names to account ids. */
const accountsByName = 'accounts-by-name';

/**
 * The release finds the account by the name that the login service states, under a collation that ignores case,
 * accents, width and punctuation (as ICU's "shifted" does). The login service knows them apart, and has checked
 * the right password: it is after that that the second one of two who are near enters as the first.
 */
function createLinksByName(links: RedisLinks): AccountLinks {
  const sound = createAccountLinks(links);
  const indexed = index(links);
  // Whoever signs in sees a failure; here it only must not end the process.
  indexed.catch(() => undefined);
  return {
    find: async (claims) => {
      await indexed;
      return (await links.main.hget(accountsByName, collated(claims.username))) ?? sound.find(claims);
    },
  };
}

async function index(links: RedisLinks): Promise<void> {
  const ids = await links.main.hgetall(loginsKey);
  // The first one who has a name keeps it, as in an index without duplicates.
  const inOrder = Object.entries(ids).sort(([, one], [, other]) => Number(other) - Number(one));
  const table = Object.fromEntries(inOrder.map(([name, id]) => [collated(name), id]));
  if (inOrder.length > 0) await links.main.hset(accountsByName, table);
}

function collated(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{Mark}\p{Punctuation}]/gu, '')
    .toLowerCase();
}

/** A collation takes two names for one. */
export const caseFolding: Fault = {
  id: 'case-folding',
  kind: 'fault',
  title: 'a new collation takes two names for one that differ only in case, dots or Unicode form',
  incident: {
    what: 'CVE-2019-19844: Django took two e-mails for one after folding case, and sent one person’s reset token to the other',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2019-19844',
  },
  acts: 'always',
  advice: {
    shows:
      'Of two people whose names differ in case, a dot or the form of an accent, one signs in with the ' +
      'right password and is the other.',
    prevent:
      'Fold names in one place only (PRECIS: RFC 8265), store them folded under a unique index before a ' +
      'new rule goes live, and after the password was checked go by the account’s id, not by its name.',
  },
  oracles: ['wrong-account', 'foreign-data', 'stranger-data'],
  layer: 'login-mapping',
  shop: (parts) => ({ ...parts, accountLinks: createLinksByName }),
};
