import type { BrowserContext } from 'playwright';
import { blank } from './guard/look-at.js';
import type { ToldFindings } from './hub/protocol.js';
import { describeViolation } from './test-judge.js';
import type { WorkerRun } from './worker-run.js';

const promptsByUser = process.env['PLAYWRIGHT_NO_COPY_PROMPT'];

/** What the running test has shown so far, a line each. */
export function violationsOf({ judge }: WorkerRun): ToldFindings['findings'] {
  return judge
    .violations()
    .map((finding) => ({ fingerprint: finding.fingerprint, line: describeViolation(finding) }));
}

/** Throws at once where the running test has shown a violation. */
export function throwViolations(run: WorkerRun): void {
  const findings = violationsOf(run);
  if (findings.length > 0) throw violationError(findings.map(({ line }) => line));
}

/**
 * Keeps a stranger's data out of what Playwright writes of a failed test: its pages are emptied before a screenshot
 * can be taken, and error-context.md gets no snapshot of them (PLAYWRIGHT_NO_COPY_PROMPT is Playwright's own switch).
 */
export async function hideViolations(context: BrowserContext, run: WorkerRun): Promise<void> {
  if (violationsOf(run).length === 0) return;
  process.env['PLAYWRIGHT_NO_COPY_PROMPT'] = '1';
  await Promise.all(context.pages().map(blank));
}

/** For the next test: error-context.md shows pages again, unless the user had switched that off. */
export function showPagesAgain(): void {
  if (promptsByUser === undefined) delete process.env['PLAYWRIGHT_NO_COPY_PROMPT'];
}

/** An error of the findings' words alone: a stack would point into the guard, which is not where the fault is. */
export function violationError(lines: readonly string[]): Error {
  const unique = [...new Set(lines)];
  const shown = unique.slice(0, 12).map((line) => `  ${line}`);
  const more = unique.length > shown.length ? [`  … and ${String(unique.length - shown.length)} more`] : [];
  const error = new Error(`Sosie: somebody was shown what is not theirs.\n${[...shown, ...more].join('\n')}`);
  error.stack = error.message;
  return error;
}
