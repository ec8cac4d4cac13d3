import { findBrowser } from '../actors/index.js';

/** The part of Playwright's `use` that names a browser. */
export interface FoundLaunch {
  readonly launchOptions: { readonly executablePath?: string };
  readonly channel?: string;
}

/**
 * A Chromium that really starts, for `use` in playwright.config.ts: Playwright's own where it was downloaded, else an
 * installed one, else one that is fetched. SOSIE_BROWSER names one. The search is made once, by the runner: workers
 * read its outcome from the environment. Throws SOSIE_CONFIG_BROWSER.
 */
export async function foundBrowser(): Promise<FoundLaunch> {
  const known = process.env['SOSIE_PLAYWRIGHT_BROWSER'];
  if (known !== undefined) return JSON.parse(known) as FoundLaunch;
  const explicit = process.env['SOSIE_BROWSER'] ?? null;
  const { executablePath, channel } = await findBrowser({
    explicit,
    projectDir: process.cwd(),
    install: true,
    say: () => undefined,
  });
  const found: FoundLaunch = {
    launchOptions: executablePath === null ? {} : { executablePath },
    ...(channel === undefined ? {} : { channel }),
  };
  process.env['SOSIE_PLAYWRIGHT_BROWSER'] = JSON.stringify(found);
  return found;
}
