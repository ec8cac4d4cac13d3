import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { LabError } from './lab-error.js';
import { programArguments } from './program.js';

/** One of the lab's own processes. It ends by itself when this process is gone, since its stdin closes. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** The first line that it prints. Throws LabError, and ends it, where none came until the deadline. */
  firstLine(deadlineMs: number): Promise<string>;
  /** True until it has ended, for whatever reason. */
  isRunning(): boolean;
  /** SIGTERM, and SIGKILL after the deadline. Resolves once it has ended. */
  stop(deadlineMs: number): Promise<void>;
  /** SIGKILL. Resolves once it has ended. */
  kill(): Promise<void>;
}

export interface ChildPlan {
  readonly name: string;
  /** Path of the program without extension, "lab/shop/main". */
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  /** Lines that the process writes to stderr. */
  readonly log: (line: string) => void;
}

const keptLines = 10;

/** Starts the program. */
export function startChild(plan: ChildPlan): Child {
  const running = spawn(process.execPath, programArguments(plan.program), {
    env: { ...process.env, ...plan.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own: a Ctrl-C must not end the shop before those who still use it.
    detached: true,
  });
  // Nothing is written, but a pipe whose reader has died must not bring this process down.
  running.stdin.on('error', () => undefined);
  const said: string[] = [];
  createInterface({ input: running.stderr }).on('line', (line) => {
    said.push(line);
    if (said.length > keptLines) said.shift();
    plan.log(`${plan.name}: ${line}`);
  });
  const firstLine = firstLineOf(running, createInterface({ input: running.stdout }));
  const ends = toEnds(running);
  return {
    name: plan.name,
    pid: running.pid ?? -1,
    ...ends,
    async firstLine(deadlineMs) {
      const line = await Promise.race([firstLine, after(deadlineMs)]);
      if (line !== null) return line;
      const why = ends.isRunning() ? `not ready within ${deadlineMs / 1000} s` : `exit ${running.exitCode}`;
      await ends.kill();
      throw new LabError('start', `${plan.name} did not start (${why}).`, said.join('\n') || null);
    },
  };
}

/** The first line on stdout; null where the process ends without one. */
function firstLineOf(running: ChildProcess, lines: Interface): Promise<string | null> {
  return new Promise((resolve) => {
    lines.on('line', resolve);
    running.once('error', () => resolve(null));
    running.once('exit', () => resolve(null));
  });
}

async function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}

function toEnds(running: ChildProcess): Pick<Child, 'isRunning' | 'stop' | 'kill'> {
  const isRunning = (): boolean =>
    running.pid !== undefined && running.exitCode === null && running.signalCode === null;
  const ended = async (): Promise<void> => {
    if (isRunning()) await once(running, 'exit');
  };
  const kill = async (): Promise<void> => {
    if (isRunning()) running.kill('SIGKILL');
    await ended();
  };
  return {
    isRunning,
    kill,
    async stop(deadlineMs) {
      if (!isRunning()) return;
      running.kill('SIGTERM');
      const timer = setTimeout(() => running.kill('SIGKILL'), deadlineMs);
      await ended();
      clearTimeout(timer);
    },
  };
}
