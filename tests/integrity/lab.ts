import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = join(import.meta.dirname, '..', '..');
const readyWithinMs = 120_000;
const stopWithinMs = 30_000;

interface LabState {
  readonly pid: number;
  readonly url: string;
  readonly adminToken: string;
  readonly control: { readonly url: string; readonly token: string };
}

/**
 * Playwright's global setup for the specs of this folder: starts the lab, with the fault that LAB_FAULT names (none by
 * default), and hands its address to the config by the environment. With SOSIE_TARGET there is no lab. Gives the
 * teardown.
 */
export default async function startLab(): Promise<() => Promise<void>> {
  if (given('SOSIE_TARGET') !== null) return () => Promise.resolve();
  const name = `playwright-${String(process.pid)}`;
  const fault = given('LAB_FAULT') ?? 'healthy';
  const lab = spawn(process.execPath, [...labProgram(), 'serve', '--name', name, '--fault', fault], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  lab.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const { url, adminToken, control } = await readyState(name, lab, said);
  Object.assign(process.env, {
    SOSIE_CONFIG: join(root, 'lab', 'sosie.config.ts'),
    // Not beside the lab's config, where run directories would go by default.
    SOSIE_OUT: given('SOSIE_OUT') ?? join(root, 'sosie-runs'),
    LAB_URL: url,
    LAB_ADMIN_TOKEN: adminToken,
    LAB_CONTROL: control.url,
    LAB_CONTROL_TOKEN: control.token,
    LAB_ROLL: [process.execPath, ...labProgram(), 'roll', 'v2'].map((word) => `"${word}"`).join(' '),
  });
  return () => stop(lab, name);
}

/** As built: the specs themselves import `sosie/playwright` from there. */
function labProgram(): readonly string[] {
  return [join(root, 'dist', 'lab', 'cli', 'sosie-lab.js')];
}

async function readyState(name: string, lab: ChildProcess, said: readonly string[]): Promise<LabState> {
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline && lab.exitCode === null) {
    const state = readState(name);
    if (state?.pid === lab.pid && state !== null) return state;
    await delay(100);
  }
  await stop(lab, name);
  throw new Error(`The lab did not start. It said:\n${said.join('').trim()}`);
}

function readState(name: string): LabState | null {
  try {
    return JSON.parse(readFileSync(join(folderOf(name), 'state.json'), 'utf8')) as LabState;
  } catch {
    return null;
  }
}

async function stop(lab: ChildProcess, name: string): Promise<void> {
  lab.kill('SIGTERM');
  const deadline = performance.now() + stopWithinMs;
  while (lab.exitCode === null && lab.signalCode === null && performance.now() < deadline) await delay(50);
  if (lab.exitCode === null && lab.signalCode === null) lab.kill('SIGKILL');
  rmSync(folderOf(name), { recursive: true, force: true });
}

function folderOf(name: string): string {
  return join(root, '.sosie', 'lab', name);
}

function given(name: string): string | null {
  const value = process.env[name];
  return value === undefined || value === '' ? null : value;
}
