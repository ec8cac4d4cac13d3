import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appResponseCache } from '../../lab/faults/app-response-cache.js';
import { contextNotReset } from '../../lab/faults/context-not-reset.js';
import type { Fault } from '../../lab/faults/fault.js';
import { headCollector } from '../../lab/faults/head-collector.js';
import { keyPrefixCollision } from '../../lab/faults/key-prefix-collision.js';
import { memoisedUser } from '../../lab/faults/memoised-user.js';
import { recycledEnvironment } from '../../lab/faults/recycled-environment.js';
import { resurrectedSession } from '../../lab/faults/resurrected-session.js';
import { schemaSkew } from '../../lab/faults/schema-skew.js';
import { sharedDecorator } from '../../lab/faults/shared-decorator.js';
import { sharedSelectDb } from '../../lab/faults/shared-select-db.js';
import { sidCounterReset } from '../../lab/faults/sid-counter-reset.js';
import { singleflightWeakKey } from '../../lab/faults/singleflight-weak-key.js';
import { ssrStoreSingleton } from '../../lab/faults/ssr-store-singleton.js';
import { truncatedKey } from '../../lab/faults/truncated-key.js';
import type { Lab } from '../../lab/rollout/lab.js';
import { until } from '../unit/lab-edge/origin.js';
import { foreignPages, signInAgain, withPeople, type Person } from './people.js';

const ignore = (): void => undefined;

interface Case {
  readonly fault: Fault;
  /** Pages on which a mix-up may be seen, where not on all. */
  readonly only?: RegExp;
  /** Two, where old and new must run side by side; otherwise one. */
  readonly instances?: number;
}

const cases: readonly Case[] = [
  { fault: ssrStoreSingleton, only: /^\/(profile|letters\/draft)$/ },
  { fault: headCollector, only: /^\/(profile|orders|letters\/draft)$/ },
  { fault: contextNotReset },
  { fault: recycledEnvironment },
  { fault: sharedDecorator },
  { fault: memoisedUser },
  { fault: singleflightWeakKey },
  { fault: appResponseCache },
  { fault: keyPrefixCollision, instances: 2 },
  { fault: schemaSkew, instances: 2 },
  { fault: sharedSelectDb },
  { fault: truncatedKey },
];

for (const { fault, only = /^/, instances } of cases) {
  test(`${fault.id}: nobody sees anybody else until it is rolled out, then somebody does`, async () => {
    const proveIt = async (lab: Lab, people: readonly Person[]): Promise<void> => {
      for (let round = 0; round < 4; round += 1) assert.deepEqual(await foreignPages(people), []);
      const rolled = lab.roll('v2', ignore);
      let seen: readonly string[] = [];
      const mixed = async (): Promise<boolean> => {
        // Half of the people sign in again and again, as on a day of a release; the others keep their sessions.
        for (const person of people.slice(people.length / 2)) await signInAgain(person);
        seen = await foreignPages(people);
        return seen.length > 0;
      };
      try {
        await until('a mix-up', mixed, 25_000);
      } finally {
        await rolled;
      }
      for (const page of seen) assert.match(page, only);
    };
    await withPeople(fault, proveIt, instances);
  });
}

test('head-collector: the head is another customer’s, the greeting is one’s own', async () => {
  await withPeople(headCollector, async (lab, people) => {
    await lab.roll('v2', ignore);
    const wrongHead = async (): Promise<boolean> => {
      const looks = people.map(async ({ username, visitor }) => {
        const { text } = await visitor.get('/profile');
        assert.match(text, new RegExp(`id="account-email">${username}<`));
        return !new RegExp(`name="author" content="[^"]*${username}`).test(text);
      });
      return (await Promise.all(looks)).includes(true);
    };
    await until('a wrong head', wrongHead, 20_000);
  });
});

test('sid-counter-reset: who signs in when the counter was lost takes over the session of who stayed', async () => {
  await withPeople(sidCounterReset, async (lab, people) => {
    await lab.roll('v2', ignore);
    for (const person of people) assert.equal(await signInAgain(person), 303);
    assert.deepEqual(await foreignPages(people), []);
    const [comesAndGoes, ...stay] = people;
    assert.ok(comesAndGoes !== undefined);
    const takenOver = async (): Promise<boolean> => {
      await signInAgain(comesAndGoes);
      return (await foreignPages(stay)).length > 0;
    };
    await until('a session taken over', takenOver, 25_000);
  });
});

test('resurrected-session: the new release brings a session back after its owner has signed out', async () => {
  await withPeople(resurrectedSession, async (lab, [person, other]) => {
    assert.ok(person !== undefined && other !== undefined);
    const signOutAndAsk = async ({ visitor }: typeof person): Promise<number> => {
      const kept = new Map(visitor.jar);
      await visitor.get('/profile');
      await new Promise((resolve) => setTimeout(resolve, 250));
      assert.equal((await visitor.post('/logout', {})).status, 303);
      for (const [name, value] of kept) visitor.jar.set(name, value);
      return (await visitor.get('/profile')).status;
    };
    assert.equal(await signOutAndAsk(other), 303);
    await lab.roll('v2', ignore);
    const comesBack = async (): Promise<boolean> => {
      await signInAgain(person);
      return (await signOutAndAsk(person)) === 200;
    };
    await until('a session that comes back', comesBack, 20_000);
    assert.match((await person.visitor.get('/api/me')).text, new RegExp(person.username));
  });
});
