import type { WatchStatus } from '../../model/watch-status.js';
import { jsonAnswer, type Answer } from './answer.js';
import { verdictOnRevision } from './of-release.js';

/**
 * `/verdict`: always HTTP 200 and JSON, whatever the verdict. Argo Rollouts takes any other status for an error of the
 * measurement, and a 2xx answer that is no JSON for a success (metricproviders/webmetric). `?revision=` asks for one release.
 */
export function verdictAnswer(status: WatchStatus, revision: string | null): Answer {
  const { verdict, soFar, reasons } = revision === null ? status : verdictOnRevision(status, revision);
  const { since, state, target, phase, rollout, bound, totals } = status;
  const violations = totals.findings
    .filter(({ severity }) => severity === 'violation')
    .reduce((sum, { count }) => sum + count, 0);
  return jsonAnswer({
    schema: 'sosie/verdict@1',
    verdict,
    soFar,
    reasons,
    since,
    state,
    target,
    phase,
    rollout,
    bound,
    violations,
  });
}
