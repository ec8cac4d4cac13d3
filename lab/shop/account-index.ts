import type { ChainableCommander } from 'ioredis';
import type { Account } from './account.js';
import { accountKey } from './accounts.js';
import type { RedisLinks } from './links.js';
import { linkField, linksKey } from './login/account-links.js';
import { foldedIdentifier, foldedLoginsKey, identifiersOf, loginsKey } from './login/identifiers.js';

/** Another account signs in with one of these identifiers already; nothing was made. */
export class IdentifierTakenError extends Error {}

/** Throws IdentifierTakenError where an identifier has an account already, or two of these accounts share one. */
export async function refuseTaken(links: RedisLinks, made: readonly Account[]): Promise<void> {
  const wanted = made.flatMap(identifiersOf);
  const owners = await links.main.hmget(loginsKey, ...wanted);
  const taken = wanted.filter((name, index) => owners[index] !== null || wanted.indexOf(name) !== index);
  if (taken.length > 0)
    throw new IdentifierTakenError(`These identifiers have an account already: ${taken.join(', ')}.`);
}

/** Writes an account, and all that leads to it. */
export function writeAccount(writes: ChainableCommander, account: Account): void {
  const { id, provider, subject } = account;
  writes.set(accountKey(id), JSON.stringify(account)).hset(linksKey, linkField(provider, subject), id);
  for (const identifier of identifiersOf(account)) {
    const folded = foldedIdentifier(identifier);
    writes.hset(loginsKey, identifier, id);
    if (folded !== identifier) writes.hsetnx(foldedLoginsKey, folded, id);
  }
}

/** Takes away what leads to an account, and leaves what leads to others. */
export async function forgetIdentifiers(
  links: RedisLinks,
  writes: ChainableCommander,
  account: Account,
): Promise<void> {
  const identifiers = identifiersOf(account);
  const folded = identifiers.map(foldedIdentifier);
  const owners = await links.main.hmget(foldedLoginsKey, ...folded);
  const own = folded.filter((_name, index) => owners[index] === account.id);
  writes.hdel(loginsKey, ...identifiers).hdel(linksKey, linkField(account.provider, account.subject));
  if (own.length > 0) writes.hdel(foldedLoginsKey, ...own);
}
