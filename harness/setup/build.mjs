import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesUnder, root, say, SetupError } from './project.mjs';
import { runProcess } from './run-process.mjs';

const stampFile = join(root, 'dist', '.sources.sha256');

/** True when dist/ was built from exactly these sources, by content: file times lie after a checkout. */
export function isBuilt() {
  try {
    return readFileSync(stampFile, 'utf8') === sourcesDigest();
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Compiles the sources to dist/ when they have changed since it was built; says so only then. */
export async function buildIfNeeded() {
  if (isBuilt()) return;
  const digest = sourcesDigest();
  say('Building dist/ (tsc): there is no build of these sources yet.');
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { code } = await runProcess(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    timeoutMs: 300_000,
  });
  if (code !== 0) {
    throw new SetupError(
      `The build failed: tsc ended with code ${code}; its messages stand above.`,
      'mend the sources, or "git stash" your changes, and start again.',
    );
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile, digest);
}

function sourcesDigest() {
  const hash = createHash('sha256');
  const sources = ['harness', 'lab'].flatMap((folder) =>
    filesUnder(join(root, folder), (name) => name.endsWith('.ts')),
  );
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map((file) =>
    join(root, file),
  );
  for (const file of [...sources, ...settings]) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
