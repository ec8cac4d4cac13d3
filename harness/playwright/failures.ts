import type { TestInfo } from '@playwright/test';
import type { ToldFindings } from './hub/protocol.js';
import { describeViolation } from './test-judge.js';
import type { WorkerRun } from './worker-run.js';

/** One test under watch. */
export interface WatchedTest {
  /** Throws where the test, an earlier attempt at it, or the crowd meanwhile has shown a violation. */
  end(): Promise<void>;
}

/** Turns violations into failed tests. */
export const failures = { begin, ofTheWorker };

async function begin(run: WorkerRun, { testId, retry }: TestInfo): Promise<WatchedTest> {
  run.judge.begin();
  const alarmsBefore = run.hub.state().alarms.length;
  const earlier = retry === 0 ? [] : (await run.hub.told(testId)).findings;
  return {
    end: async () => {
      const findings = violationsOf(run);
      if (findings.length > 0) await run.hub.tell({ test: testId, findings });
      const alarms = run.hub.state().alarms.slice(alarmsBefore);
      const lines = [
        ...findings.map(({ line }) => line),
        ...earlier.map(({ line }) => `${line} (seen by an earlier attempt: no retry turns it green)`),
        ...alarms.map((line) => `${line} (seen by the crowd)`),
      ];
      if (lines.length > 0) throw violation(lines);
    },
  };
}

/**
 * What only all histories together show, for a suite without the global setup: with it, its teardown tells. Throws
 * where the merged history holds a violation that no test has failed for.
 */
async function ofTheWorker({ hub }: WorkerRun): Promise<void> {
  try {
    if (process.env['SOSIE_PLAYWRIGHT_SETUP'] === '1') return;
    const { violations } = await hub.verdict();
    if (violations.length > 0) throw violation(violations.map(({ line }) => line));
  } finally {
    hub.close();
  }
}

/** Throws at once where the running test has shown a violation. */
export function throwFailures(run: WorkerRun): void {
  const findings = violationsOf(run);
  if (findings.length > 0) throw violation(findings.map(({ line }) => line));
}

function violationsOf({ judge }: WorkerRun): ToldFindings['findings'] {
  return judge.violations().map((finding) => ({ fingerprint: finding.fingerprint, line: describeViolation(finding) }));
}

/** An error of the finding's words alone: a stack would point into the guard, which is not where the fault is. */
function violation(lines: readonly string[]): Error {
  const unique = [...new Set(lines)];
  const shown = unique.slice(0, 12).map((line) => `  ${line}`);
  const more = unique.length > shown.length ? [`  … and ${String(unique.length - shown.length)} more`] : [];
  const error = new Error(`Sosie: somebody was shown what is not theirs.\n${[...shown, ...more].join('\n')}`);
  error.stack = error.message;
  return error;
}
