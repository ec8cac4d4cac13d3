import type { Trial } from '../trial.js';

/** Whoever reads what `sosie run` prints goes away: a pager that was left, `head`, a log collector that died. */
export const outputTrials: readonly Trial[] = [
  {
    name: 'stdout-closed',
    injected: 'stdout closed: `sosie run --json | head -c 1`',
    leaks: true,
    deadlineSeconds: 120,
    begin: async () => ({
      args: ['--json'],
      shell: '"$@" | head -c 1; exit "${PIPESTATUS[0]}"',
      inject: async () => undefined,
    }),
    expected: { codes: [1], verdicts: ['fail'] },
  },
  {
    name: 'stderr-closed',
    injected: 'stderr closed at the first line: `sosie run 2>&1 | head -1`',
    leaks: false,
    deadlineSeconds: 120,
    begin: async () => ({
      shell: '"$@" 2>&1 | head -1; exit "${PIPESTATUS[0]}"',
      inject: async () => undefined,
    }),
    expected: { codes: [0, 3], verdicts: ['pass', 'inconclusive'] },
  },
  {
    name: 'stderr-closed-leaking',
    injected: 'stderr closed at the first line: `sosie run 2>&1 | head -1`',
    leaks: true,
    deadlineSeconds: 120,
    begin: async () => ({
      shell: '"$@" 2>&1 | head -1; exit "${PIPESTATUS[0]}"',
      inject: async () => undefined,
    }),
    expected: { codes: [1], verdicts: ['fail'] },
  },
];
