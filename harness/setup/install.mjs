import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say, SetupError } from './project.mjs';
import { runProcess } from './run-process.mjs';

/**
 * Installs the dependencies when node_modules does not hold what package-lock.json names, and says why;
 * silent and without the network otherwise.
 */
export async function installIfNeeded() {
  const why = whyInstall();
  if (why === null) return;
  say(`Installing the dependencies (npm ci): ${why}. This takes about a minute the first time.`);
  const [command, ...first] = npm();
  // --include=dev: the compiler is needed even where NODE_ENV=production is set.
  // --loglevel=error: js-redis-server says Node >= 22 but runs on 20; the warning would only worry people.
  const { code } = await runProcess(
    command,
    [...first, 'ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'],
    { timeoutMs: 600_000, env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' } },
  );
  if (code !== 0) {
    throw new SetupError(
      `npm ci ended with code ${code}; the dependencies are not installed.`,
      'run "npm ci" once where the package registry can be reached (see "npm config get registry"); after that no network is needed.',
    );
  }
}

/** Why an install is needed, in a few words, or null when everything the lock file names is there. */
export function whyInstall() {
  const wanted = lockedPackages('package-lock.json');
  if (wanted === null) {
    throw new SetupError(
      'package-lock.json is missing.',
      'get the whole project: "git checkout -- package-lock.json".',
    );
  }
  // npm keeps the lock of what it really installed here (docs.npmjs.com, package-lock.json, "Hidden lockfiles").
  const installed = lockedPackages(join('node_modules', '.package-lock.json'));
  if (installed === null) return 'node_modules is missing or was not made by npm';
  const differing = Object.entries(wanted).filter(
    ([path, entry]) => path !== '' && !mayBeAbsent(entry) && !same(entry, installed[path]),
  );
  if (differing.length === 0) return null;
  return `${differing.length} of ${Object.keys(wanted).length - 1} packages are not the ones package-lock.json names`;
}

function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw new SetupError(`${file} could not be read: ${error.message}`, `delete it and start again.`);
  }
}

/** Optional packages are left out where they do not fit the machine. */
function mayBeAbsent(entry) {
  return entry.optional === true || entry.devOptional === true;
}

function same(wanted, installed) {
  return (
    installed !== undefined &&
    installed.version === wanted.version &&
    installed.integrity === wanted.integrity
  );
}

/** npm as it was called, else the one on PATH (a .cmd file on Windows needs the shell's help). */
function npm() {
  const script = process.env.npm_execpath;
  if (script !== undefined && /\.[cm]?js$/.test(script)) return [process.execPath, script];
  return process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', 'npm'] : ['npm'];
}
