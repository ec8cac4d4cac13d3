import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { SosieError } from '../model/errors.js';
import type { Finding } from '../model/finding.js';
import type { Result, RunFile } from '../model/result.js';
import { runSchema } from './run-schema.js';

/** Writes `run.json`: all of it or nothing. */
export function writeRunFile(directory: string, run: RunFile): Promise<void> {
  return writeAtomically(join(directory, 'run.json'), `${JSON.stringify(run, null, 2)}\n`);
}

/** Reads `run.json`. Rejects with SOSIE_RUN_UNREADABLE where it is missing or not one. */
export function readRunFile(directory: string): Promise<RunFile> {
  return readChecked(join(directory, 'run.json'), runSchema);
}

/** Writes `result.json`: all of it or nothing. */
export function writeResult(directory: string, result: Result): Promise<void> {
  return writeAtomically(join(directory, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
}

/** Writes `findings.jsonl`, a finding a line: all of it or nothing. */
export function writeFindings(directory: string, findings: readonly Finding[]): Promise<void> {
  const lines = findings.map((finding) => `${JSON.stringify(finding)}\n`);
  return writeAtomically(join(directory, 'findings.jsonl'), lines.join(''));
}

/** Writes beside the file and renames: a reader sees the old text or the new one, also after a crash. */
async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${String(process.pid)}.tmp`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function readChecked<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'it is not JSON';
    throw unreadable(path, why, cause);
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw unreadable(
    path,
    `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}`,
    checked.error,
  );
}

function unreadable(path: string, why: string, cause: unknown): SosieError {
  return new SosieError('SOSIE_RUN_UNREADABLE', `"${path}" could not be read (${why}).`, {
    hint: 'Name the directory of one run, such as sosie-runs/2026-11-21T22-30-05-a3f9.',
    cause,
  });
}
