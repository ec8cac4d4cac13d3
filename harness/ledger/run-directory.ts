import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SosieError } from '../model/errors.js';
import { systemCode } from './system-code.js';

/** Where one run keeps its files. */
export interface RunDirectory {
  readonly runId: string;
  /** Absolute. */
  readonly path: string;
  /** Absolute path of a file in it. */
  file(name: string): string;
}

/**
 * Makes `root/runId`, readable by its owner only; `root` as well where it is missing. Throws SOSIE_CONFIG_USAGE
 * where it cannot be written, or where that run exists already: two runs never share a directory.
 */
export async function createRunDirectory(root: string, runId: string): Promise<RunDirectory> {
  const path = resolve(root, runId);
  try {
    await makeAll(dirname(path));
    await mkdir(path, { mode: 0o700 });
  } catch (cause) {
    throw new SosieError(
      'SOSIE_CONFIG_USAGE',
      `The run directory "${path}" could not be made (${systemCode(cause)}).`,
      {
        hint: 'Choose a directory that you may write to, with --out or evidence.directory.',
        cause,
      },
    );
  }
  return { runId, path, file: (name) => join(path, name) };
}

/** Makes a directory and its parents. Not by `recursive`, which never ends below /proc (Node 20). */
async function makeAll(path: string): Promise<void> {
  const code = await codeOf(mkdir(path, { mode: 0o700 }));
  if (code === null || code === 'EEXIST') return;
  if (code === 'ENOENT' && dirname(path) !== path) await makeAll(dirname(path));
  await mkdir(path, { mode: 0o700 });
}

/** The system's code where `work` fails. */
async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return systemCode(error);
  }
}
