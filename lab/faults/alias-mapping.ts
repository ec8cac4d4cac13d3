import type { Account } from '../shop/account.js';
import { accountKey } from '../shop/accounts.js';
import type { RedisLinks } from '../shop/links.js';
import { createAccountLinks, linksKey, type AccountLinks } from '../shop/login/account-links.js';
import type { Fault } from './fault.js';

/** One hash from the new service's identifiers (numbers, no e-mails) to account ids. */
const filesByNumber = 'files-by-number';

/**
 * The release brings sign-in by number, with a table of its own that leads from number to file. Whoever has
 * changed their password has entered themselves; for all others a migration joins two exports line by line. It
 * skips a header line in both, and only one has any: everybody gets the file of the next one.
 */
function createMigratedLinks(links: RedisLinks): AccountLinks {
  const sound = createAccountLinks(links);
  const migrated = migrate(links);
  // Whoever signs in sees a failure; here it only must not end the process.
  migrated.catch(() => undefined);
  return {
    find: async (claims) => {
      await migrated;
      return (await links.main.hget(filesByNumber, claims.username)) ?? sound.find(claims);
    },
  };
}

async function migrate(links: RedisLinks): Promise<void> {
  // Every instance of the release migrates when it starts; the first one does it.
  if ((await links.main.set('files-by-number:begun', '1', 'NX')) === null) return;
  const batch = await accountsToMigrate(links);
  const files = batch.map(({ id }) => id).slice(1);
  const table: Record<string, string> = {};
  for (const [line, { aliases }] of batch.entries()) {
    const file = files[line];
    if (file !== undefined) for (const number of aliases) table[number] = file;
  }
  if (files.length > 0) await links.main.hset(filesByNumber, table);
}

async function accountsToMigrate(links: RedisLinks): Promise<readonly Account[]> {
  const ids = (await links.main.hvals(linksKey)).sort((one, other) => Number(one) - Number(other));
  const texts = ids.length === 0 ? [] : await links.main.mget(ids.map(accountKey));
  const accounts = texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Account]));
  return accounts.filter(({ cohort }) => cohort !== 'password changed');
}

/** Sign-in by the new identifier reaches the file of another beneficiary, for those migrated in a batch. */
export const aliasMapping: Fault = {
  id: 'alias-mapping',
  kind: 'fault',
  title:
    'a migration maps the new identifiers to the wrong accounts, but for those who changed their password',
  incident: {
    what: 'Caf, 10 and 11 October 2021: a new identification service; about 7,000 files could be read by others',
    source:
      'https://www.bfmtv.com/tech/bugs-sur-le-site-de-la-caf-des-internautes-affirment-acceder-aux-comptes-d-autres-beneficiaires_AN-202110110197.html',
  },
  acts: 'always',
  advice: {
    shows:
      'People sign in with their own password and land in another person’s file, each time the same and ' +
      'on every instance; whoever was not part of the migration is right.',
    prevent:
      'Join by a key, never by the order of lines, with unique constraints on both sides; compare each ' +
      'pair with something that neither export made (the birth date) before the switch, and open the new ' +
      'sign-in to a few first.',
  },
  oracles: ['wrong-account', 'foreign-data', 'stranger-data'],
  layer: 'login-mapping',
  shop: (parts) => ({ ...parts, accountLinks: createMigratedLinks }),
};
