import { execaCommand } from 'execa';
import type { RolloutDriver, RolloutReporter } from './driver.js';

/**
 * Runs any shell command: its start and its end bound the rollout, each line that it prints is a step. A
 * non-zero exit, a time-out or a signal is a failed rollout. On abort the whole process group gets SIGTERM,
 * and SIGKILL five seconds later.
 */
export function commandDriver(options: {
  command: string;
  timeoutSeconds: number;
  cwd: string;
}): RolloutDriver {
  return {
    name: 'command',
    run: async (report, signal) => {
      report('started', 'the command was started');
      const child = startShell(options.command, options.cwd);
      const stop = (): void => {
        endGroup(child.pid);
      };
      signal.addEventListener('abort', stop, { once: true });
      const timer = setTimeout(stop, options.timeoutSeconds * 1000);
      try {
        const last = await reportLines(child, report);
        const outcome = await child;
        if (outcome.exitCode === 0) report('finished', 'the command ended with exit code 0');
        else
          report(
            'failed',
            `${ending(outcome.exitCode, outcome.signal)}${last === '' ? '' : `; last output: ${last}`}`,
          );
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

function startShell(command: string, cwd: string) {
  const detached = process.platform !== 'win32';
  return execaCommand(command, {
    shell: true,
    cwd,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    detached,
  });
}

async function reportLines(child: ReturnType<typeof startShell>, report: RolloutReporter): Promise<string> {
  let last = '';
  for await (const line of child.iterable({ from: 'all' })) {
    const text = line.trim();
    if (text === '') continue;
    last = text.slice(0, 500);
    report('step', last);
  }
  return last;
}

function ending(exitCode: number | undefined, signal: string | undefined): string {
  return exitCode === undefined
    ? `the command was ended by ${signal ?? 'a signal'}`
    : `the command ended with exit code ${String(exitCode)}`;
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  const kill = (signal: NodeJS.Signals): void => {
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  kill('SIGTERM');
  setTimeout(() => {
    kill('SIGKILL');
  }, 5000).unref();
}
