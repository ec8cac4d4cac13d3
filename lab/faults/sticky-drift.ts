import session from 'express-session';
import type { Fault } from './fault.js';

const affinitySeconds = 3;

/** Numbers its sessions from 1, like every other instance. */
function createCounter(): () => string {
  let last = 0;
  return () => {
    last += 1;
    return String(last);
  };
}

/**
 * The release keeps sessions in each process's memory, numbered, since the edge binds a client to its instance.
 * That lasts for seconds: then the client lands elsewhere, where its number is somebody else's. The layer is the
 * session store: the two customers hold one and the same session id.
 */
export const stickyDrift: Fault = {
  id: 'sticky-drift',
  kind: 'fault',
  title: 'sessions live in each instance under the same numbers, and clients drift from one to another',
  incident: {
    what: 'LearnBoost/cluster #112: workers that start at once draw the same numbers from Math.random (CWE-340)',
    source: 'https://github.com/LearnBoost/cluster/issues/112',
  },
  acts: 'always',
  advice: {
    shows:
      'People flip between two identities as the load balancer sends them from one instance to another; ' +
      'each instance by itself is consistent.',
    prevent:
      'Keep sessions in one store for all instances (Express’ `MemoryStore` is not meant for production) ' +
      'under random ids, so that an id which an instance does not know means signed out and never ' +
      'somebody else.',
  },
  oracles: ['shared-session', 'identity-flip', 'foreign-data', 'stranger-data'],
  layer: 'session-store',
  shop: (parts) => ({
    ...parts,
    sessionId: createCounter(),
    sessionStore: () => new session.MemoryStore(),
  }),
  edge: (config) => ({ ...config, affinity: { cookie: 'route', seconds: affinitySeconds } }),
};
