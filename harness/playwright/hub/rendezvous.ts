import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, openSync, readFileSync, rmSync, closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SosieError } from '../../model/errors.js';
import { hubAddress, type HubAddress } from './protocol.js';

/** Milliseconds that a hub may take to listen; what it learns before the first test is not in it. */
const listeningWithinMs = 60_000;

/** Who looks for the hub: all processes of one run of Playwright Test have the same runner. */
export interface HubWish {
  /** Process id of the runner: `process.ppid` of a worker, `process.pid` of a global setup. */
  readonly runner: number;
  readonly cwd: string;
  /** Path of the config; '' for the one found in `cwd`. */
  readonly config: string;
  readonly workers: number;
}

/** The path of the config: the option `sosieConfig`, else SOSIE_CONFIG, else '' for the one found in the folder. */
export function configOf(option: string): string {
  return option === '' ? (process.env['SOSIE_CONFIG'] ?? '') : option;
}

/** The folder where the processes of one runner meet. */
export function meetingPlace({ runner, cwd, config }: HubWish): string {
  const which = createHash('sha256').update(config).digest('hex').slice(0, 8);
  return join(cwd, '.sosie', 'playwright', `${String(runner)}-${which}`);
}

/**
 * Finds the run's hub, or starts it where this process is the first to look. Making the folder is the election: only
 * one can. Throws SOSIE_INTERNAL_UNEXPECTED with the hub's last words where it does not come up.
 */
export async function findHub(wish: HubWish): Promise<HubAddress> {
  const folder = meetingPlace(wish);
  const deadline = performance.now() + listeningWithinMs;
  let own = elect(folder);
  if (own) startHub(folder, wish);
  while (performance.now() < deadline) {
    const address = readAddress(folder);
    if (address !== null && isAlive(address.pid)) return address;
    if (address !== null) {
      // A killed hub of an earlier runner that had the same process id.
      rmSync(folder, { recursive: true, force: true });
      own = elect(folder);
      if (own) startHub(folder, wish);
    }
    await delay(50);
  }
  throw new SosieError(
    'SOSIE_INTERNAL_UNEXPECTED',
    `the hub of this test run did not start. It said: ${lastWords(folder)}`,
    {
      hint: `Remove ${folder} and run again; if it happens again, please report it with these words.`,
    },
  );
}

/** The file in which a hub says where it answers. */
export function addressFile(folder: string): string {
  return join(folder, 'hub.json');
}

function elect(folder: string): boolean {
  try {
    mkdirSync(join(folder, '..'), { recursive: true, mode: 0o700 });
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A process of its own: workers come and go with every failed test, the run does not. */
function startHub(folder: string, wish: HubWish): void {
  const log = openSync(join(folder, 'hub.log'), 'a', 0o600);
  const args = [folder, String(wish.runner), wish.config, String(wish.workers)];
  const hub = spawn(process.execPath, [...hubProgram(), ...args], {
    cwd: wish.cwd,
    detached: true,
    stdio: ['ignore', log, log],
  });
  hub.unref();
  closeSync(log);
}

/** The built file once built, the source through tsx otherwise. */
function hubProgram(): readonly string[] {
  if (!import.meta.url.endsWith('.ts')) return [fileURLToPath(new URL('main.js', import.meta.url))];
  const tsx = createRequire(import.meta.url).resolve('tsx');
  return ['--import', `file://${tsx}`, fileURLToPath(new URL('main.ts', import.meta.url))];
}

function readAddress(folder: string): HubAddress | null {
  try {
    return hubAddress.parse(JSON.parse(readFileSync(addressFile(folder), 'utf8')));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function lastWords(folder: string): string {
  try {
    return readFileSync(join(folder, 'hub.log'), 'utf8').trim().split('\n').slice(-5).join('\n');
  } catch {
    return 'nothing';
  }
}
