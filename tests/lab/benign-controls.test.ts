import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../lab/faults/fault.js';
import { privateCache } from '../../lab/faults/private-cache.js';
import { rateLimited } from '../../lab/faults/rate-limited.js';
import { replicaLag } from '../../lab/faults/replica-lag.js';
import { sessionRotation } from '../../lab/faults/session-rotation.js';
import type { Lab } from '../../lab/rollout/lab.js';
import { until } from '../unit/lab-edge/origin.js';
import { csrfOf } from '../unit/lab-shop/visitor.js';
import { foreignPages, signInAgain, withPeople, type Person } from './people.js';

const ignore = (): void => undefined;

/** Rolls the control out under load, in which nobody may see anybody else; then `shows` what it is about. */
async function isBenign(control: Fault, shows: (person: Person) => Promise<void>): Promise<void> {
  const roll = async (lab: Lab, people: readonly Person[]): Promise<void> => {
    const rollout = { isOver: false };
    const rolled = lab.roll('v2', ignore).finally(() => {
      rollout.isOver = true;
    });
    for (let after = 0; after < 8; after += rollout.isOver ? 1 : 0) {
      assert.deepEqual(await foreignPages(people), []);
      const [again] = people;
      if (again !== undefined) assert.equal(await signInAgain(again), 303);
    }
    await rolled;
    const last = people.at(-1);
    assert.ok(last !== undefined);
    await shows(last);
  };
  await withPeople(control, roll, 2);
}

test('replica-lag: a draft that was saved is seen late, and only by its owner', async () => {
  await isBenign(replicaLag, async ({ visitor }) => {
    const before = await visitor.get('/letters/draft');
    const text = 'Chère Madame, voici ma nouvelle adresse.';
    assert.equal((await visitor.post('/letters/draft', { csrf: csrfOf(before), text })).status, 303);
    assert.ok(!(await visitor.get('/letters/draft')).text.includes(text));
    await until('the draft', async () => (await visitor.get('/letters/draft')).text.includes(text));
  });
});

test('private-cache: it hits for its own session, and gives nothing once that has ended', async () => {
  await isBenign(privateCache, async (person) => {
    const { visitor, username } = person;
    const hit = async (): Promise<boolean> => {
      const { headers, text } = await visitor.get('/profile');
      assert.ok(text.includes(username));
      return headers['x-cache'] === 'HIT' && headers['age'] !== undefined;
    };
    await until('a hit', hit);
    const kept = new Map(visitor.jar);
    await visitor.post('/logout', {});
    for (const [name, value] of kept) visitor.jar.set(name, value);
    for (let turn = 0; turn < 4; turn += 1) assert.equal((await visitor.get('/profile')).status, 303);
  });
});

test('session-rotation: every request gets a new id, and none of them outlives the logout', async () => {
  await isBenign(sessionRotation, async ({ visitor, username }) => {
    const ids: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      assert.ok((await visitor.get('/api/me')).text.includes(username));
      ids.push(visitor.jar.get('sid') ?? '');
    }
    assert.equal(new Set(ids).size, ids.length);
    visitor.jar.set('sid', ids[3] ?? '');
    assert.ok((await visitor.get('/api/me')).text.includes(username), 'a replaced id has its grace');
    await visitor.post('/logout', {});
    for (const id of ids) {
      visitor.jar.set('sid', id);
      assert.equal((await visitor.get('/api/me')).status, 401);
    }
  });
});

test('rate-limited: a burst is refused with Retry-After, and nothing personal in it', async () => {
  await isBenign(rateLimited, async ({ visitor, username }) => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => visitor.get('/api/me')));
    const refused = answers.filter(({ status }) => status === 429);
    assert.ok(refused.length > 0);
    for (const { headers, text } of refused) {
      assert.ok(Number(headers['retry-after']) >= 1);
      assert.ok(!text.includes(username));
    }
  });
});
