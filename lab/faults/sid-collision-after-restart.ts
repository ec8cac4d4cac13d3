import { createRandom } from '../population/random.js';
import type { Fault } from './fault.js';

/** A worker is replaced after so many ids, as prefork servers replace theirs after so many requests. */
const idsPerWorker = 16;

/**
 * Session ids from workers that all begin at the same state: whenever a process or a worker was restarted, it
 * hands out the ids that were handed out before. The login saves over the session that somebody holds, and
 * both jars hold the same id; as people go on signing in, sessions go on changing hands.
 */
function createRestartedGenerator(): () => string {
  const startWorker = (): (() => string) => {
    const random = createRandom(20_190_620);
    return () => Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  };
  let worker = startWorker();
  let handedOut = 0;
  return () => {
    if (handedOut === idsPerWorker) {
      worker = startWorker();
      handedOut = 0;
    }
    handedOut += 1;
    return worker();
  };
}

/** Session ids start over in every new process. */
export const sidCollisionAfterRestart: Fault = {
  id: 'sid-collision-after-restart',
  kind: 'fault',
  title: 'every new process hands out the same session ids from the start',
  incident: {
    what: 'La Poste, 20 June 2019: after a technical update each reload of the profile showed another customer',
    source:
      'https://www.businessinsider.fr/sur-le-site-de-la-poste-des-clients-ont-pu-acceder-aux-comptes-dautres-personnes/',
  },
  acts: 'cold-start',
  advice: {
    shows:
      'After a restart or an update people who were signed in turn into somebody else at a reload, as ' +
      'others sign in: two browsers hold the same session id.',
    prevent:
      'Take session ids from the system’s random source (`crypto.randomBytes`, Python’s `secrets`), never ' +
      'from a generator that is seeded at the start or copied by a fork, and let the store refuse an id ' +
      'that it has (Redis: `SET … NX`).',
  },
  oracles: ['shared-session', 'identity-flip', 'foreign-data', 'stranger-data'],
  layer: 'session-store',
  shop: (parts) => ({ ...parts, sessionId: createRestartedGenerator() }),
};
