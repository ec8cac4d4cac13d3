import { open, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { SecretForm } from './secret-forms.js';
import { createSecretIndex } from './secret-index.js';
import type { Secret, SecretIndex } from './secret-index.js';

/** A secret that stands in a file of the run. Never the value itself. */
export interface Leak {
  /** Path inside the run directory. */
  readonly file: string;
  readonly what: string;
  readonly form: SecretForm;
}

const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Searches every file of the run directory for every secret, in clear (also escaped for JSON or HTML), in base64 and
 * in percent form; one leak for each file, kind and form. Values under 6 characters are skipped. Text only: what is
 * compressed inside a file is not seen. Rejects with the system's error where a file cannot be read.
 */
export async function sweep(directory: string, secrets: Iterable<Secret>): Promise<readonly Leak[]> {
  const index = createSecretIndex(secrets);
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES + index.overlap);
  const leaks: Leak[] = [];
  for (const path of await filesIn(directory)) {
    const file = relative(directory, path);
    const seen = new Set<string>();
    await scanFile(path, buffer, index, (what, form) => {
      const key = `${form} ${what}`;
      if (seen.has(key)) return;
      seen.add(key);
      leaks.push({ file, what, form });
    });
  }
  return leaks;
}

async function filesIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function scanFile(
  path: string,
  buffer: Buffer,
  index: SecretIndex,
  found: (what: string, form: SecretForm) => void,
): Promise<void> {
  const file = await open(path, 'r');
  try {
    let kept = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, CHUNK_BYTES, null);
      if (bytesRead === 0) return;
      const end = kept + bytesRead;
      index.scan(buffer.subarray(0, end), found);
      kept = Math.min(index.overlap, end);
      buffer.copyWithin(0, end - kept, end);
    }
  } finally {
    await file.close();
  }
}
