import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const dayMs = 86_400_000;

/**
 * Removes the run directories under `root` that are older than `days`: evidence is kept no longer than the
 * config says. Only folders that hold a `run.json` are touched; what cannot be removed is left for next time.
 */
export async function removeOldRuns(root: string, days: number, now = Date.now()): Promise<void> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const directory = join(root, entry.name);
    const runFile = await stat(join(directory, 'run.json')).catch(() => null);
    if (runFile !== null && now - runFile.mtimeMs > days * dayMs)
      await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  }
}
