import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseResult } from '../cli/result.js';
import type { Fault } from '../faults/fault.js';
import { packageRoot, programArguments } from '../rollout/program.js';
import { rowOf, type MatrixRow } from './row.js';

/** How one fault is run. */
export interface OneRun {
  readonly fault: Fault;
  /** Where run directories go. */
  readonly out: string;
  /** Further flags of `sosie run`. */
  readonly flags: readonly string[];
  readonly signal: AbortSignal;
}

/** A run that takes longer has gone wrong; it is ended and counts as one without a result. */
const longestMs = 300_000;

/** `sosie-lab run --fault F --json` as a child process. What it says of itself is kept for a run without a result. */
export async function runOne({
  fault,
  out,
  flags,
  signal,
}: OneRun): Promise<{ row: MatrixRow; said: string }> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...programArguments('lab/cli/sosie-lab'),
      'run',
      '--fault',
      fault.id,
      '--json',
      '--out',
      out,
      '--',
      ...flags,
    ],
    { cwd: packageRoot, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const stop = (): void => void child.kill('SIGTERM');
  const timer = setTimeout(stop, longestMs);
  signal.addEventListener('abort', stop, { once: true });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  try {
    await once(child, 'close');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
  const result = parseResult(Buffer.concat(stdout).toString('utf8'));
  return {
    row: rowOf(fault, result, (performance.now() - startedAt) / 1000),
    said: Buffer.concat(stderr).toString('utf8'),
  };
}
