import type { Trial } from '../trial.js';

/** Nothing is done to the run: what is measured elsewhere must not come from the measuring. */
export const controls: readonly Trial[] = [
  {
    name: 'nothing',
    injected: 'nothing (control)',
    leaks: false,
    deadlineSeconds: 120,
    begin: async () => ({ inject: async () => undefined }),
    expected: { codes: [0], verdicts: ['pass'] },
  },
  {
    name: 'nothing-leaking',
    injected: 'nothing, the target leaks (control)',
    leaks: true,
    deadlineSeconds: 120,
    begin: async () => ({ inject: async () => undefined }),
    expected: { codes: [1], verdicts: ['fail'] },
  },
];
