import { constants } from 'node:os';
import { stages, type Stage } from '../stages.js';
import type { Expected, Trial } from '../trial.js';

const signals = ['SIGTERM', 'SIGINT', 'SIGKILL'] as const;

/** Each signal in each stage. From the rollout on the target leaks, so that there is a verdict to be lost. */
export const signalTrials: readonly Trial[] = signals.flatMap((signal) =>
  stages.map((stage) => signalled(signal, stage)),
);

/** Wide enough for the stage to be met: the ledger is written once a second. */
const roomy = { browsers: 1, sessions: 4, beforeSeconds: 4, afterSeconds: 2, ratePerActor: 8 };

function signalled(signal: (typeof signals)[number], stage: Stage): Trial {
  const leaks = stages.indexOf(stage) >= stages.indexOf('during');
  return {
    name: `${signal.toLowerCase()}-in-${stage}`,
    injected: `${signal} in the phase ${stage}`,
    leaks,
    deadlineSeconds: 120,
    begin: async () => ({
      config: {
        ...(stage === 'drill' ? { drill: { enabled: true } } : {}),
        ...(stage === 'before' ? { load: roomy } : {}),
      },
      inject: async ({ reached, sosie }) => {
        await reached(stage);
        sosie.child.kill(signal);
      },
    }),
    expected: expectedAfter(signal, stage),
  };
}

function expectedAfter(signal: (typeof signals)[number], stage: Stage): Expected {
  const code = 128 + constants.signals[signal];
  if (signal === 'SIGKILL') return { codes: [code], verdicts: [], temporaryMayStay: true };
  // The rollout has just begun, or nobody has come across the leak yet: then nothing outranks the signal.
  const maybeSeen = stage === 'during' || stage === 'after';
  if (maybeSeen) return { codes: [1, code], verdicts: ['fail', 'inconclusive'] };
  if (stage === 'diagnose' || stage === 'conclude') return { codes: [1], verdicts: ['fail'] };
  return { codes: [code], verdicts: ['inconclusive'] };
}
