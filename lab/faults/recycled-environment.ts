import { setTimeout as delay } from 'node:timers/promises';
import type { Request } from 'express';
import type { Account } from '../shop/account.js';
import type { Accounts } from '../shop/accounts.js';
import type { RedisLinks } from '../shop/links.js';
import type { Visitors } from '../shop/parts.js';
import type { Fault } from './fault.js';

/** What the release keeps of one request. It is emptied and used again for the next one. */
interface Environment {
  accountId: string | undefined;
  /** The account, once it was looked up. */
  account: Account | null | undefined;
}

/** How long the statistics office takes to answer, in milliseconds. */
const officeMs = 250;

/**
 * To save time the release tells the statistics office of a visit after the response is out, and keeps the account
 * that it looks up for it in the request's environment. By then the environment is another request's, which takes
 * that account for its own.
 */
function createVisitors(accounts: Accounts, links: RedisLinks): Visitors {
  const idle: Environment[] = [];
  const environments = new WeakMap<Request, Environment>();
  const lookUp = async (environment: Environment, id: string): Promise<void> => {
    const account = await accounts.byId(id);
    environment.account ??= account;
  };
  const tellOffice = async (environment: Environment, id: string): Promise<void> => {
    await delay(officeMs);
    await lookUp(environment, id);
  };
  return {
    enter: async (req, res, next) => {
      const environment = idle.pop() ?? { accountId: undefined, account: undefined };
      const { accountId } = req.session;
      environment.accountId = accountId;
      environment.account = undefined;
      environments.set(req, environment);
      res.once('close', () => {
        idle.push(environment);
        if (accountId !== undefined) tellOffice(environment, accountId).catch(reportLoss);
      });
      if (accountId !== undefined) await links.main.hincrby('visits', accountId, 1);
      next();
    },
    current: async (req) => {
      const environment = environments.get(req);
      if (environment?.accountId === undefined) return null;
      await lookUp(environment, environment.accountId);
      return environment.account ?? null;
    },
  };
}

function reportLoss(error: unknown): void {
  process.stderr.write(
    `the office was not told: ${error instanceof Error ? error.message : String(error)}\n`,
  );
}

/** A request's environment is used again while work of the request before still writes to it. */
export const recycledEnvironment: Fault = {
  id: 'recycled-environment',
  kind: 'fault',
  title: 'background work of a request that has ended writes to an environment that the next one uses',
  incident: {
    what: 'GitHub, March 2021: with a new background thread two requests now and then shared one hash, and a session changed hands',
    source:
      'https://github.blog/2021-03-18-how-we-found-and-fixed-a-rare-race-condition-in-our-session-handling/',
  },
  acts: 'load',
  advice: {
    shows:
      'Now and then, and under load only, somebody is for one request the person whom the same worker ' +
      'answered a moment before; alone nobody ever sees it.',
    prevent:
      'Give each request an object of its own. Where a server uses its objects again (fasthttp, Fiber, Gin’s ' +
      'pool, Unicorn), hand late work a copy of what it needs (Gin: `c.Copy()`), never the request itself.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'process-state',
  shop: (parts) => ({ ...parts, visitors: createVisitors }),
};
