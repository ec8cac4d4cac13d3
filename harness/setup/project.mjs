import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, wherever the command was typed. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line of progress. On stderr, so that `--json` owns stdout. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** An expected failure of the set-up: shown without a stack, with what to do on a line of its own. */
export class SetupError extends Error {
  constructor(message, hint, exitCode = 4) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/** Runs `main`, and turns a SetupError into its message, its hint and its exit code. */
export async function orExplain(main) {
  try {
    return await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`${error.message}\nHint: ${error.hint}`);
    process.exit(error.exitCode);
  }
}

/** All files under `folder` (absolute paths, sorted) whose name `wanted` accepts; none where the folder is missing. */
export function filesUnder(folder, wanted) {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  const skipped = ['node_modules', 'dist', '.git', '.sosie', 'sosie-runs', 'test-results'];
  return entries
    .filter((entry) => !skipped.includes(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path, wanted);
      return wanted(entry.name) ? [path] : [];
    })
    .sort();
}
