import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../../harness/model/random.js';
import type { Page } from '../../../harness/model/page.js';
import { pressures } from '../../../harness/workload/pressure.js';
import { createSchedule } from '../../../harness/workload/schedule.js';

const pages: Page[] = [
  { name: 'profile', kind: 'page', path: '/profile', self: null },
  { name: 'letter', kind: 'document', path: '/letter.pdf', self: null },
];

function operations(seed: number, index: number, pressure: keyof typeof pressures = 'collide'): string[] {
  const schedule = createSchedule({
    pressure: pressures[pressure],
    index,
    pages,
    ratePerActor: 4,
    aliases: 1,
    random: createRandom(seed).fork('s1'),
  });
  return Array.from({ length: 400 }, () => {
    const operation = schedule.next();
    return 'page' in operation
      ? `${operation.kind} ${operation.page.name}`
      : operation.kind === 'login'
        ? `login ${String(operation.alias)}`
        : operation.kind;
  });
}

await test('the same seed gives the same schedule, another seed another', () => {
  assert.deepEqual(operations(7, 0), operations(7, 0));
  assert.notDeepEqual(operations(7, 0), operations(8, 0));
});

await test('keepers never sign in again; churners do, by each identifier in turn', () => {
  assert.ok(!operations(1, 0).some((operation) => operation.startsWith('login')));
  const churner = operations(1, 2);
  assert.ok(churner.includes('login 0') && churner.includes('login 1'));
});

await test('gentle neither cancels nor bursts; documents are asked for less often than pages', () => {
  assert.ok(!operations(1, 0, 'gentle').some((operation) => operation.startsWith('cancel')));
  assert.equal(pressures.gentle.together, 0);
  const asked = operations(1, 0);
  const count = (name: string): number => asked.filter((operation) => operation.endsWith(name)).length;
  assert.ok(count('letter') > 0 && count('letter') < count('profile') / 2);
});
