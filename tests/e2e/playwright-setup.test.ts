import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { openSmallShop, type SmallShop } from './playwright-shop.js';
import { createSuite, type Suite } from './playwright-suite.js';

const actorSpec = `import { test, expect } from 'sosie/playwright';
import { appendFileSync } from 'node:fs';
for (const visitor of [1, 2]) {
  test('visitor ' + visitor + ' sees only themselves', async ({ actor, identity, crowd, rollout }) => {
    appendFileSync('leased.txt', identity.id + '\\n');
    expect(crowd.sessions).toBe(1);
    await actor.visit('account');
    await expect(actor.page).toShowOnly(identity);
    await rollout.begin({ together: 2 });
    await rollout.finished();
    await actor.reload('account');
    await expect(actor.page).toShowOnly(identity);
  });
}
`;

const assertionSpec = `import { test, expect } from 'sosie/playwright';
test('somebody else is expected', async ({ actor }) => {
  await actor.visit('account');
  await expect(actor.page).not.toShowOnly({ id: 'u02' });
  await expect(actor.page).toShowOnly({ id: 'u02' });
});
test('nobody is signed in', async ({ page, identity }) => {
  await page.goto('/login');
  await expect(page).toShowOnly(identity);
});
`;

describe("a suite with Sosie's fixtures and global setup", () => {
  let shop: SmallShop;
  let suite: Suite;
  before(async () => (shop = await openSmallShop()));
  after(() => shop.close());
  beforeEach(async () => (suite = await createSuite({ setup: true })));
  afterEach(() => suite.remove());

  test('gives every worker an identity of its own and one run directory with a verdict', async () => {
    await suite.write('visitors.spec.ts', actorSpec);
    const { code, output } = await suite.run({
      env: { SHOP_URL: shop.url },
      args: ['--workers=2', '--fully-parallel'],
    });
    assert.equal(code, 0, output);
    assert.match(output, /2 passed/);
    assert.match(output, /Sosie: (PASS|INCONCLUSIVE), \d+ own observations of 3 identities/);
    assert.deepEqual((await suite.read('leased.txt')).trim().split('\n').sort(), ['u01', 'u02']);
    const { verdict, findings } = await suite.result();
    assert.notEqual(verdict, 'fail');
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'violation'),
      [],
    );
  });

  test('toShowOnly fails for another identity and for nobody, and accuses nobody by it', async () => {
    await suite.write('assertion.spec.ts', assertionSpec);
    const { code, output } = await suite.run({ env: { SHOP_URL: shop.url } });
    assert.equal(code, 1, output);
    assert.match(output, /foreign-data: u02 was shown u01's data on account \(page\): field/);
    assert.match(output, /Nothing states that the page is u01's/);
    assert.doesNotMatch(output, /somebody was shown what is not theirs|verdict is fail/);
  });
});
