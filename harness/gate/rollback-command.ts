import { execaCommand } from 'execa';

/** How the rollback went. */
export interface RolledBack {
  readonly ok: boolean;
  /** "ended with exit code 0", "was ended after 600 s". */
  readonly how: string;
  /** The last lines of its output. */
  readonly lastLines: readonly string[];
}

const timeoutMs = 600_000;
const mostLines = 20;
const longestLine = 500;

/**
 * Runs the configured command in a shell, with its output's last lines kept. Ends it after ten minutes. It goes on when
 * Sosie is told to stop: half a rollback is worse than none. Never rejects.
 */
export async function runRollback(command: string, cwd: string): Promise<RolledBack> {
  const child = execaCommand(command, {
    shell: true,
    cwd,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    // A Ctrl-C in the terminal is for Sosie, not for the rollback.
    detached: process.platform !== 'win32',
    cleanup: false,
    timeout: timeoutMs,
  });
  const lastLines: string[] = [];
  for await (const line of child.iterable({ from: 'all' })) {
    if (line.trim() === '') continue;
    lastLines.push(line.slice(0, longestLine));
    if (lastLines.length > mostLines) lastLines.shift();
  }
  const { exitCode, timedOut, signal } = await child;
  return { ok: exitCode === 0, how: ending(exitCode, timedOut, signal), lastLines };
}

function ending(exitCode: number | undefined, timedOut: boolean, signal: string | undefined): string {
  if (timedOut) return `was ended after ${String(timeoutMs / 1000)} s`;
  return exitCode === undefined
    ? `was ended by ${signal ?? 'a signal'}`
    : `ended with exit code ${String(exitCode)}`;
}
