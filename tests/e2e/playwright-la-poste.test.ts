import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runIncident } from './integrity-run.js';

test('the spec of La Poste fails on a lab whose session ids collide after a restart', async () => {
  const { code, output, verdict, oracles, writers } = await runIncident('la-poste', {
    fault: 'sid-collision-after-restart',
  });
  assert.equal(code, 1, output);
  assert.match(output, /Sosie: FAIL/);
  assert.match(output, /somebody was shown what is not theirs/);
  assert.equal(verdict, 'fail');
  assert.ok(
    ['shared-session', 'identity-flip', 'foreign-data', 'stranger-data'].some((oracle) =>
      oracles.has(oracle),
    ),
  );
  assert.ok(writers.length >= 5, `one history for each worker and the crowd, not only ${writers.join(', ')}`);
});
