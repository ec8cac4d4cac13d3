import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** A directory that is gone after the tests of the file. Its name holds a space and an accent on purpose. */
export function scratchDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'sosie été '));
  after(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}
