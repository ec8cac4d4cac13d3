import type { Fault } from './fault.js';

/** Every session is deleted in the middle of the rollout; everybody must sign in again. No mix-up. */
export const logoutStorm: Fault = {
  id: 'logout-storm',
  kind: 'control',
  title: 'every session is lost in the middle of the rollout',
  incident: null,
  acts: 'mixed-versions',
  oracles: [],
  layer: null,
  rollout: (plan) => ({
    ...plan,
    async after(step, tools) {
      await plan.after?.(step, tools);
      if (step.index === Math.floor((step.of - 1) / 2)) await tools.deleteSessions();
    },
  }),
};
