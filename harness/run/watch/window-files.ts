import { writeRunFile } from '../../ledger/json-file.js';
import { openLedger, type Ledger } from '../../ledger/ledger.js';
import { createRunDirectory } from '../../ledger/run-directory.js';
import type { RunFile } from '../../model/result.js';

/** Where a window keeps its history. */
export interface WindowFiles {
  /** Null where there is none: nothing of the window is kept. */
  readonly directory: string | null;
  readonly ledger: Ledger;
}

/** Makes the run directory with its `run.json` and its ledger. Throws SOSIE_CONFIG_USAGE or the system's error. */
export async function openWindowFiles(
  run: RunFile,
  options: {
    readonly root: string;
    /** Gives a ledger that has failed in place of throwing. */
    readonly evenWithoutFiles: boolean;
    readonly say: (line: string) => void;
  },
): Promise<WindowFiles> {
  try {
    const { path: directory } = await createRunDirectory(options.root, run.runId);
    await writeRunFile(directory, run);
    return { directory, ledger: openLedger(directory, 'main') };
  } catch (error) {
    if (!options.evenWithoutFiles) throw error;
    const failed = error instanceof Error ? error : new Error(String(error));
    options.say(`run ${run.runId} cannot be written, and goes on without files: ${failed.message}`);
    return { directory: null, ledger: lostLedger(failed) };
  }
}

/** Keeps nothing. */
function lostLedger(failed: Error): Ledger {
  return {
    append: () => undefined,
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
    failed,
  };
}
