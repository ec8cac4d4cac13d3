import type { Channel, OperationKind } from '../model/look.js';
import type { Oracle } from '../model/oracle.js';
import { mayGreetTheNext } from './browser-cache.js';
import { reportOf, viewerOf } from './report-of.js';
import { isByToken, mayBeShared } from './shared-cache.js';

/** What people share the address of. A document's is mostly its owner's alone, and nobody else is led there. */
const answers: ReadonlySet<Channel> = new Set<Channel>(['page', 'api', 'subresource']);

/** What a browser asks for by itself; writes are not kept, and an API client is no browser. */
const ordinary: ReadonlySet<OperationKind> = new Set<OperationKind>(['visit', 'reload', 'fetch']);

/** Places are named by the target where they are not configured. */
const MAX_PLACES = 1000;

/**
 * A private answer that the browser may show, by its headers, to whoever signs in there next (RFC 9111, CWE-525;
 * Twitter, April 2020): nothing has gone wrong until two people share a browser. Told once for each place, and not
 * where `shared-cacheable` tells of worse.
 */
export const browserCacheable: Oracle = {
  name: 'browser-cacheable',
  severity: 'hazard',
  finds: 'A private answer that a browser may keep for whoever signs in there next.',
  begin: () => {
    const told = new Set<string>();
    return (record) => {
      if (record.type !== 'observation' || record.class !== 'own' || told.size >= MAX_PLACES) return [];
      if (told.has(record.where) || !answers.has(record.channel) || !ordinary.has(record.operation))
        return [];
      const byToken = isByToken(record);
      if (!mayGreetTheNext(record, byToken) || mayBeShared(record, byToken)) return [];
      told.add(record.where);
      const summary = `A browser may keep the private answer of ${viewerOf(record)} on ${record.where} for whoever signs in there next.`;
      return [reportOf(record, { oracle: 'browser-cacheable', severity: 'hazard', owner: null, summary })];
    };
  },
};
