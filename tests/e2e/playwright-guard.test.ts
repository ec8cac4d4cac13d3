import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { openSmallShop, people, type Leak, type SmallShop } from './playwright-shop.js';
import { createSuite, type Suite } from './playwright-suite.js';

const [ann, bob] = people;
assert.ok(ann !== undefined && bob !== undefined);

/** A suite as it was before Sosie, but for the first line. The shop goes wrong in the middle of the first test. */
const existingSuite = `import { test, expect } from 'sosie/playwright';
async function signIn(page, username, password) {
  await page.goto('/login');
  await page.getByLabel('E-mail').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button').click();
  await expect(page.locator('h1')).toHaveText('Your account');
}
test('ann reads her account', async ({ page }) => {
  await signIn(page, '${ann.username}', '${ann.password}');
  await page.request.post(process.env.SWITCH_URL);
  await page.reload();
  await page.request.get('/api/me');
  await expect(page.locator('h1')).toHaveText('Your account');
});
test('bob reads his account in a context of his own', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: process.env.SHOP_URL });
  const page = await context.newPage();
  await signIn(page, '${bob.username}', '${bob.password}');
  await context.close();
});
test('nobody is signed in', async ({ page }) => {
  await page.goto('/account');
  await expect(page.locator('form')).toBeVisible();
});
`;

describe('an existing Playwright suite with one changed import', () => {
  let shop: SmallShop;
  let suite: Suite;
  let leak: Leak = 'none';
  let switchUrl = '';
  let closeSwitch = async (): Promise<void> => {};

  before(async () => {
    shop = await openSmallShop();
    const opened = await openSwitch(() => {
      shop.leakNow(leak);
      if (leak === 'once') leak = 'none';
    });
    switchUrl = opened.url;
    closeSwitch = opened.close;
  });
  after(async () => {
    await closeSwitch();
    await shop.close();
  });
  beforeEach(async () => {
    shop.leakNow('none');
    suite = await createSuite({ setup: false });
    await suite.write('account.spec.ts', existingSuite);
  });
  afterEach(() => suite.remove());
  const run = (which: Leak, args: readonly string[] = []) => {
    leak = which;
    return suite.run({ env: { SHOP_URL: shop.url, SWITCH_URL: switchUrl }, args });
  };

  test('stays green where everybody sees only themselves, and leaves a run directory', async () => {
    const { code, output } = await run('none');
    assert.equal(code, 0, output);
    assert.match(output, /3 passed/);
    const { verdict, findings } = await suite.result();
    assert.notEqual(verdict, 'fail');
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'violation'),
      [],
    );
  });

  const seen: readonly [Leak, string, RegExp][] = [
    ['page', 'a page shows another identity', /foreign-data: u01 was shown u02's data on account \(page\)/],
    [
      'stranger',
      'a page shows a stranger',
      /stranger-data: u01 was shown a stranger's data on account \(page\)/,
    ],
    ['storage', "the browser's storage holds another identity", /u02's data on account \(storage\)/],
    ['events', 'a pushed event speaks of another identity', /message meant for u02 .*\(stream\)/],
    ['request', 'an answer to request.get is of another identity', /u02's data on me \(api\)/],
  ];
  for (const [which, what, line] of seen) {
    test(`fails where ${what}, in words that hold no value`, async () => {
      const { code, output } = await run(which);
      assert.equal(code, 1, output);
      assert.match(output, line);
      const written = `${output}\n${await suite.everythingWritten()}`;
      for (const value of ['Bob Lantier', '06 98 31 20 46', 'Zoe Pellan', 'pw-bob-77120']) {
        assert.ok(!written.includes(value), `${value} was written`);
      }
    });
  }

  test('is not turned green by a retry of a mix-up that happened once', async () => {
    const { code, output } = await run('once', ['--retries=1', '--grep', 'ann reads']);
    assert.equal(code, 1, output);
    assert.match(output, /seen by an earlier attempt: no retry turns it green/);
    assert.doesNotMatch(output, /flaky/);
  });
});

/** Lets a spec turn the leak on, as a deploy in the middle of the suite would. */
async function openSwitch(turnOn: () => void): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((_request, response) => {
    turnOn();
    response.end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
