import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { followLines } from './follow-lines.js';
import { createLastWords } from './last-words.js';
import { createPrinted } from './printed.js';

/** A process to run: a program with its arguments, or a shell command without `args`. */
export interface ChildCommand {
  readonly file: string;
  readonly args?: readonly string[];
  readonly cwd: string;
  /** On top of the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Each line of both outputs that is not empty, free of secrets. */
  readonly onLine?: (line: string, output: Output) => void;
}

type Output = 'stdout' | 'stderr';

/**
 * `ended` is `how` it ended and its last lines: "ended with exit code 3; last output: image not found". With `cut` it
 * was ended by a signal: what it was to do may be done or not.
 */
export interface ChildOutcome {
  readonly ok: boolean;
  readonly cut: boolean;
  readonly how: string;
  readonly ended: string;
}

/** A process that is told to stop has so long for it; what is left of its group is killed then. */
const graceMs = 5000;
/** What a process has printed is there by then. */
const drainMs = 1000;

/**
 * Runs a process until it exits, at most for `timeoutMs`. It has a process group of its own (on Windows: none), of which
 * nothing outlives a stop. Where it exits by itself, what it left in the background lives on: a server that was started,
 * as a rule. Never throws: a program that is not there is an outcome as well.
 */
export async function runChild(command: ChildCommand): Promise<ChildOutcome> {
  if (command.signal.aborted)
    return { ok: false, cut: false, how: 'was not started', ended: 'was not started' };
  const child = start(command);
  const printed = createPrinted({ ...process.env, ...command.env });
  const words = createLastWords();
  const outputs = (['stdout', 'stderr'] as const).map((output) =>
    followLines(child[output], (line) => {
      const text = printed(line);
      if (text === '') return;
      words.add(text);
      command.onLine?.(text, output);
    }),
  );
  const group = createGroup(child.pid);
  const abort = (): void => {
    group.stop('aborted');
  };
  command.signal.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(() => {
    group.stop('late');
  }, command.timeoutMs);
  const exited = new Promise<Ending>((resolve) => {
    child.once('exit', (exitCode, signal) => {
      resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined });
    });
  });
  // A program that is not there never exits; execa tells then.
  const ending = await Promise.race([exited, child]);
  clearTimeout(timer);
  command.signal.removeEventListener('abort', abort);
  const stopped = group.stopped();
  // What is left in the background may hold the output open for as long as it lives.
  const drained = Promise.all(outputs.map(({ ended }) => ended));
  await Promise.race([drained, delay(stopped === null ? drainMs : graceMs, undefined, { ref: false })]);
  for (const output of outputs) output.leave();
  group.end();
  const late = stopped === 'late' ? ` after ${String(command.timeoutMs / 1000)} s` : '';
  const how = `${endingOf(ending, command)}${late}`;
  return {
    ok: ending.exitCode === 0 && stopped === null,
    cut: stopped !== null || ending.signal !== undefined,
    ...{ how, ended: `${how}${words.text()}` },
  };
}

/** Gives the lines of a short command's standard output (its warnings are on the other one), and how it ended. */
export async function linesOf(
  command: ChildCommand,
): Promise<{ readonly lines: readonly string[]; readonly outcome: ChildOutcome }> {
  const lines: string[] = [];
  const outcome = await runChild({
    ...command,
    onLine: (line, output) => {
      if (output === 'stdout') lines.push(line);
      command.onLine?.(line, output);
    },
  });
  return { lines, outcome };
}

function start({ file, args, cwd, env }: ChildCommand) {
  return execa(file, args ?? [], {
    shell: args === undefined,
    cwd,
    ...(env === undefined ? {} : { env }),
    stdin: 'ignore',
    buffer: false,
    reject: false,
    detached: process.platform !== 'win32',
  });
}

/** An exit code, the signal that ended it, or the code of the error for which it could not be started. */
interface Ending {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
}

function endingOf({ exitCode, signal, code }: Ending, { file, args }: ChildCommand): string {
  if (exitCode !== undefined) return `ended with exit code ${String(exitCode)}`;
  if (signal !== undefined) return `was ended by ${signal}`;
  return code === 'ENOENT'
    ? `could not be started: ${args === undefined ? 'there is no shell' : `there is no program "${file}"`}, or no such folder`
    : `could not be started (${code ?? 'unknown'})`;
}

/** The process group of `pid`: told to stop once, and killed where it does not. */
function createGroup(pid: number | undefined) {
  let why: 'aborted' | 'late' | null = null;
  let killing: NodeJS.Timeout | undefined;
  return {
    stopped: () => why,
    stop: (reason: 'aborted' | 'late'): void => {
      if (why !== null) return;
      why = reason;
      signalGroup(pid, 'SIGTERM');
      killing = setTimeout(() => {
        signalGroup(pid, 'SIGKILL');
      }, graceMs);
    },
    /** Kills what is left of a group that was told to stop, and nothing of another. */
    end: (): void => {
      clearTimeout(killing);
      if (why !== null) signalGroup(pid, 'SIGKILL');
    },
  };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It has ended by itself.
  }
}
