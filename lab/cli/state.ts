import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Lab } from '../rollout/lab.js';
import { LabError } from '../rollout/lab-error.js';

const stateShape = z.object({
  pid: z.number().int().positive(),
  url: z.string(),
  adminToken: z.string(),
  control: z.object({ url: z.string(), token: z.string() }),
  fault: z.string(),
});

/** What is known of a lab that runs in the background. */
export type LabState = z.infer<typeof stateShape>;

/** The folder of the lab of this name, under the current directory. */
export function stateFolder(name: string): string {
  return resolve('.sosie', 'lab', name);
}

/** Path of the test accounts: CSV with the columns username and password. */
export function accountsFile(folder: string): string {
  return join(folder, 'accounts.csv');
}

/** Writes the accounts, then the state: once the state is there, the lab is ready. Readable by the owner only. */
export async function writeState(folder: string, state: LabState, accounts: Lab['accounts']): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const rows = accounts.map(({ username, password }) => `${username},${password}\n`);
  await writeFile(accountsFile(folder), `username,password\n${rows.join('')}`, { mode: 0o600 });
  await writeFile(join(folder, 'state.json'), `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
}

/** The state of a lab whose process runs, or null. */
export async function readState(folder: string): Promise<LabState | null> {
  const text = await readFile(join(folder, 'state.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = stateShape.safeParse(parseJson(text));
  return parsed.success && isRunning(parsed.data.pid) ? parsed.data : null;
}

/** As `readState`, but throws a LabError that says what to type where there is none. */
export async function requireState(name: string): Promise<LabState> {
  const state = await readState(stateFolder(name));
  if (state !== null) return state;
  throw new LabError(
    'usage',
    `No lab named "${name}" runs from this directory.`,
    'Start one with: sosie-lab up. Or go to the directory that it was started from, or give --name.',
  );
}

/** Removes what a lab left; the log stays. */
export async function removeState(folder: string): Promise<void> {
  await rm(join(folder, 'state.json'), { force: true });
  await rm(accountsFile(folder), { force: true });
}

/** Whether a process of this id runs. One that has ended and that its parent has not yet asked about does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !isZombie(pid);
}

/** On Linux by proc(5): the state stands after the program's name, which is in brackets. Elsewhere nothing tells. */
function isZombie(pid: number): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
