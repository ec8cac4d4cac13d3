import type { Fault } from './fault.js';

const roughForMs = 8000;
const badGatewayOneIn = 40;
const resetOneIn = 60;

/**
 * Instances are killed with requests in flight, the new ones start slowly, and for eight seconds the edge
 * neither tries again nor notices a dead instance by itself. Errors, but never somebody else's data.
 */
export const roughRollout: Fault = {
  id: 'rough-rollout',
  kind: 'control',
  title: 'instances are killed without drain: 502s, resets and slow starts, but no mix-up',
  incident: null,
  acts: 'drain',
  oracles: [],
  layer: null,
  edge(config) {
    const began = performance.now();
    let seen = 0;
    return {
      ...config,
      attempts: 1,
      failuresUntilOut: Number.POSITIVE_INFINITY,
      disturb() {
        if (performance.now() - began > roughForMs) return 'none';
        seen += 1;
        if (seen % resetOneIn === 0) return 'reset';
        return seen % badGatewayOneIn === 0 ? 'bad-gateway' : 'none';
      },
    };
  },
  rollout: (plan) => ({ ...plan, surge: false, drain: false, startDelayMs: 800 }),
};
