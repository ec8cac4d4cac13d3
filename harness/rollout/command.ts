import type { CommandRollout } from '../model/rollout.js';
import { runChild } from './child.js';
import type { RolloutDriver, RolloutReporter } from './driver.js';

/**
 * Runs any shell command: its start and its end bound the rollout, each line that it prints is a step. A
 * non-zero exit, a time-out or a signal is a failed rollout. `rollback` is a second command, which takes it back.
 */
export function commandDriver(options: CommandRollout & { readonly cwd: string }): RolloutDriver {
  const run = (command: string, report: RolloutReporter, signal: AbortSignal) =>
    runChild({
      file: command,
      cwd: options.cwd,
      timeoutMs: options.timeoutSeconds * 1000,
      signal,
      onLine: (line) => {
        report('step', line);
      },
    });
  const { rollback } = options;
  return {
    name: 'command',
    watchesFromTheStart: false,
    run: async (report, signal) => {
      report('started', 'the command was started');
      const { ok, ended } = await run(options.command, report, signal);
      if (signal.aborted) return;
      if (ok) report('finished', 'the command ended with exit code 0');
      else report('failed', `the command ${ended}`);
    },
    rollBack:
      rollback === null
        ? null
        : async (why, report, signal) => {
            report('rolling-back', why);
            const { ok, ended } = await run(rollback, report, signal);
            if (signal.aborted) return;
            if (ok) report('rolled-back', 'the rollback command ended with exit code 0');
            else report('failed', `the rollback command ${ended}`);
          },
  };
}
