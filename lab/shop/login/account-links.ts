import type { Provider } from '../account.js';
import type { RedisLinks } from '../links.js';
import type { Claims } from './login-service.js';

/** Leads from a person whom a provider has named to their account here. */
export interface AccountLinks {
  /** The account's id, or null where this person has none. */
  find(claims: Claims): Promise<string | null>;
}

/** One hash from provider and subject to the account's id. */
export const linksKey = 'links';

/** Field of that hash. A subject means nothing without its provider (OpenID Connect Core 1.0, section 5.7). */
export function linkField(provider: Provider, subject: string): string {
  return `${provider}|${subject}`;
}

/** The sound way: by provider and subject together, never by a name. */
export function createAccountLinks(links: RedisLinks): AccountLinks {
  return { find: ({ provider, subject }) => links.main.hget(linksKey, linkField(provider, subject)) };
}
