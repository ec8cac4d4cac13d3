import { execa } from 'execa';
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
  readonly onLine?: (line: string) => void;
}

/** `ended` is `how` it ended and its last lines: "ended with exit code 3; last output: image not found". */
export interface ChildOutcome {
  readonly ok: boolean;
  readonly how: string;
  readonly ended: string;
}

/** A process that is told to stop has so long for it; what is left of its group is killed then. */
const graceMs = 5000;

/**
 * Runs a process to its end, at most for `timeoutMs`. It has a process group of its own (on Windows: none), of which
 * nothing outlives a stop. Never throws: a program that is not there is an outcome as well.
 */
export async function runChild(command: ChildCommand): Promise<ChildOutcome> {
  if (command.signal.aborted) return { ok: false, how: 'was not started', ended: 'was not started' };
  const child = start(command);
  const printed = createPrinted({ ...process.env, ...command.env });
  const words = createLastWords();
  const stopped: { why: 'aborted' | 'late' | null } = { why: null };
  let killing: NodeJS.Timeout | undefined;
  const stop = (why: 'aborted' | 'late'): void => {
    if (stopped.why !== null) return;
    stopped.why = why;
    signalGroup(child.pid, 'SIGTERM');
    killing = setTimeout(() => {
      signalGroup(child.pid, 'SIGKILL');
    }, graceMs);
  };
  const abort = (): void => {
    stop('aborted');
  };
  command.signal.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(() => {
    stop('late');
  }, command.timeoutMs);
  try {
    for await (const line of child.iterable({ from: 'all' })) {
      const text = printed(line);
      if (text === '') continue;
      words.add(text);
      command.onLine?.(text);
    }
  } catch {
    // A program that is not there has no output; the outcome tells.
  }
  const outcome = await child;
  clearTimeout(timer);
  clearTimeout(killing);
  command.signal.removeEventListener('abort', abort);
  if (stopped.why !== null) signalGroup(child.pid, 'SIGKILL');
  const late = stopped.why === 'late' ? ` after ${String(command.timeoutMs / 1000)} s` : '';
  const how = `${endingOf(outcome, command)}${late}`;
  return { ok: outcome.exitCode === 0 && stopped.why === null, how, ended: `${how}${words.text()}` };
}

/** Gives the lines that a short command prints, and how it ended. */
export async function linesOf(
  command: ChildCommand,
): Promise<{ readonly lines: readonly string[]; readonly outcome: ChildOutcome }> {
  const lines: string[] = [];
  const outcome = await runChild({ ...command, onLine: (line) => void lines.push(line) });
  return { lines, outcome };
}

function start({ file, args, cwd, env }: ChildCommand) {
  return execa(file, args ?? [], {
    shell: args === undefined,
    cwd,
    ...(env === undefined ? {} : { env }),
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    detached: process.platform !== 'win32',
  });
}

function endingOf(
  outcome: { exitCode?: number | undefined; signal?: string | undefined; code?: string | undefined },
  { file, args }: ChildCommand,
): string {
  if (outcome.exitCode !== undefined) return `ended with exit code ${String(outcome.exitCode)}`;
  if (outcome.signal !== undefined) return `was ended by ${outcome.signal}`;
  return outcome.code === 'ENOENT'
    ? `could not be started: ${args === undefined ? 'there is no shell' : `there is no program "${file}"`}, or no such folder`
    : `could not be started (${outcome.code ?? 'unknown'})`;
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It has ended by itself.
  }
}
