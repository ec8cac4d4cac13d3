import type { RolledBack } from '../gate/kill-switch.js';
import { runChild } from '../rollout/index.js';

const timeoutMs = 600_000;
const mostLines = 20;

/**
 * Runs the kill switch's command in a shell, with its output's last lines kept, free of secrets. Ends it after ten minutes.
 * It goes on when Sosie is told to stop: half a rollback is worse than none. Never rejects.
 */
export async function runRollback(command: string, cwd: string): Promise<RolledBack> {
  const lastLines: string[] = [];
  const { how } = await runChild({
    file: command,
    cwd,
    timeoutMs,
    signal: new AbortController().signal,
    onLine: (line) => {
      lastLines.push(line);
      if (lastLines.length > mostLines) lastLines.shift();
    },
  });
  return { how, lastLines };
}
