import type { Request } from 'express';
import type { Accounts } from '../shop/accounts.js';
import type { ShopParts, Visitors } from '../shop/parts.js';
import type { Fault } from './fault.js';

declare module 'express-session' {
  interface SessionData {
    /** Schema 2: who is signed in. `accountId` is then the account of the whole household. */
    memberId?: string;
  }
}

const householdSize = 4;

/** The account that a household is billed by. */
function householdOf(accountId: string): string {
  return String(Number(accountId) - (Number(accountId) % householdSize));
}

/** Writes the session in schema 2. Reading schema 1 is provided for; that the old release reads schema 2 is not. */
function upgrade(req: Request, accountId: string): void {
  req.session.memberId = accountId;
  req.session.accountId = householdOf(accountId);
}

function createVisitors(accounts: Accounts): Visitors {
  return {
    enter: (req, _res, next) => {
      const { accountId, memberId } = req.session;
      if (accountId !== undefined && memberId === undefined) upgrade(req, accountId);
      next();
    },
    current: async (req) => (req.session.memberId === undefined ? null : accounts.byId(req.session.memberId)),
  };
}

function writeSchemaTwo(parts: ShopParts): ShopParts {
  return {
    ...parts,
    visitors: createVisitors,
    signIn: async (req, account) => {
      await parts.signIn(req, account);
      upgrade(req, account.id);
    },
  };
}

/**
 * The new release gives a field of the session another meaning. It is right itself; the old one, as long as it
 * still runs, takes everybody whose session the new one has touched for the head of the household.
 */
export const schemaSkew: Fault = {
  id: 'schema-skew',
  kind: 'fault',
  title: 'the new release writes sessions in a schema that the old one reads as somebody else’s',
  incident: {
    what: 'spring-security #9204 and rails #37628: releases that run side by side cannot read each other’s sessions',
    source: 'https://github.com/spring-projects/spring-security/issues/9204',
  },
  acts: 'mixed-versions',
  advice: {
    shows:
      'During a rolling deploy people flip between themselves and somebody else as old and new instances ' +
      'answer in turn; before and after all is well.',
    prevent:
      'Never give a field another meaning: add a new one, and let a release read it before the next one ' +
      'writes it (expand, migrate, contract). Number the schema, and treat a number that is not known as ' +
      'signed out.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'session-store',
  shop: writeSchemaTwo,
};
