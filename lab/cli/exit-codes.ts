import { LabError } from '../rollout/lab-error.js';

/** `run` gives the exit code of its `sosie run`; these are the lab's own. */
export const exitCodes = { ok: 0, unexpectedVerdict: 1, usage: 2, couldNotStart: 4 } as const;

/** The exit code for an error, with its message and hint on stderr; a stack only where the error is a bug. */
export function reportError(error: unknown): number {
  if (error instanceof LabError) {
    const hint = error.hint === null ? '' : `Hint: ${error.hint}\n`;
    process.stderr.write(`sosie-lab: ${error.message}\n${hint}`);
    return error.kind === 'usage' ? exitCodes.usage : exitCodes.couldNotStart;
  }
  process.stderr.write(
    `sosie-lab: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return exitCodes.couldNotStart;
}
