import assert from 'node:assert/strict';
import { test } from 'node:test';
import { castParts, chooseChurners } from '../../../harness/workload/casting.js';
import { createFloor } from '../../../harness/workload/floor.js';
import { createMember, type Stage } from '../../../harness/workload/member.js';
import { createMoments } from '../../../harness/workload/moments.js';
import { watchSwaps } from '../../../harness/workload/swap-watch.js';
import { actorOf, identityOf, profile, type Asked } from './cast.js';

function stageOf(): Stage {
  return {
    clock: { nowMs: () => performance.now() },
    floor: createFloor(),
    signal: AbortSignal.any([]),
    cut: AbortSignal.any([]),
    onActorLost: () => undefined,
    observed: () => undefined,
  };
}

const kinds = (asked: readonly Asked[]): string[] => asked.map(({ operation }) => operation.kind);

await test('who is signed out signs in before the next operation, and asks for nothing where that fails', async () => {
  const leaveAndVisit = async (loginWorks: boolean): Promise<string[]> => {
    const asked: Asked[] = [];
    const member = createMember(actorOf('s1', identityOf(0), asked, { loginWorks }), true, stageOf());
    await member.act(async (perform) => {
      await perform({ kind: 'logout' });
      await perform({ kind: 'visit', page: profile });
    });
    return kinds(asked);
  };
  assert.deepEqual(await leaveAndVisit(true), ['logout', 'login', 'visit']);
  assert.deepEqual(await leaveAndVisit(false), ['logout', 'login']);
});

await test('an actor stays away for as long as the target asked it to', async () => {
  const asked: Asked[] = [];
  const notBefore = performance.now() + 150;
  const member = createMember(actorOf('s1', identityOf(0), asked, { notBefore }), false, stageOf());
  await member.act((perform) => perform({ kind: 'visit', page: profile }));
  assert.ok((asked[0]?.atMs ?? 0) >= notBefore - 2);
});

await test('schedules take turns with an actor, and one that cannot go on is left out for half a minute', async () => {
  const asked: Asked[] = [];
  const lost: string[] = [];
  let nowMs = 0;
  const clock = { nowMs: () => nowMs };
  const stage: Stage = { ...stageOf(), clock, onActorLost: ({ name }) => lost.push(name) };
  const member = createMember(actorOf('s1', identityOf(0), asked), false, stage);
  const turns = ['first', 'second'].map((name) =>
    member.act(async (perform) => {
      for (let i = 0; i < 2; i += 1) await perform({ kind: 'fetch', page: { ...profile, name } });
    }),
  );
  assert.deepEqual(await Promise.all(turns), [true, true]);
  assert.deepEqual(
    asked.map(({ operation }) => ('page' in operation ? operation.page.name : '')),
    ['first', 'first', 'second', 'second'],
  );
  assert.equal(await member.act(() => Promise.reject(new Error('gone'))), true);
  const askedBefore = asked.length;
  nowMs = 29_000;
  assert.equal(await member.act((perform) => perform({ kind: 'logout' })), true);
  assert.equal(asked.length, askedBefore, 'left out');
  nowMs = 30_000;
  await member.act((perform) => perform({ kind: 'logout' }));
  assert.equal(asked.length, askedBefore + 1, 'it tries again');
  assert.deepEqual(lost, ['s1']);
});

await test('accounts of a cohort churn, but never more than half of all, and two of four and one of two do', () => {
  const cast = (count: number, isMigrated: (index: number) => boolean) =>
    Array.from({ length: count }, (_, i) =>
      actorOf(`s${String(i)}`, identityOf(i, { traits: isMigrated(i) ? ['migrated'] : [] }), []),
    );
  const first = [
    ...chooseChurners(
      cast(9, (i) => i === 0),
      3,
    ),
  ];
  assert.deepEqual(
    first.map(({ name }) => name),
    ['s2', 's5', 's8', 's0'],
  );
  const sizes = [9, 4, 3, 2, 1].map(
    (count) =>
      chooseChurners(
        cast(count, () => count === 9),
        3,
      ).size,
  );
  assert.deepEqual(sizes, [4, 2, 1, 1, 0]);
});

await test('whoever has a username near to another one signs in again and again, before all others', () => {
  const usernames = [
    'ann.lee@a.example',
    'bob@a.example',
    'carol@a.example',
    'Ann.Lee@a.example',
    'dave@a.example',
  ];
  usernames.push('ａnnlee@a.example', 'erin@a.example', 'carol0@a.example');
  const actors = usernames.map((username, i) =>
    actorOf(`s${String(i)}`, identityOf(i, { credentials: { username, password: 'x' } }), []),
  );
  const chosen = [...chooseChurners(actors, 3)].map(({ name }) => name);
  assert.deepEqual(chosen.slice(0, 3).sort(), ['s3', 's5', 's7']);
  assert.equal(chosen.length, 4);
});

await test('every part is played, and most people have none', () => {
  const actors = Array.from({ length: 28 }, (_, i) =>
    actorOf(`${i < 4 ? 'b' : 's'}${String(i)}`, identityOf(i), []),
  );
  const churners = chooseChurners(actors, 3);
  const parts = castParts(actors.map((actor) => createMember(actor, churners.has(actor), stageOf())));
  const count = (part: string): number => [...parts.values()].filter((one) => one === part).length;
  assert.equal(count('pair'), 2);
  for (const part of ['listener', 'sleeper', 'drainer', 'writer', 'leaver'])
    assert.ok(count(part) >= 2, part);
  assert.ok(count('plain') >= 5);
});

await test('an instance that answers for the first time after a while is a swap; the first ones are not', () => {
  let nowMs = 0;
  const moments = createMoments();
  const watch = watchSwaps(moments, { nowMs: () => nowMs });
  watch.see([{ instance: null, revision: null }]);
  assert.equal(watch.blind, true);
  watch.see([{ instance: 'a', revision: 'v1' }]);
  nowMs = 5000;
  watch.see([{ instance: 'a', revision: 'v1' }]);
  assert.equal(moments.count('swap'), 0);
  watch.see([
    { instance: 'a', revision: 'v2' },
    { instance: 'b', revision: 'v2' },
    { instance: 'b', revision: 'v2' },
  ]);
  assert.equal(moments.count('swap'), 2);
});

await test('a moment that was told while nobody waited is not missed, and the end lets everybody go', async () => {
  const moments = createMoments();
  moments.tell('swap');
  assert.equal(await moments.past('swap', 0), true);
  const waiting = moments.past('swap', 1);
  moments.stop();
  assert.equal(await waiting, false);
});
