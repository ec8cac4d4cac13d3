import type { Channel } from '../model/look.js';
import type { Observation } from '../model/observation.js';
import type { Oracle } from '../model/oracle.js';
import { reportOf, viewerOf } from './report-of.js';
import { isByToken, mayBeShared } from './shared-cache.js';

/** Answers of their own; the DOM and the storage only repeat the headers of the page. */
const answers: ReadonlySet<Channel> = new Set<Channel>(['page', 'api', 'document', 'subresource', 'header']);

/** Places are named by the target where they are not configured. */
const MAX_PLACES = 1000;

/**
 * A private answer, or one that sets a session cookie, that a shared cache may keep by its headers (RFC 9111):
 * nothing has gone wrong until there is such a cache (CVE-2024-26144, CVE-2025-64762). Told once for each place.
 */
export const sharedCacheable: Oracle = {
  name: 'shared-cacheable',
  severity: 'hazard',
  finds: 'A private answer, or one with a session cookie, that a shared cache may keep.',
  begin: () => {
    const told = new Set<string>();
    return (record) => {
      if (record.type !== 'observation' || told.size >= MAX_PLACES || told.has(record.where)) return [];
      const what = privatePart(record);
      if (what === null || !mayBeShared(record, isByToken(record))) return [];
      told.add(record.where);
      const summary = `A shared cache may keep ${what} on ${record.where}.`;
      return [reportOf(record, { oracle: 'shared-cacheable', severity: 'hazard', owner: null, summary })];
    };
  },
};

/** What of an answer must not be kept for others, in words; null where nothing is. */
function privatePart(observation: Observation): string | null {
  const { viewer, operation, channel, tokens, cache } = observation;
  // The answer to a write is not kept (RFC 9110, 9.3.3), and one out of a used browser may be no answer at all.
  if (viewer === null || operation === 'write' || operation === 'handover' || operation === 'back')
    return null;
  if (!answers.has(channel)) return null;
  const set = (cache['set-cookie'] ?? '').split(', ');
  const cookie = tokens.find(({ name }) => set.includes(name));
  if (cookie !== undefined)
    return `the session cookie ${cookie.name} that is set for ${viewerOf(observation)}`;
  return observation.class === 'own' ? `the private answer of ${viewerOf(observation)}` : null;
}
