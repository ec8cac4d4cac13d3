import express, { type Request } from 'express';
import type { RedisLinks } from '../shop/links.js';
import type { Accounts } from '../shop/accounts.js';
import type { Visitors } from '../shop/parts.js';
import type { Fault } from './fault.js';

interface Visit {
  accountId: string | undefined;
}

type Decorated = Request & { readonly visit: Visit };

/**
 * The release decorates every request with `visit`, by a default on the prototype of requests. The default is an
 * object, so all requests have the same one, and a request that comes in during an await writes over it.
 */
function createVisitors(accounts: Accounts, links: RedisLinks): Visitors {
  Object.assign(express.request, { visit: { accountId: undefined } satisfies Visit });
  return {
    enter: async (req, _res, next) => {
      const { visit } = req as Decorated;
      visit.accountId = req.session.accountId;
      if (visit.accountId !== undefined) await links.main.hincrby('visits', visit.accountId, 1);
      next();
    },
    current: async (req) => {
      const { visit } = req as Decorated;
      if (req.session.accountId === undefined || visit.accountId === undefined) return null;
      return accounts.byId(visit.accountId);
    },
  };
}

/** A decorator's default object is shared by all requests. */
export const sharedDecorator: Fault = {
  id: 'shared-decorator',
  kind: 'fault',
  title: 'requests are decorated with one object that they all share',
  incident: {
    what: 'Fastify 3 and 4: decorateRequest with an object shares it between requests; 5 refuses it (FST_ERR_DEC_REFERENCE_TYPE)',
    source: 'https://fastify.dev/docs/latest/Reference/Decorators/',
  },
  acts: 'load',
  advice: {
    shows:
      'Under load a request finds on itself what the latest one wrote there: its user, language or ' +
      'basket.',
    prevent:
      'Put no object on a prototype as a default: declare the property empty and set it in a hook ' +
      "(Fastify: `decorateRequest('user', null)` and `onRequest`).",
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'process-state',
  shop: (parts) => ({ ...parts, visitors: createVisitors }),
};
