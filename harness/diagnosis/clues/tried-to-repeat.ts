import type { Clue } from '../clue.js';

/** Nothing was wrong any more with fresh sessions and a finished rollout: what was wrong stuck to sessions or passed. */
export const triedToRepeat: Clue = {
  name: 'tried-to-repeat',
  kind: 'sequence',
  read: ({ family, experiments }) => {
    if (family !== 'shown') return null;
    const alone = experiments.get('alone');
    const together = experiments.get('together');
    if (alone === undefined || together === undefined || alone.tried < 6 || together.tried < 12) return null;
    const all = [...experiments.values()];
    if (all.some(({ wrong }) => wrong > 0)) return null;
    const tried = all.reduce((sum, each) => sum + each.tried, 0);
    return {
      weights: {
        'session-store': 0.6,
        connection: 0.2,
        'request-collapsing': -0.8,
        'process-state': -0.4,
        'login-mapping': -0.4,
      },
      because: `With fresh sessions after the rollout none of ${String(tried)} looks was wrong any more.`,
    };
  },
};
