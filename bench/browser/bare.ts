import { chromium } from 'playwright';
import { perSecond } from './browser-load.js';
import type { BrowserLoad } from './browser-load.js';

/** Plain Playwright: `page.reload()`, nothing read; reloads per second. */
export async function bareReloads(load: BrowserLoad): Promise<number> {
  const { executablePath, contexts, url } = load;
  const browser = await chromium.launch(executablePath === null ? {} : { executablePath });
  try {
    const pages = await Promise.all(
      Array.from({ length: contexts }, async (_, i) => {
        const context = await browser.newContext({ viewport: { width: 200, height: 120 } });
        await context.addCookies([{ name: 'sid', value: `u${i}`, url }]);
        const page = await context.newPage();
        await page.goto(`${url}/account`);
        return page;
      }),
    );
    return await perSecond(load, async (i) => {
      await pages[i]?.reload();
      return 1;
    });
  } finally {
    await browser.close();
  }
}
