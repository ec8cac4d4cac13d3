import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { LabError } from '../rollout/lab-error.js';
import { programArguments } from '../rollout/program.js';
import { labFlags, readLabFlags } from './lab-flags.js';
import type { LabFlags } from './lab-flags.js';
import { onEndSignals, signalCode } from './signals.js';
import { accountsFile, isRunning, readState, stateFolder } from './state.js';
import type { LabState } from './state.js';

const readyWithinMs = 90_000;

/** `up`: starts the lab in the background and waits until it is ready. */
export function upCommand(): Command {
  return labFlags(new Command('up').description('start the lab in the background')).action(
    async (_flags: unknown, command: Command) => {
      const flags = readLabFlags(command);
      const folder = stateFolder(flags.name);
      if ((await readState(folder)) !== null) {
        throw new LabError(
          'usage',
          `A lab named "${flags.name}" runs already.`,
          'Stop it with "sosie-lab down", or give --name.',
        );
      }
      const state = await startDetached(flags, folder);
      process.stdout.write(describe(flags, folder, state));
    },
  );
}

async function startDetached(flags: LabFlags, folder: string): Promise<LabState> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const logFile = join(folder, 'lab.log');
  const log = await open(logFile, 'w', 0o600);
  const args = [...programArguments('lab/cli/sosie-lab'), 'serve', ...toArguments(flags)];
  const supervisor = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log.fd, log.fd] });
  supervisor.unref();
  await log.close();
  const pid = supervisor.pid ?? -1;
  const release = onEndSignals((signal) => {
    if (isRunning(pid)) process.kill(pid, 'SIGTERM');
    process.exit(signalCode(signal));
  });
  const deadline = performance.now() + readyWithinMs;
  try {
    while (performance.now() < deadline && isRunning(pid)) {
      const state = await readState(folder);
      if (state?.pid === pid) return state;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    release();
  }
  if (isRunning(pid)) process.kill(pid, 'SIGTERM');
  const said = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-8).join('\n');
  throw new LabError('start', `The lab did not start. Its last words (${logFile}):\n${said}`);
}

function toArguments(flags: LabFlags): readonly string[] {
  return [
    ...['--fault', flags.fault.id],
    ...['--release', flags.release],
    ...['--port', String(flags.port)],
    ...['--name', flags.name],
    ...['--instances', String(flags.instances)],
    ...['--crowd', String(flags.crowd)],
    ...['--accounts', String(flags.testAccounts)],
  ];
}

function describe(flags: LabFlags, folder: string, state: LabState): string {
  const name = flags.name === 'lab' ? '' : ` --name ${flags.name}`;
  return [
    `shop        ${state.url}`,
    `admin token ${state.adminToken}`,
    `accounts    ${accountsFile(folder)} (${flags.testAccounts}, username,password)`,
    `log         ${join(folder, 'lab.log')}`,
    `fault       ${flags.fault.id}: ${flags.fault.title}`,
    '',
    `Next: sosie-lab roll v2${name}    replaces ${flags.release} by v2, instance by instance`,
    `      sosie-lab down${name}       stops the lab`,
    '',
  ].join('\n');
}
