import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'node:test';
import { scheduleNames, type ScheduleName } from '../../../harness/model/schedule-name.js';
import { chooseChurners } from '../../../harness/workload/casting.js';
import { pressures } from '../../../harness/workload/pressure.js';
import { schedules } from '../../../harness/workload/schedules/index.js';
import type { Actor } from '../../../harness/model/actor.js';
import { actorOf, driveFor, identityOf, letter, noteWrite, profile, repertoire, type Asked } from './cast.js';

function castOf(asked: Asked[], browsers = 4, sessions = 24) {
  return Array.from({ length: browsers + sessions }, (_, i) =>
    actorOf(i < browsers ? `b${String(i + 1)}` : `s${String(i - browsers + 1)}`, identityOf(i), asked),
  );
}

function lineOf({ operation }: Asked): string {
  if ('page' in operation) return `${operation.kind} ${operation.page.name}`;
  return operation.kind === 'login' ? `login ${String(operation.alias)}` : operation.kind;
}

await test('the table has every schedule, in order, and each says what it does', () => {
  assert.deepEqual(
    schedules.map(({ name }) => name),
    scheduleNames,
  );
  for (const { does } of schedules) assert.match(does, /^[A-Z].*\.$/);
  for (const { schedules: names } of Object.values(pressures)) assert.ok(names.includes('keep-reloading'));
});

await test('the same seed gives each actor the same operations, another seed others', async () => {
  const lines = async (seed: number): Promise<string[]> => {
    const asked: Asked[] = [];
    const actors = castOf(asked, 1, 5);
    await driveFor(900, { actors, schedules: ['keep-reloading'], seed });
    return actors.map(({ name }) =>
      asked
        .filter(({ actor }) => actor === name)
        .slice(0, 6)
        .map(lineOf)
        .join(),
    );
  };
  const [first, again, other] = await Promise.all([lines(7), lines(7), lines(8)]);
  assert.deepEqual(first, again);
  assert.notDeepEqual(first, other);
});

await test('a barrier asks for one page in the same moment, and for each page in its turn', async () => {
  const asked: Asked[] = [];
  await driveFor(1600, { actors: castOf(asked), schedules: ['barrier'] });
  const lines = asked.map(lineOf);
  const changes = lines.filter((line, i) => line !== lines[i - 1]);
  assert.deepEqual(changes.toSorted(), ['fetch letter', 'fetch profile']);
  for (const line of changes) {
    const times = asked.filter((one) => lineOf(one) === line).map(({ atMs }) => atMs);
    assert.ok(times.length >= 6, String(times.length));
    assert.ok(Math.max(...times) - Math.min(...times) < 20);
  }
});

await test('at a barrier those who are there wait for who is busy, but not for long', async () => {
  const asked: Asked[] = [];
  const actors = castOf(asked, 0, 24).map((actor, i) => {
    const perform: Actor['perform'] = async (operation, signal) => {
      // Everybody is busy for another time, and one of them never comes back in time.
      if (operation.kind !== 'fetch') await delay(i === 0 ? 2000 : 60 + 10 * i);
      return actor.perform(operation, signal);
    };
    return Object.create(actor, { perform: { value: perform } }) as Actor;
  });
  await driveFor(1250, { actors, schedules: ['keep-reloading', 'barrier'], ratePerActor: 30 });
  const times = asked.filter(({ operation }) => operation.kind === 'fetch').map(({ atMs }) => atMs);
  const together = times.map((time) => times.filter((other) => other >= time && other < time + 15).length);
  assert.ok(Math.max(...together) >= 6, `at most ${String(Math.max(...together))} at once`);
});

await test('after a swap two people ask for one page in turn while nobody else begins anything', async () => {
  const asked: Asked[] = [];
  await driveFor(
    800,
    { actors: castOf(asked), schedules: ['keep-reloading', 'serial-pairs'], ratePerActor: 50 },
    async (moments) => {
      await delay(300);
      moments.tell('swap');
    },
  );
  const actors = asked.map(({ actor }) => actor);
  // The first two sessions that keep theirs: every third actor churns, and b3 and s2 are the third and sixth.
  const at = actors.findIndex((_, i) => actors.slice(i, i + 6).join() === 's1,s3,s1,s3,s1,s3');
  assert.ok(at >= 0, 'no six requests of the pair in a row');
  assert.equal(new Set(asked.slice(at, at + 6).map(lineOf)).size, 1);
});

