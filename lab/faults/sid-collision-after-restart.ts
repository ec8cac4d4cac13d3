import { createRandom } from '../population/random.js';
import type { Fault } from './fault.js';

/**
 * A generator of session ids that every new process starts from the same state. An instance that was just
 * restarted hands out the ids that its neighbour handed out a minute ago; the login saves over the session
 * that somebody else holds, and both jars hold the same id.
 */
function createRestartedGenerator(): () => string {
  const random = createRandom(20_190_620);
  return () => Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
}

/** Session ids start over in every new process. */
export const sidCollisionAfterRestart: Fault = {
  id: 'sid-collision-after-restart',
  kind: 'fault',
  title: 'every new process hands out the same session ids from the start',
  incident: {
    what: 'La Poste, 20 June 2019: after a technical update each reload of the profile showed another customer',
    source:
      'https://www.businessinsider.fr/sur-le-site-de-la-poste-des-clients-ont-pu-acceder-aux-comptes-dautres-personnes',
  },
  acts: 'cold-start',
  oracles: ['shared-session', 'identity-flip', 'foreign-data', 'stranger-data'],
  layer: 'session-store',
  shop: (parts) => ({ ...parts, sessionId: createRestartedGenerator() }),
};
