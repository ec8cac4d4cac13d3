import type { FullConfig } from '@playwright/test';
import { connectHub } from './hub/client.js';
import type { HubVerdict } from './hub/protocol.js';
import { configOf, findHub } from './hub/rendezvous.js';

/**
 * Playwright's global setup, `globalSetup: 'sosie/playwright/setup'`: starts the run before the first test, and gives
 * the teardown that judges the merged history of all workers, writes result.json and report.html, and fails the suite
 * where the verdict is `fail`.
 */
export default async function setup(config: FullConfig): Promise<() => Promise<void>> {
  const wish = {
    runner: process.pid,
    cwd: process.cwd(),
    config: configOf(optionOf(config)),
    workers: config.workers,
  };
  const hub = await connectHub(await findHub(wish));
  process.env['SOSIE_PLAYWRIGHT_SETUP'] = '1';
  try {
    await hub.knowledge();
  } catch (error) {
    await hub.finish().catch(() => undefined);
    hub.close();
    throw error;
  }
  return async () => {
    const verdict = await hub.finish();
    hub.close();
    console.log(words(verdict));
    if (verdict.verdict === 'fail') throw failed(verdict);
  };
}

/** The `sosieConfig` of the first project that has one. */
function optionOf({ projects }: FullConfig): string {
  for (const { use } of projects) {
    if ('sosieConfig' in use && typeof use.sosieConfig === 'string') return use.sosieConfig;
  }
  return '';
}

function words({ verdict, basis, reasons, directory }: HubVerdict): string {
  const because = verdict === 'pass' ? [] : reasons.slice(0, 6).map((reason) => `  because ${reason}`);
  return [`Sosie: ${verdict.toUpperCase()}, ${basis}.`, ...because, `  report ${directory}/report.html`].join(
    '\n',
  );
}

function failed({ violations }: HubVerdict): Error {
  // A page that showed many people is a finding for each, all in the same words.
  const lines = [...new Set(violations.map(({ line }) => `  ${line}`))].slice(0, 12);
  const error = new Error(`Sosie: the run's verdict is fail.\n${lines.join('\n')}`);
  error.stack = error.message;
  return error;
}
