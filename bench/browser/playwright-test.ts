import { outputOf } from '../child.js';
import type { BrowserLoad } from './browser-load.js';

/** Playwright Test with as many workers as contexts, each load checked by `toHaveText`; reloads per second. */
export async function playwrightTest({
  url,
  seconds,
  contexts,
  executablePath,
}: BrowserLoad): Promise<number> {
  const text = await outputOf(
    process.execPath,
    [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--config',
      'bench/browser/suite',
      '--workers',
      String(contexts),
    ],
    {
      timeoutMs: (seconds + 90) * 1000,
      env: {
        BENCH_URL: url,
        BENCH_SECONDS: String(seconds),
        BENCH_WORKERS: String(contexts),
        BENCH_BROWSER: executablePath ?? '',
      },
    },
  );
  const rates = [...(text ?? '').matchAll(/^reloads\/s (?<rate>[\d.]+)$/gm)].map((match) =>
    Number(match.groups?.['rate']),
  );
  if (rates.length !== contexts)
    throw new Error(`Playwright Test gave ${rates.length} rates:\n${text ?? ''}`);
  return rates.reduce((sum, rate) => sum + rate, 0);
}
