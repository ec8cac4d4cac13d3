import { findBrowser } from '../../harness/actors/browser/find-browser.js';
import { projectRoot } from '../child.js';
import type { Contender } from '../measurement.js';
import { bareReloads } from './bare.js';
import type { BrowserLoad } from './browser-load.js';
import { playwrightTest } from './playwright-test.js';
import { sosieBrowser } from './sosie.js';

const group = 'browser';
const bareName = 'Playwright, bare reload()';
const testName = 'Playwright Test with toHaveText';

/** Reloads per second of each way of driving the same browser, and Sosie's fetches from inside its pages. */
export async function browserContenders(
  load: Omit<BrowserLoad, 'executablePath'>,
  say: (line: string) => void,
): Promise<readonly Contender[]> {
  const { executablePath } = await findBrowser({
    explicit: process.env['SOSIE_BROWSER'] ?? null,
    projectDir: projectRoot,
    install: false,
    say,
  });
  const whole = { ...load, executablePath };
  const row = (
    name: string,
    unit: string,
    measure: () => Promise<number>,
    comparedWith: string | null = null,
  ): Contender => ({
    group,
    name,
    unit,
    comparedWith,
    measure,
    missing: 'no browser',
  });
  return [
    row(bareName, 'reloads/s', () => bareReloads(whole)),
    row(testName, 'reloads/s', () => playwrightTest(whole), bareName),
    row(
      'Sosie, every body, DOM and storage checked',
      'reloads/s',
      () => sosieBrowser(whole, 'reload'),
      bareName,
    ),
    row(
      'Sosie, fetches from inside the pages',
      'observations/s',
      () => sosieBrowser(whole, 'fetch'),
      bareName,
    ),
  ];
}
