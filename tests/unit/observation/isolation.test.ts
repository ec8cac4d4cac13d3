import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isolationRules } from '../../../harness/observation/isolation.js';
import { identityOf } from '../workload/cast.js';

const [ann, bob] = [identityOf(0), identityOf(1)];

await test('several exceptions for one page add up, and hold for that page alone', () => {
  const maySee = isolationRules({
    between: 'user',
    except: [
      { page: 'team', fields: ['name'] },
      { page: 'team', fields: ['email'] },
      { page: 'wall', fields: '*' },
      { page: 'wall', fields: ['name'] },
    ],
  });
  const may = (page: string): string[] =>
    ['name', 'email', 'phone'].filter((field) => maySee(ann, bob, page, field));
  assert.deepEqual(may('team'), ['name', 'email']);
  assert.deepEqual(may('wall'), ['name', 'email', 'phone']);
  assert.deepEqual(may('profile'), []);
});
