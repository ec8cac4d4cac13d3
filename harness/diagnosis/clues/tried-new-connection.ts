import type { Clue } from '../clue.js';
import { of, share } from '../words.js';

/** Each on a connection of its own: what is bound to a shared connection is gone. */
export const triedNewConnection: Clue = {
  name: 'tried-new-connection',
  kind: 'concurrency',
  read: ({ family, experiments }) => {
    if (family !== 'shown') return null;
    const shared = experiments.get('new-connection-shared');
    const own = experiments.get('new-connection');
    if (shared === undefined || own === undefined || own.tried < 6) return null;
    if (share(shared.wrong, shared.tried) < 0.3 || own.wrong > 0) return null;
    return {
      weights: { connection: 2.5, 'session-store': -0.5, 'login-mapping': -1 },
      because: `On connections that they shared ${of(shared.wrong, shared.tried)} were wrong, each on a connection of its own none of ${String(own.tried)}.`,
    };
  },
};
