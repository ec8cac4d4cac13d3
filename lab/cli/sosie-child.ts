import { spawn } from 'node:child_process';
import { once } from 'node:events';

import type { Lab } from '../rollout/lab.js';
import { LabError } from '../rollout/lab-error.js';
import type { Control } from '../rollout/control.js';
import { packageRoot, programArguments } from '../rollout/program.js';
import { onEndSignals, signalCode } from './signals.js';

/** What `sosie run` is started with. */
export interface SosieRun {
  readonly lab: Lab;
  readonly control: Control;
  /** The release to roll to; null: no rollout. */
  readonly to: string | null;
  /** Where run directories go. */
  readonly out: string;
  /** Further flags of `sosie run`. */
  readonly flags: readonly string[];
}

const endWithinMs = 30_000;

/**
 * Runs `sosie run` against the lab with the lab's config, its progress on our stderr, and gives its exit code
 * and what it printed. Signals are passed on to it; thirty seconds after the first it is killed. SOSIE_CLI (a
 * path of a script) takes the place of our own command line.
 */
export async function runSosie(run: SosieRun): Promise<{ exitCode: number; stdout: string }> {
  const own = process.env['SOSIE_CLI'];
  const program = own === undefined || own === '' ? programArguments('harness/cli/sosie') : [own];
  const config = `${packageRoot}lab/sosie.config.ts`;
  const flags = ['run', '-c', config, '--json', '--out', run.out, ...run.flags];
  // A process group of its own: a Ctrl-C reaches it once, through us, and not twice.
  const child = spawn(process.execPath, [...program, ...flags], {
    env: { ...process.env, ...environmentOf(run) },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let killer: NodeJS.Timeout | undefined;
  const release = onEndSignals((signal) => {
    child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    killer ??= setTimeout(() => killGroup(child.pid), endWithinMs);
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return {
      exitCode: code ?? signalCode(signal ?? 'SIGTERM'),
      stdout: Buffer.concat(chunks).toString('utf8'),
    };
  } catch (cause) {
    throw new LabError('start', `sosie run could not be started (${String(cause)}).`);
  } finally {
    clearTimeout(killer);
    release();
  }
}

function environmentOf(run: SosieRun): Record<string, string> {
  return {
    LAB_URL: run.lab.url,
    LAB_ADMIN_TOKEN: run.lab.adminToken,
    LAB_ROLL: run.to === null ? '' : rollCommandLine(run.to),
    // By the environment and not in the command, since the run records the command.
    LAB_CONTROL: run.control.url,
    LAB_CONTROL_TOKEN: run.control.token,
  };
}

/** The shell command that rolls this lab. */
function rollCommandLine(to: string): string {
  return [process.execPath, ...programArguments('lab/cli/sosie-lab'), 'roll', to].map(quoted).join(' ');
}

function quoted(word: string): string {
  if (/^[\w./:@=-]+$/.test(word)) return word;
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
