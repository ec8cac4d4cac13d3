import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import { programs } from '../e2e/command-line.js';
import { watchTree, type ProcessTree } from './process-tree.js';

/** A `sosie run` that goes on. */
export interface SosieProcess {
  readonly child: ChildProcess;
  readonly tree: ProcessTree;
  readonly stderr: () => string;
  readonly stdout: () => string;
  /** Its exit code (128 + n after signal n) and how long it took; code null where it had to be killed at the deadline. */
  readonly ended: Promise<{ readonly code: number | null; readonly seconds: number }>;
}

export interface SosieOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly deadlineMs: number;
  /** Runs in a shell in place of `sosie run`; "$@" stands for it. */
  readonly shell?: string | undefined;
  readonly args?: readonly string[] | undefined;
}

/** Starts the built `sosie run` in `cwd`, and watches all processes that come of it. */
export function startSosie({ cwd, env, deadlineMs, shell, args = [] }: SosieOptions): SosieProcess {
  const mark = `reliability-${randomBytes(12).toString('hex')}`;
  const command = [process.execPath, programs.sosie, 'run', ...args];
  const [program = '', ...rest] = shell === undefined ? command : ['bash', '-c', shell, 'bash', ...command];
  const startedMs = performance.now();
  const child = spawn(program, rest, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env, RELIABILITY_MARK: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tree = watchTree(child.pid ?? 0, mark);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, deadlineMs);
  const ended = new Promise<{ code: number | null; seconds: number }>((resolve) => {
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      const seconds = (performance.now() - startedMs) / 1000;
      resolve({ code: late ? null : (code ?? 128 + constants.signals[signal ?? 'SIGKILL']), seconds });
    });
  });
  return { child, tree, stderr: () => stderr, stdout: () => stdout, ended };
}
