import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const root = resolve(import.meta.dirname, '../..');

/** The built command lines, as a user has them. */
export const programs = {
  sosie: join(root, 'dist/harness/cli/sosie.js'),
  lab: join(root, 'dist/lab/cli/sosie-lab.js'),
} as const;

export const labConfig = join(root, 'lab/sosie.config.ts');

/** Runs a built command to its end, or kills it at the deadline. */
export async function command(
  program: keyof typeof programs,
  args: readonly string[],
  options: {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    deadlineMs?: number;
    onStart?: (child: ChildProcess) => void;
  } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [programs[program], ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.onStart?.(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), options.deadlineMs ?? 180_000);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearTimeout(timer);
  return { code, stdout, stderr };
}

/** A folder of its own for a test, with a space and an accent in its path; removed afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sosie é test '));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a test needs to know of a lab that runs in the background. */
export interface RunningLab {
  readonly url: string;
  readonly pid: number;
  readonly accountsFile: string;
  readonly password: string;
  /** Environment for the lab's own config; `roll` is the command that rolls to v2. */
  readonly env: NodeJS.ProcessEnv;
}

/** Starts a lab in `folder`, and stops it whatever happens. */
export async function withLab<T>(
  folder: string,
  args: readonly string[],
  use: (lab: RunningLab) => Promise<T>,
): Promise<T> {
  const up = await command('lab', ['up', ...args], { cwd: folder });
  if (up.code !== 0) throw new Error(`the lab did not start: ${up.stderr}`);
  try {
    const home = join(folder, '.sosie/lab/lab');
    const state = JSON.parse(await readFile(join(home, 'state.json'), 'utf8')) as {
      pid: number;
      url: string;
      adminToken: string;
      control: { url: string; token: string };
    };
    const accountsFile = join(home, 'accounts.csv');
    const [, first = ''] = (await readFile(accountsFile, 'utf8')).split('\n');
    const env = {
      LAB_URL: state.url,
      LAB_ADMIN_TOKEN: state.adminToken,
      LAB_CONTROL: state.control.url,
      LAB_CONTROL_TOKEN: state.control.token,
      LAB_ROLL: `"${process.execPath}" "${programs.lab}" roll v2`,
    };
    return await use({
      url: state.url,
      pid: state.pid,
      accountsFile,
      password: first.split(',')[1] ?? '',
      env,
    });
  } finally {
    await command('lab', ['down'], { cwd: folder });
  }
}

/** Waits until `condition` holds, or fails at the deadline. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  deadlineMs = 20_000,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${String(deadlineMs / 1000)} s`);
    await new Promise((next) => setTimeout(next, 50));
  }
}
