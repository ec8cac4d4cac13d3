import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { RedisLinks } from '../shop/links.js';
import { createLoginService, type Claims, type LoginService } from '../shop/login/login-service.js';
import type { Accounts } from '../shop/accounts.js';
import type { Fault } from './fault.js';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/**
 * The release stores passwords in a better way, at each login, and its login service, of which there is one for
 * the whole process, keeps whom it is signing in as a member. Hashing takes some tens of milliseconds off the
 * main thread: who signs in meanwhile takes the member over, and the first one goes on as the second.
 */
function createLoginSingleton(links: RedisLinks, accounts: Accounts): LoginService {
  const sound = createLoginService(links, accounts);
  const service: LoginService & { user: Claims | null } = {
    ...sound,
    user: null,
    authenticate: async (identifier, password) => {
      const claims = await sound.authenticate(identifier, password);
      if (claims === null) return null;
      service.user = claims;
      const salt = randomBytes(16);
      const hash = await derive(password, salt, 32);
      const { provider, subject } = service.user;
      await links.main.hset(
        'better-hashes',
        `${provider}|${subject}`,
        Buffer.concat([salt, hash]).toString('base64'),
      );
      return service.user;
    },
  };
  return service;
}

/** The login service is one object for all, and remembers the user of the moment. */
export const loginSingleton: Fault = {
  id: 'login-singleton',
  kind: 'fault',
  title: 'two people who sign in at once are taken for one another by a login service that all share',
  incident: {
    what: 'CVE-2026-33544: of two who signed in to Tinyauth at once one got a session as the other, from a shared service’s fields',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2026-33544',
  },
  acts: 'load',
  advice: {
    shows:
      'Of two people who sign in at the same moment one ends up as the other and stays so; most likely ' +
      'right after a release that signed everybody out.',
    prevent:
      'Let what a login needs (claims, PKCE verifier, tokens) travel in arguments and in its own session; ' +
      'a service that all requests share has no field that changes.',
  },
  oracles: ['wrong-account', 'foreign-data', 'stranger-data'],
  layer: 'process-state',
  shop: (parts) => ({ ...parts, loginService: createLoginSingleton }),
};
