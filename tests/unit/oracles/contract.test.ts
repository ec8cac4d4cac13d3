import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HistoryRecord } from '../../../harness/model/history.js';
import { oracleNames } from '../../../harness/model/finding.js';
import type { Report } from '../../../harness/model/finding.js';
import type { Sighting } from '../../../harness/model/observation.js';
import type { Oracle } from '../../../harness/model/oracle.js';
import { oracles } from '../../../harness/oracles/index.js';
import { cleanRun, history } from '../history-builder.js';

/** Every kind of mix-up that there is, so that each oracle has something to say. */
function mixedUp(): readonly HistoryRecord[] {
  const built = history();
  for (const viewer of ['u01', 'u02', 'u03', 'u04']) {
    built.login(viewer, { unchangedTokens: ['sid'] }).own(viewer, { token: `t-${viewer}` });
  }
  return built
    .foreign('u01', 'u02', { token: 't-u02' })
    .stranger('u02')
    .own('u01')
    .anonymous('u01')
    .login('u03', { alias: 1 })
    .foreign('u03', 'u04')
    .foreign('u01', 'u02', { seen: [sightingOf('u01', 'name'), sightingOf('u02', 'written 1')], slots: [] })
    .anonymous(null, { class: 'foreign', seen: [sightingOf('u02', 'name')] })
    .foreign('u01', 'u02', { operation: 'probe' })
    .foreign('c01', 'u02', { operation: 'call' })
    .foreign('u01', 'u02', { channel: 'stream', operation: 'listen' })
    .foreign('u01', 'u02', { operation: 'handover', predecessor: 'u02' })
    .own('u01', { cache: { 'cache-control': 'public, max-age=60' } })
    .own('u01', { cache: { 'cache-control': 'private, max-age=60' } })
    .own('u04', { seen: [sightingOf('u04', 'written 2')] })
    .own('u04', { seen: [sightingOf('u04', 'written 1')], startedMs: 9000 })
    .anonymous('u02', { operation: 'logout' })
    .anonymous('u02', { operation: 'reuse' })
    .own('u02', { operation: 'reuse', phase: 'after', revision: 'v2' })
    .finished().records;
}

function sightingOf(owner: string, field: string): Sighting {
  return { owner, fields: [field], kinds: ['minted'], via: ['plain'] };
}

function read(oracle: Oracle, records: readonly HistoryRecord[]): readonly Report[] {
  const see = oracle.begin();
  return records.flatMap((record) => see(record));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

describe('the table of oracles', () => {
  it('names each oracle once, in the order shown to users', () => {
    const places = oracles.map(({ name }) => oracleNames.indexOf(name));
    assert.deepEqual(
      places,
      [...new Set(places)].sort((a, b) => a - b),
    );
  });
});

for (const oracle of oracles) {
  describe(`the oracle ${oracle.name} keeps the contract:`, () => {
    it('it is silent on an empty history', () => {
      assert.deepEqual(read(oracle, []), []);
    });

    it('it is silent on a clean history', () => {
      assert.deepEqual(read(oracle, cleanRun().records), []);
    });

    it('it reports what it is there for', () => {
      const reports = read(oracle, mixedUp());
      assert.ok(reports.length > 0);
      for (const report of reports) {
        assert.equal(report.oracle, oracle.name);
        assert.equal(report.severity, oracle.severity);
        assert.match(report.summary, /^\S.*\.$/);
      }
    });

    it('it gives the same result twice, as its state is that of one reading', () => {
      assert.deepEqual(read(oracle, mixedUp()), read(oracle, mixedUp()));
    });

    it('it cites only observations that exist, and at least one', () => {
      const ids = new Set(mixedUp().map((record) => (record.type === 'observation' ? record.id : '')));
      for (const { evidence } of read(oracle, mixedUp())) {
        assert.ok(evidence.length > 0);
        for (const { observation } of evidence) assert.ok(ids.has(observation), observation);
      }
    });

    it('it leaves the records as they are', () => {
      assert.ok(read(oracle, deepFreeze(mixedUp())).length > 0);
    });

    it('it is silent on blanks, server errors, rate limits, resets and refused sessions', () => {
      const rough = history().login('u01').own('u01', { token: 't1' }).phase('during');
      for (const status of [429, 500, 502, 503, 504]) rough.error('u01', status, { token: 't1' });
      rough.blank('u01').error('u01', 0, { outcome: 'unknown', status: null, reason: 'reset' });
      rough.login('u02', { ok: false, reason: 'the login form came back', unchangedTokens: ['sid'] });
      rough.anonymous('u02').login('u02').own('u02', { token: 't2' });
      for (const operation of ['probe', 'call', 'write', 'listen', 'reuse', 'back'] as const) {
        rough
          .error('u02', 503, { operation })
          .error('u02', 0, { operation, outcome: 'unknown', status: null });
        rough.blank('u02', { operation, status: 404 });
      }
      rough.error('u02', 502, { operation: 'logout' }).own('u02', { operation: 'reuse', token: 't2' });
      const kept = { 'cache-control': 'private, max-age=60', vary: 'Cookie' };
      rough.own('u02', { cache: kept, token: 't2' });
      assert.deepEqual(read(oracle, rough.records), []);
    });
  });
}
