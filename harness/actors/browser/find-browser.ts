import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { SosieError } from '../../model/errors.js';
import { carriedBrowser, installCarriedBrowser } from './carried-browser.js';
import { installedBrowsers } from './installed-browsers.js';
import { whyItFails } from './launch-probe.js';

const run = promisify(execFile);

/** How long Playwright's installer may take, in milliseconds; without a network it gives up within seconds. */
const installerMs = 300_000;

/** A browser that was started once and answered. `executablePath` null: Playwright's own, by `channel` if given. */
export interface FoundBrowser {
  readonly executablePath: string | null;
  readonly channel?: string;
  /** Which it is and why, in a few words. */
  readonly how: string;
}

/** Where to look. */
export interface FindBrowserOptions {
  /** A path that the user named, or null. It is used or refused, never passed over. */
  readonly explicit: string | null;
  /** Folder of the project; a carried browser is kept below its `.sosie/browser`. */
  readonly projectDir: string;
  /** Whether a browser may be downloaded. */
  readonly install: boolean;
  /** Gets one line for each step that says something to the user. */
  say(line: string): void;
}

type Candidate = FoundBrowser;

/**
 * Finds a Chromium that really starts: the named one, Playwright's own, an installed one, Playwright's
 * installer, a build carried by the package registry. Throws SOSIE_CONFIG_BROWSER with what to type.
 */
export async function findBrowser(options: FindBrowserOptions): Promise<FoundBrowser> {
  const { explicit, projectDir, install, say } = options;
  if (explicit !== null) return named(explicit, say);
  const tried: string[] = [];
  const accept = async (candidate: Candidate): Promise<boolean> => {
    const failure = await whyItFails(candidate);
    if (failure === null) say(`Browser: ${candidate.how}.`);
    else if (candidate.executablePath !== null)
      say(`Browser: ${candidate.how} does not start (${failure}); looking further.`);
    if (failure !== null) tried.push(`${candidate.how}: ${failure}`);
    return failure === null;
  };

  for (const candidate of playwrightsOwn) if (await accept(candidate)) return candidate;
  for (const executablePath of installedBrowsers()) {
    const candidate = { executablePath, how: `installed, ${executablePath}` };
    if (await accept(candidate)) return candidate;
  }
  const kept = await carriedBrowser(projectDir);
  if (kept !== null) {
    const candidate = { executablePath: kept, how: 'the carried build in .sosie/browser' };
    if (await accept(candidate)) return candidate;
  }
  if (install) {
    say('Browser: none is installed; asking Playwright to install chromium-headless-shell (about 110 MB).');
    if ((await playwrightInstalls(say)) && (await accept(playwrightsShell))) return playwrightsShell;
    say(
      'Browser: installing a build of Chromium from the package registry into .sosie/browser (about 70 MB).',
    );
    const executablePath = await installCarriedBrowser(projectDir, say);
    if (executablePath !== null) {
      const candidate = { executablePath, how: 'a build carried by the package registry, in .sosie/browser' };
      if (await accept(candidate)) return candidate;
    }
  }
  throw nothingWorks(tried);
}

const playwrightsShell: Candidate = { executablePath: null, how: "Playwright's chromium-headless-shell" };
const playwrightsOwn: readonly Candidate[] = [
  playwrightsShell,
  { executablePath: null, channel: 'chromium', how: "Playwright's chromium" },
];

async function named(executablePath: string, say: (line: string) => void): Promise<FoundBrowser> {
  const found = { executablePath, how: `as set, ${executablePath}` };
  const failure = await whyItFails(found);
  if (failure !== null) {
    throw new SosieError(
      'SOSIE_CONFIG_BROWSER',
      `The browser that was set, ${executablePath}, does not start: ${failure}.`,
      {
        hint: 'Correct SOSIE_BROWSER (or the setting in the config), or leave it out: a browser is then looked for.',
      },
    );
  }
  say(`Browser: ${found.how}.`);
  return found;
}

async function playwrightInstalls(say: (line: string) => void): Promise<boolean> {
  const cli = path.join(
    path.dirname(createRequire(import.meta.url).resolve('playwright/package.json')),
    'cli.js',
  );
  try {
    await run(process.execPath, [cli, 'install', 'chromium-headless-shell'], { timeout: installerMs });
    return true;
  } catch {
    say('Browser: Playwright could not download it (no way to its server?).');
    return false;
  }
}

function nothingWorks(tried: readonly string[]): SosieError {
  const list = tried.map((line) => `\n  - ${line}`).join('');
  const linux = 'On Debian or Ubuntu: sudo apt-get install chromium-headless-shell (or chromium).';
  return new SosieError('SOSIE_CONFIG_BROWSER', `No browser could be started. Tried:${list}`, {
    hint: `Type one of: npx playwright install --with-deps chromium-headless-shell. ${process.platform === 'linux' ? `${linux} ` : ''}Or set SOSIE_BROWSER to the path of a Chrome, Chromium or Edge.`,
  });
}
