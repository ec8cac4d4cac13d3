import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildResult } from '../../../harness/judge/build-result.js';
import { createJudge } from '../../../harness/judge/judge.js';
import { resultSchema } from '../../../harness/ledger/result-schema.js';
import { cleanRun, history, runFile } from '../history-builder.js';

describe('the judge', () => {
  it('gives a finding the first time it is seen, and only then', () => {
    const judge = createJudge(runFile());
    const fresh = history()
      .own('u01')
      .foreign('u01', 'u02')
      .foreign('u01', 'u02')
      .records.map((record) => judge.see(record));
    assert.deepEqual(
      fresh.map((findings) => findings.map(({ id, oracle }) => `${id} ${oracle}`)),
      [[], ['F1 foreign-data', 'F2 identity-flip'], []],
    );
  });

  it('folds equal reports: count, first and last time, the first five observations and the last', () => {
    const built = history();
    for (let i = 0; i < 9; i += 1) built.stranger('u01', 'f1');
    const judge = createJudge(runFile());
    built.records.forEach((record) => judge.see(record));
    const [finding, ...rest] = judge.judgement().findings;
    assert.deepEqual(rest, []);
    assert.equal(finding?.count, 9);
    assert.deepEqual([finding.firstAtMs, finding.lastAtMs], [5, 85]);
    assert.deepEqual(
      finding.evidence.map(({ observation }) => observation),
      ['main-1', 'main-2', 'main-3', 'main-4', 'main-5', 'main-9'],
    );
  });

  it('gives the same fingerprint to the same finding of another run, and another to another', () => {
    const fingerprints = (revision: string, where: string): (string | undefined)[] => {
      const judge = createJudge(runFile());
      const records = history().blank('u01').set({ revision, where }).foreign('u01', 'u02').records;
      records.forEach((record) => judge.see(record));
      return judge.judgement().findings.map(({ fingerprint }) => fingerprint);
    };
    assert.deepEqual(fingerprints('v1', 'profile'), fingerprints('v2', 'profile'));
    assert.notDeepEqual(fingerprints('v1', 'profile'), fingerprints('v1', 'orders'));
  });

  it('keeps memory flat where everybody sees everybody, and counts what it drops', () => {
    const judge = createJudge(runFile());
    const [record] = history().foreign('u01', 'u02', { slots: [] }).records;
    assert.ok(record?.type === 'observation');
    for (let i = 0; i < 20_500; i += 1) judge.see({ ...record, where: `page ${String(i)}` });
    const { findings, reasons } = judge.judgement();
    assert.equal(findings.length, 20_000);
    assert.equal(reasons[1]?.text, '500 further reports were only counted.');
  });

  it('takes 20,000 records in less than a second of CPU', () => {
    const judge = createJudge(runFile());
    const { records } = cleanRun();
    const began = process.cpuUsage();
    let seen = 0;
    while (seen < 20_000) {
      for (const record of records) judge.see(record);
      seen += records.length;
    }
    assert.ok(process.cpuUsage(began).user < 1_000_000);
  });

  it('makes a result of its judgement that keeps to the published schema', () => {
    const judge = createJudge(runFile({ rollout: 'command' }));
    cleanRun()
      .foreign('u01', 'u02')
      .records.forEach((record) => judge.see(record));
    const result = buildResult(runFile({ rollout: 'command' }), judge.judgement(), 1234);
    assert.deepEqual(resultSchema.parse(JSON.parse(JSON.stringify(result))), result);
    assert.equal(result.rollout.driver, 'command');
    assert.deepEqual(
      result.rollout.events.map(({ event }) => event),
      ['started', 'finished'],
    );
  });
});
