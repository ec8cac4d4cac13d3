import { expect, test } from '@playwright/test';
import { person } from '../../target/people.js';

const { BENCH_URL: url = '', BENCH_SECONDS: seconds = '0', BENCH_WORKERS: workers = '0' } = process.env;

for (let i = 0; i < Number(workers); i += 1) {
  test(`account ${i} sees itself on every reload`, async ({ context, page }) => {
    await context.addCookies([{ name: 'sid', value: `u${i}`, url }]);
    await page.goto(`${url}/account`);
    const startedAt = performance.now();
    let reloads = 0;
    while (performance.now() < startedAt + Number(seconds) * 1000) {
      await page.reload();
      await expect(page.locator('#who')).toHaveText(person(i).name);
      reloads += 1;
    }
    console.log(`reloads/s ${((reloads * 1000) / (performance.now() - startedAt)).toFixed(2)}`);
  });
}
