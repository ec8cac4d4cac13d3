import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright';
import { launchOptions, type LaunchChoice } from './launch-options.js';

/** A browser process that runs. */
export interface LaunchedBrowser {
  readonly browser: Browser;
  /** Settles once it has ended, by whatever, and what it kept on the disk is gone. Never rejects. */
  readonly ended: Promise<void>;
}

/**
 * Starts Chromium with a temporary folder of its own, which goes with it: a browser that is killed leaves files of
 * shared memory behind (`.org.chromium.Chromium.*`). Rejects with Playwright's error.
 */
export async function launchBrowser(choice: LaunchChoice): Promise<LaunchedBrowser> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sosie-browser-'));
  const remove = (): Promise<void> =>
    rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  try {
    const browser = await chromium.launch({
      ...launchOptions(choice),
      env: { ...process.env, TMPDIR: folder },
    });
    const ended = new Promise<void>((resolve) => {
      browser.once('disconnected', () => void remove().then(resolve));
    });
    return { browser, ended };
  } catch (error) {
    await remove();
    throw error;
  }
}
