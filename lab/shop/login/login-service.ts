import { randomBytes } from 'node:crypto';
import type { Account, Provider } from '../account.js';
import { passwordMatches, type Accounts } from '../accounts.js';
import type { RedisLinks } from '../links.js';
import { asIdentifier } from './identifiers.js';

/** What the login service states about who signed in, as an ID token would. */
export interface Claims {
  readonly provider: Provider;
  readonly subject: string;
  /** What they typed. */
  readonly username: string;
}

/** Knows people and their passwords, and nothing of the shop. */
export interface LoginService {
  /** Null where identifier or password is wrong. */
  authenticate(identifier: string, password: string): Promise<Claims | null>;
  /** A code that stands for these claims once, for a minute. */
  issueCode(claims: Claims): Promise<string>;
  /** What the code stood for; null where there is no such code, or no more. */
  redeem(code: string): Promise<Claims | null>;
}

const codeSeconds = 60;

/** The login service with its codes in Redis, so that any instance can redeem what another one issued. */
export function createLoginService(links: RedisLinks, accounts: Accounts): LoginService {
  return {
    authenticate: async (identifier, password) => {
      const account = await accounts.byUsername(identifier);
      if (account === null || !passwordMatches(account, password)) return null;
      return claimsOf(account, identifier);
    },
    issueCode: async (claims) => {
      const code = randomBytes(24).toString('base64url');
      await links.main.set(`code:${code}`, JSON.stringify(claims), 'EX', codeSeconds);
      return code;
    },
    redeem: async (code) => {
      const text = await links.main.getdel(`code:${code}`);
      return text === null ? null : (JSON.parse(text) as Claims);
    },
  };
}

function claimsOf({ provider, subject }: Account, typed: string): Claims {
  return { provider, subject, username: asIdentifier(typed) };
}
