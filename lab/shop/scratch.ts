import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file that one job writes and removes again. */
export interface ScratchFile {
  readonly path: string;
  remove(): Promise<void>;
}

/** A file in a folder of its own, so that no other job can know its name. */
export async function createScratchFile(): Promise<ScratchFile> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-export-'));
  return { path: join(folder, 'export.json'), remove: () => rm(folder, { recursive: true, force: true }) };
}
