import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runIncident, type IntegrityRun } from './integrity-run.js';

/** The run and the test of the spec both fail, by the oracle that the incident needs. */
function assertFails({ code, output, verdict, oracles }: IntegrityRun, oracle: string): void {
  assert.equal(code, 1, output);
  assert.match(output, /Sosie: FAIL/);
  assert.match(output, /somebody was shown what is not theirs/);
  assert.match(output, new RegExp(`^ +${oracle}: `, 'm'));
  assert.equal(verdict, 'fail');
  assert.ok(oracles.has(oracle), `${oracle} is not among ${[...oracles].join(', ')}`);
}

// That they pass on a sound lab is what the suite `integrity` shows. Each waits for its lab most of the time.
describe('the spec of an incident fails on a lab with its fault', { concurrency: 2 }, () => {
  test('CAF: identifiers that lead to other accounts; whoever stays signed in sees nothing of it', async () => {
    const run = await runIncident('caf', { fault: 'alias-mapping' });
    assertFails(run, 'wrong-account');
    assert.match(run.output, /✓ .* a beneficiary who stays signed in sees nothing of it/);
  });

  test('Optical Center: invoices that open without a login', async () => {
    const run = await runIncident('optical-center', { fault: 'anonymous-invoice', grep: 'without a login' });
    assertFails(run, 'anonymous-access');
  });

  test('Optical Center: invoices that open for everybody who is signed in', async () => {
    const run = await runIncident('optical-center', { fault: 'object-access' });
    assertFails(run, 'object-access');
    assert.match(run.output, /✓ .* no invoice opens without a login/);
  });

  test('Francetest: listings, exports and a backup that open without a login', async () => {
    const run = await runIncident('francetest', { fault: 'exposed-export' });
    assertFails(run, 'anonymous-access');
  });

  test('Doctolib: a token that reads every practice', async () => {
    const run = await runIncident('doctolib', { fault: 'partner-scope' });
    assertFails(run, 'scope-excess');
  });
});