await test('sleepers ask for nothing while the rollout lasts, and look at every page after it', async () => {
  const asked: Asked[] = [];
  let [begun, ended] = [0, 0];
  await driveFor(
    1200,
    { actors: castOf(asked), schedules: ['keep-reloading', 'idle-wake'] },
    async (moments) => {
      await delay(200);
      moments.tell('rollout-begins');
      begun = performance.now() + 50;
      await delay(600);
      ended = performance.now();
      moments.tell('rollout-ended');
    },
  );
  const awake = new Set(asked.filter(({ atMs }) => atMs > begun && atMs < ended).map(({ actor }) => actor));
  const slept = castOf([]).filter(({ name }) => !awake.has(name));
  assert.ok(slept.length >= 2 && slept.length <= 4, String(slept.length));
  for (const { name } of slept) {
    const after = asked.filter(({ actor, atMs }) => actor === name && atMs >= ended);
    assert.deepEqual(after.slice(0, 2).map(lineOf), ['visit profile', 'visit letter']);
  }
});

await test('whoever churns signs in at once when the rollout begins and at a swap; the others keep their session', async () => {
  const asked: Asked[] = [];
  const actors = castOf(asked);
  const churners = chooseChurners(actors, 3).size;
  await driveFor(400, { actors, schedules: ['login-storm'] }, async (moments) => {
    moments.tell('rollout-begins');
    await delay(100);
    moments.tell('swap');
  });
  assert.deepEqual([...new Set(asked.map(lineOf))], ['login 0']);
  assert.equal(new Set(asked.map(({ actor }) => actor)).size, churners);
  assert.equal(asked.length, 2 * churners);
});

await test('a writer writes each of its values once and in order, signs in afresh, and reads back', async () => {
  const asked: Asked[] = [];
  const written = new Map(
    Array.from({ length: 6 }, (_, i) => [identityOf(i).id, [`first ${String(i)}`, `second ${String(i)}`]]),
  );
  await driveFor(8500, {
    actors: castOf(asked, 0, 6),
    schedules: ['writers'],
    repertoire: repertoire({ writes: [noteWrite], written }),
  });
  const values = asked.flatMap(({ operation }) => (operation.kind === 'write' ? [operation.value] : []));
  assert.deepEqual(values, ['first 2', 'second 2']);
  assert.deepEqual(asked.slice(0, 3).map(lineOf), ['write', 'login 0', 'visit profile']);
});

await test('whoever leaves tries both ways before anything else, and again after the rollout; it is waited for', async () => {
  const asked: Asked[] = [];
  const owing: (readonly string[])[] = [];
  const waysOf = (name: string): string[] =>
    asked.filter(({ actor }) => actor === name).map(({ operation }) => operation.kind);
  await driveFor(8000, { actors: castOf(asked), schedules: ['leavers'] }, async (moments) => {
    owing.push(moments.owing());
    await delay(1000);
    owing.push(moments.owing());
    assert.deepEqual(waysOf('b3'), ['reuse', 'login', 'back']);
    const leavers = new Set(asked.map(({ actor }) => actor));
    assert.ok(leavers.size >= 3, [...leavers].join());
    for (const name of leavers) assert.equal(waysOf(name)[0], 'reuse');
    moments.tell('rollout-ended');
    await delay(1);
    owing.push(moments.owing());
    asked.length = 0;
    await delay(6500);
    owing.push(moments.owing());
  });
  assert.deepEqual(waysOf('b3').slice(0, 4), ['login', 'reuse', 'login', 'back']);
  assert.deepEqual(owing, [['leavers'], [], ['leavers'], []]);
});

await test('of two or three people one leaves, too', async () => {
  for (const sessions of [1, 2]) {
    const asked: Asked[] = [];
    await driveFor(900, { actors: castOf(asked, 1, sessions), schedules: ['leavers'] });
    assert.deepEqual(
      asked.map(lineOf).map((line) => line.split(' ')[0]),
      ['reuse'],
    );
  }
});

