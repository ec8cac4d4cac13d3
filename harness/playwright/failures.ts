import type { TestInfo } from '@playwright/test';
import { showPagesAgain, violationError, violationsOf } from './violations.js';
import type { WorkerRun } from './worker-run.js';

/** One test under watch. */
export interface WatchedTest {
  /** Throws where the test, an earlier attempt at it, or the crowd meanwhile has shown a violation. */
  end(): Promise<void>;
}

/** Begins to watch a test. */
export async function watchTest(run: WorkerRun, { testId, retry, project }: TestInfo): Promise<WatchedTest> {
  run.judge.begin();
  showPagesAgain();
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
      if (lines.length > 0) throw violationError([...lines, ...warnOfRecordings(project.use)]);
    },
  };
}

/**
 * What only all histories together show, for a suite without the global setup: with it, its teardown tells. Throws
 * where the merged history holds a violation that no test has failed for.
 */
export async function failForTheRest({ hub }: WorkerRun): Promise<void> {
  if (process.env['SOSIE_PLAYWRIGHT_SETUP'] === '1') return;
  const { violations } = await hub.verdict();
  if (violations.length > 0) throw violationError(violations.map(({ line }) => line));
}

/** A trace or a video cannot be emptied: whoever has it must know. */
function warnOfRecordings({ trace, video }: TestInfo['project']['use']): readonly string[] {
  const modes = [trace, video].map((mode) => (typeof mode === 'string' ? mode : (mode?.mode ?? 'off')));
  if (modes.every((mode) => mode === 'off')) return [];
  return ['(traces and videos of this test may hold what was seen: keep them private, or switch them off)'];
}
