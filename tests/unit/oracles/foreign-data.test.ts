import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foreignData } from '../../../harness/oracles/foreign-data.js';
import { strangerData } from '../../../harness/oracles/stranger-data.js';
import { history, strangerSlot } from '../history-builder.js';
import { lines, reportsOf } from './reading.js';

const sighting = (owner: string) => ({ owner, fields: ['phone'], kinds: ['given'], via: ['plain'] }) as const;

describe('foreign-data', () => {
  it('names viewer, owner and page of a foreign observation, with its fields, shape and fingerprint', () => {
    const [report, ...rest] = reportsOf(foreignData, history().phase('during').foreign('u01', 'u02'));
    assert.deepEqual(rest, []);
    assert.equal(report?.summary, "u01 was shown u02's data on profile (page).");
    assert.equal(report.phase, 'during');
    assert.equal(report.revision, 'v1');
    assert.deepEqual(report.evidence, [
      {
        observation: 'main-2',
        atMs: 15,
        fields: ['email', 'name', 'h1'],
        masked: ['J•••••'],
        fingerprints: ['of-u02'],
      },
    ]);
  });

  it('names every owner that markers or slots show, and never the viewer', () => {
    const seen = [sighting('u01'), sighting('u03'), sighting('u04')];
    assert.deepEqual(lines(foreignData, history().foreign('u01', 'u02', { seen })), [
      'u01 → u03 @ profile',
      'u01 → u04 @ profile',
      'u01 → u02 @ profile',
    ]);
  });

  it('reports what a subresource, a header or the storage shows as well', () => {
    const built = history();
    for (const channel of ['subresource', 'header', 'storage'] as const) {
      built.foreign('u01', 'u02', { channel });
    }
    assert.equal(reportsOf(foreignData, built).length, 3);
  });

  it('reports a foreign observation even where nobody is named', () => {
    assert.deepEqual(lines(foreignData, history().foreign('u01', 'u02', { seen: [], slots: [] })), [
      'u01 → – @ profile',
    ]);
  });

  it('says nothing of others on a page where they may be seen', () => {
    const seen = [sighting('u01'), sighting('u02')];
    assert.deepEqual(lines(foreignData, history().own('u01', { seen })), []);
  });

  it('names at most twenty owners of one observation', () => {
    const seen = Array.from({ length: 500 }, (_, i) => sighting(`x${String(i)}`));
    assert.equal(reportsOf(foreignData, history().foreign('u01', 'u02', { seen })).length, 20);
  });
});

describe('stranger-data', () => {
  it('reports a page that says somebody unknown', () => {
    const [report] = reportsOf(strangerData, history().stranger('u01', 'f9'));
    assert.equal(report?.owner, 'stranger');
    assert.deepEqual(report.evidence[0]?.fingerprints, ['f9']);
    assert.deepEqual(report.evidence[0].masked, ['M•••••• D••••']);
  });

  it('leaves a foreign page to foreign-data, whatever else it says', () => {
    const built = history().foreign('u01', 'u02', { slots: [strangerSlot('f1')] });
    assert.deepEqual(lines(strangerData, built), []);
  });
});
