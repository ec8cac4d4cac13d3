import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { findBrowser } from '../../harness/actors/browser/find-browser.js';
import type { Fault } from '../../lab/faults/fault.js';
import { healthy } from '../../lab/faults/healthy.js';
import { historySnapshot } from '../../lab/faults/history-snapshot.js';
import { httpCache } from '../../lab/faults/http-cache.js';
import { serviceWorkerCache } from '../../lab/faults/service-worker-cache.js';
import { storageResidue } from '../../lab/faults/storage-residue.js';
import { openLab, type Lab } from '../../lab/rollout/lab.js';
import { labOptions } from '../../lab/rollout/options.js';

type Account = Lab['accounts'][number];

/** What is left of the first one when the second one has signed in at the same browser. */
interface Left {
  /** On the profile's page, as the second one is shown it. */
  readonly onPage: boolean;
  /** In the answer that the page's own script gets from the API. */
  readonly inApi: boolean;
  readonly inStorage: boolean;
  /** On what the browser shows when nobody is signed in and somebody goes back. */
  readonly inHistory: boolean;
}

async function openBrowser(): Promise<Browser> {
  const explicit = process.env['SOSIE_BROWSER'] ?? null;
  const found = await findBrowser({
    explicit,
    projectDir: process.cwd(),
    install: false,
    say: () => undefined,
  });
  const where = found.executablePath === null ? {} : { executablePath: found.executablePath };
  return chromium.launch({ ...where, ...(found.channel === undefined ? {} : { channel: found.channel }) });
}

async function signIn(page: Page, lab: Lab, account: Account): Promise<void> {
  await page.goto(`${lab.url}/login`);
  await page.fill('input[name=username]', account.username);
  await page.fill('input[name=password]', account.password);
  await page.click('main button[type=submit]');
  await page.waitForURL(`${lab.url}/profile`);
}

/** The first one looks around and signs out, somebody goes back; then the second one signs in. */
async function handOver(context: BrowserContext, lab: Lab): Promise<Left> {
  const [first, second] = lab.accounts;
  assert.ok(first !== undefined && second !== undefined);
  const page = await context.newPage();
  const mentions = async (): Promise<boolean> => (await page.content()).includes(first.username);
  await signIn(page, lab, first);
  await page.evaluate(async () => navigator.serviceWorker.ready.then(() => undefined));
  // By a link, as people do: a reload would ask past the caches.
  await page.click('nav a[href="/orders"]');
  await page.click('nav a[href="/profile"]');
  await page.evaluate(async () => fetch('/api/me').then((answer) => answer.text()));
  await page.click('form[action="/logout"] button');
  await page.waitForURL(`${lab.url}/`);
  await page.goBack();
  const inHistory = await mentions();
  await signIn(page, lab, second);
  const onPage = await page.waitForLoadState('networkidle').then(mentions);
  const api = await page.evaluate(async () => fetch('/api/me').then((answer) => answer.text()));
  const storage = await page.evaluate(() =>
    JSON.stringify([...Object.entries(localStorage), ...Object.entries(sessionStorage)]),
  );
  await page.close();
  return {
    onPage,
    inApi: api.includes(first.username),
    inStorage: storage.includes(first.username),
    inHistory,
  };
}

test('what one person leaves in a browser for the next one', { timeout: 240_000 }, async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const leftUnder = async (fault: Fault): Promise<Left> => {
    const lab = await openLab(labOptions(fault, { crowd: 0, customers: 20, testAccounts: 2, instances: 1 }));
    const context = await browser.newContext();
    try {
      await lab.roll('v2', () => undefined);
      return await handOver(context, lab);
    } finally {
      await context.close();
      await lab.close();
    }
  };

  await t.test('nothing, where the client is sound', async () => {
    const nothing = { onPage: false, inApi: false, inStorage: false, inHistory: false };
    assert.deepEqual(await leftUnder(healthy), nothing);
  });
  await t.test('service-worker-cache: pages and API', async () => {
    const left = await leftUnder(serviceWorkerCache);
    assert.ok(left.onPage && left.inApi, JSON.stringify(left));
  });
  await t.test('http-cache: what the API said', async () => {
    const left = await leftUnder(httpCache);
    assert.ok(left.inApi && !left.inStorage, JSON.stringify(left));
  });
  await t.test('history-snapshot: what the back button shows, and nothing else', async () => {
    const left = await leftUnder(historySnapshot);
    assert.deepEqual(left, { onPage: false, inApi: false, inStorage: false, inHistory: true });
  });
  await t.test('storage-residue: name and e-mail in the storage and on the page', async () => {
    const left = await leftUnder(storageResidue);
    assert.ok(left.onPage && left.inStorage && !left.inApi, JSON.stringify(left));
  });
});
