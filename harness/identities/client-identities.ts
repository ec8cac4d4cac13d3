import { SosieError } from '../model/errors.js';
import type { Grant, Identity } from '../model/identity.js';

/** An API client as the config names it. */
export interface ClientAccount {
  readonly name: string;
  readonly token: string | null;
  readonly tokenEnv: string | null;
  readonly grants: readonly Grant[];
}

/**
 * API clients as identities, "c01", "c02", …, numbered after the people: the token stands for the password, and they
 * have no data of their own. Throws SOSIE_CONFIG_INVALID, naming the variable, where a token is missing.
 */
export function clientIdentities(
  clients: readonly ClientAccount[],
  { first, env }: { first: number; env: NodeJS.ProcessEnv },
): Identity[] {
  return clients.map((client, i) => ({
    id: `c${String(i + 1).padStart(2, '0')}`,
    index: first + i,
    credentials: { username: client.name, password: tokenOf(client, env) },
    aliases: [],
    traits: [],
    tenant: null,
    data: {},
    minted: {},
    grants: client.grants,
  }));
}

function tokenOf({ name, token, tokenEnv }: ClientAccount, env: NodeJS.ProcessEnv): string {
  const found = token ?? (tokenEnv === null ? undefined : env[tokenEnv]);
  if (found !== undefined && found !== '') return found;
  throw new SosieError(
    'SOSIE_CONFIG_INVALID',
    `the client "${name}" has no token: ${tokenEnv ?? 'its tokenEnv'} is not set.`,
    {
      hint: `Put ${tokenEnv ?? 'the token'}=… into the environment or into .env; tokens do not belong in the config file.`,
    },
  );
}