await test('private URLs are never asked for as their owner; without a login also closed places are', async () => {
  const asked: Asked[] = [];
  const mine = { ...letter, name: 'invoice' };
  await driveFor(12_500, {
    actors: [...castOf(asked, 0, 3), actorOf('anonymous', null, asked)],
    schedules: ['probes'],
    repertoire: repertoire({ privatePages: [{ page: mine, owner: 'u01' }], closed: [profile] }),
  });
  const actors = asked.map(({ actor }) => actor);
  assert.ok(!actors.includes('s1'));
  assert.ok(actors.includes('s2'));
  const anonymous = new Set(asked.filter(({ actor }) => actor === 'anonymous').map(lineOf));
  assert.deepEqual([...anonymous].sort(), ['probe invoice', 'probe profile']);
});

await test('after the rollout each closed place is asked for once more without a login, and it is waited for', async () => {
  const asked: Asked[] = [];
  const closed = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ ...letter, name }));
  let before = 0;
  const owing: (readonly string[])[] = [];
  await driveFor(
    2500,
    {
      actors: [actorOf('anonymous', null, asked)],
      schedules: ['probes'],
      repertoire: repertoire({ closed }),
    },
    async (moments) => {
      await delay(700);
      before = asked.length;
      moments.tell('rollout-ended');
      await delay(1);
      owing.push(moments.owing());
      await delay(1500);
      owing.push(moments.owing());
    },
  );
  const after = new Set(asked.slice(before + 1).map(lineOf));
  assert.ok(before < closed.length, 'the round would have been made anyway');
  assert.equal(after.size, closed.length);
  assert.deepEqual(owing, [['probes'], []]);
});

await test('API clients only call, and two people use the device in turn', async () => {
  const asked: Asked[] = [];
  const client = identityOf(6, { id: 'c01', grants: [{ tenants: ['north'], fields: '*' }] });
  const handovers: string[] = [];
  await driveFor(2200, {
    actors: [...castOf(asked, 0, 2), actorOf('c1', client, asked)],
    schedules: ['keep-reloading', 'callers', 'handover'],
    repertoire: repertoire({ calls: new Map([['c01', [letter]]]) }),
    device: {
      users: [identityOf(7), identityOf(8)],
      device: {
        name: 'd1',
        handover: (from, to) => {
          handovers.push(`${from.id}>${to.id}`);
          return Promise.resolve([]);
        },
        close: () => Promise.resolve(),
      },
    },
  });
  const calls = asked.filter(({ actor }) => actor === 'c1').map(lineOf);
  assert.deepEqual([...new Set(calls)], ['fetch letter']);
  assert.deepEqual(handovers.slice(0, 3), ['u08>u09', 'u09>u08', 'u08>u09']);
});

await test('most looks of a default run are plain reloads, and every class of fault meets its trigger', async () => {
  const counts = async (names: readonly ScheduleName[] | null): Promise<Map<string, number>> => {
    const asked: Asked[] = [];
    const everybody = Array.from({ length: 28 }, (_, i) => identityOf(i).id);
    await driveFor(
      7000,
      {
        actors: [...castOf(asked), actorOf('anonymous', null, asked)],
        schedules: names,
        ratePerActor: 4,
        repertoire: repertoire({
          streams: [{ name: 'events', kind: 'events', path: '/events', self: null }],
          writes: [noteWrite],
          written: new Map(everybody.map((id) => [id, ['a', 'b', 'c', 'd']])),
          privatePages: [{ page: { ...letter, name: 'invoice' }, owner: 'u01' }],
          closed: [profile],
        }),
      },
      async (moments) => {
        moments.tell('rollout-begins');
        for (let swap = 0; swap < 2; swap += 1) {
          await delay(2000);
          moments.tell('swap');
        }
        moments.tell('rollout-ended');
      },
    );
    const kinds = new Map<string, number>([['all', asked.length]]);
    for (const { operation } of asked) kinds.set(operation.kind, (kinds.get(operation.kind) ?? 0) + 1);
    return kinds;
  };
  const [all, plain] = await Promise.all([counts(null), counts(['keep-reloading'])]);
  for (const kind of ['login', 'logout', 'cancel', 'listen', 'write', 'probe', 'reuse', 'back'])
    assert.ok((all.get(kind) ?? 0) >= 1, `${kind}: ${String(all.get(kind))}`);
  const share = (plain.get('all') ?? 0) / (all.get('all') ?? 1);
  assert.ok(share > 0.55, `share ${String(share)}: ${JSON.stringify([...all])}`);
});
