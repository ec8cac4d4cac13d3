import type { Result, RunFile } from '../model/result.js';
import type { Judgement } from './judge.js';

/** `result.json` of a judged run. */
export function buildResult(run: RunFile, judgement: Judgement, durationMs: number): Result {
  return {
    schema: 'sosie/result@1',
    runId: run.runId,
    verdict: judgement.verdict,
    reasons: judgement.reasons,
    findings: judgement.findings,
    exposure: judgement.exposure,
    rollout: { driver: run.rollout, events: judgement.rolloutEvents },
    target: run.target,
    startedAt: run.startedAt,
    durationMs,
    seed: run.seed,
  };
}
