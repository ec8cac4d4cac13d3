import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../lab/faults/fault.js';
import { healthy } from '../../lab/faults/healthy.js';
import { logoutStorm } from '../../lab/faults/logout-storm.js';
import { roughRollout } from '../../lab/faults/rough-rollout.js';
import { LabError } from '../../lab/rollout/lab-error.js';
import { openLab } from '../../lab/rollout/lab.js';
import type { Lab } from '../../lab/rollout/lab.js';
import { labOptions } from '../../lab/rollout/options.js';
import { createTeardown } from '../../lab/rollout/teardown.js';
import { signIn } from './sign-in.js';
import { get } from '../unit/lab-edge/origin.js';

const ignore = (): void => undefined;

async function withSmallLab(fault: Fault, use: (lab: Lab) => Promise<void>, instances = 1): Promise<void> {
  const brisk: Fault = {
    ...fault,
    rollout: (plan) => ({ ...(fault.rollout?.(plan) ?? plan), pauseMs: 50 }),
  };
  const lab = await openLab(labOptions(brisk, { crowd: 0, customers: 20, testAccounts: 2, instances }));
  try {
    await use(lab);
  } finally {
    await lab.close();
  }
}

test('the fault belongs to later releases: the first one is sound, also when it comes back', async () => {
  const marked: Fault = {
    ...healthy,
    edge: (config) => ({
      ...config,
      disturb: (request) => (request.target === '/x' ? 'bad-gateway' : 'none'),
    }),
  };
  await withSmallLab(marked, async (lab) => {
    const broken = async (): Promise<boolean> => (await get(`${lab.url}/x`, 'ann')).status === 502;
    assert.equal(await broken(), false);
    const [account] = lab.accounts;
    assert.ok(account);
    const cookie = await signIn(lab.url, account);

    const rolling = lab.roll('v2', ignore);
    assert.equal(await broken(), true);
    await assert.rejects(lab.roll('v3', ignore), LabError);
    await rolling;
    assert.equal((await get(`${lab.url}/profile`, cookie)).headers.get('x-revision'), 'v2');

    await lab.roll('v1', ignore);
    assert.equal(await broken(), false);
    const profile = await get(`${lab.url}/profile`, cookie);
    assert.equal(profile.headers.get('x-revision'), 'v1');
    assert.equal(profile.status, 200);
  });
});

test('logout-storm ends every session in the middle of the rollout', async () => {
  await withSmallLab(logoutStorm, async (lab) => {
    const [account] = lab.accounts;
    assert.ok(account);
    const cookie = await signIn(lab.url, account);
    assert.equal((await get(`${lab.url}/profile`, cookie)).status, 200);
    await lab.roll('v2', ignore);
    assert.equal((await get(`${lab.url}/profile`, cookie)).status, 303);
    assert.equal((await get(`${lab.url}/profile`, await signIn(lab.url, account))).status, 200);
  });
});

test('rough-rollout kills the old instances, and ends with every new one in service', async () => {
  await withSmallLab(roughRollout, async (lab) => {
    const before = lab.status().instances.map((instance) => instance.name);
    await lab.roll('v2', ignore);
    const { instances, release } = lab.status();
    assert.equal(release, 'v2');
    assert.deepEqual([...new Set(instances.map((instance) => instance.release))], ['v2']);
    assert.ok(instances.every((instance) => !before.includes(instance.name)));
  });
});

test('teardown goes backwards, past a failure, and reports it', async () => {
  const done: string[] = [];
  const teardown = createTeardown();
  teardown.add('first', () => void done.push('first'));
  teardown.add('second', () => Promise.reject(new Error('stuck')));
  teardown.add('third', () => void done.push('third'));
  await assert.rejects(teardown.run(), /could not stop second: Error: stuck/);
  assert.deepEqual(done, ['third', 'first']);
  await teardown.run();
});
