import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planLoad } from '../../../harness/run/load-plan.js';

const unsaid = { browsers: null, sessions: null };

await test('a provisioner makes two accounts more for the browser that two people share', () => {
  const roster = { identities: 28, madeToOrder: true };
  assert.deepEqual(planLoad(unsaid, roster, true), { browsers: 4, sessions: 24, spares: 2 });
  assert.deepEqual(planLoad(unsaid, roster, false), { browsers: 4, sessions: 24, spares: 0 });
});

await test('of a list two accounts are spared where it is long enough, or where the load leaves two over', () => {
  const listed = (identities: number) => ({ identities, madeToOrder: false });
  assert.deepEqual(planLoad(unsaid, listed(2), true), { browsers: 1, sessions: 1, spares: 0 });
  assert.deepEqual(planLoad(unsaid, listed(7), true), { browsers: 4, sessions: 3, spares: 0 });
  assert.deepEqual(planLoad(unsaid, listed(8), true), { browsers: 4, sessions: 2, spares: 2 });
  assert.deepEqual(planLoad({ browsers: 1, sessions: 3 }, listed(6), true).spares, 2);
  assert.deepEqual(planLoad({ browsers: 0, sessions: 3 }, listed(8), true).spares, 0);
});
