import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createExposure } from '../../../harness/judge/exposure.js';
import type { Bound, Exposure } from '../../../harness/model/result.js';
import { cleanRun, history, runFile } from '../history-builder.js';
import type { HistoryBuilder } from '../history-builder.js';

function exposureOf(built: HistoryBuilder): Exposure {
  const fold = createExposure(runFile());
  for (const record of built.records) fold.see(record);
  return fold.exposure();
}

function bound(
  exposure: Exposure,
  unit: Bound['unit'],
  phase: string | null,
  page: string | null,
): Bound | undefined {
  return exposure.bounds.find((each) => each.unit === unit && each.phase === phase && each.page === page);
}

describe('exposure', () => {
  it('counts observations by class, phase, page, revision and instance, tallies as own', () => {
    const built = history().own('u01').blank('u01').error('u01', 502).anonymous('u02').tally(10);
    built.phase('during').set({ revision: 'v2', instance: 'b', where: 'orders' }).stranger('u01').own('u02');
    const exposure = exposureOf(built);
    assert.equal(exposure.observations, 16);
    assert.equal(exposure.own, 12);
    assert.deepEqual(exposure.classes, {
      own: 12,
      foreign: 0,
      stranger: 1,
      anonymous: 1,
      blank: 1,
      error: 1,
    });
    assert.equal(exposure.byPhase['before']?.own, 11);
    assert.equal(exposure.byPage['profile']?.['before']?.own, 11);
    assert.deepEqual(Object.keys(exposure.byPage['orders'] ?? {}), ['during']);
    assert.equal(exposure.byPage['orders']?.['during']?.stranger, 1);
    assert.equal(exposure.byRevision['v2']?.own, 1);
    assert.equal(exposure.byInstance['a']?.own, 11);
  });

  it('counts one reload once, however many lenses it was seen through', () => {
    const built = history().own('u01');
    for (const channel of ['dom', 'storage', 'subresource', 'header'] as const) built.own('u01', { channel });
    assert.equal(exposureOf(built).own, 1);
  });

  it('counts what is sought without a right to it only where it is found', () => {
    const built = history().own('u01');
    for (const operation of ['probe', 'reuse', 'back', 'handover'] as const) {
      built.own('u01', { operation }).anonymous('u01', { operation }).blank('u01', { operation });
    }
    const { observations, classes } = exposureOf(built.foreign('u01', 'u02', { operation: 'probe' }));
    assert.deepEqual([observations, classes.own, classes.foreign], [2, 1, 1]);
  });

  it('counts nothing that the history of a used browser shows', () => {
    const back = { operation: 'back', predecessor: 'u02' } as const;
    const { classes, sessions } = exposureOf(history().foreign('u01', 'u02', back));
    assert.deepEqual([classes.foreign, sessions], [0, 0]);
  });

  it('counts pushed messages and the calls of API clients, who are no identities', () => {
    const built = history().own('u01', { channel: 'stream', operation: 'listen' });
    const { own, identities } = exposureOf(built.own('c01', { channel: 'api', operation: 'call' }));
    assert.deepEqual([own, identities], [2, 1]);
  });

  it('counts the DOM where the page is drawn in the browser, and a mix-up through any lens', () => {
    const built = history()
      .blank('u01')
      .own('u01', { channel: 'dom' })
      .foreign('u01', 'u02', { channel: 'storage' });
    const { own, classes } = exposureOf(built);
    assert.deepEqual([own, classes.blank, classes.foreign], [1, 1, 1]);
  });

  it('counts handoffs once for each session that was own on one revision and later on another', () => {
    const built = history().login('u01').own('u01').login('u02').own('u02').set({ revision: 'v2' });
    built.own('u01').set({ revision: 'v1' }).own('u01').set({ revision: 'v2' }).own('u01').anonymous('u02');
    assert.equal(exposureOf(built).handoffs, 1);
  });

  it('counts overlaps, lost bodies, logins by phase, identities and sessions', () => {
    const built = history()
      .login('u01')
      .own('u01', { overlaps: 3 })
      .tally(5, { overlaps: 4 })
      .harness('body-lost');
    built.phase('during').login('u02', { ok: false }).login('u01').own('u01').harness('body-lost');
    const { overlaps, lostBodies, logins, identities, sessions } = exposureOf(built);
    assert.deepEqual([overlaps, lostBodies, identities, sessions], [5, 2, 1, 2]);
    assert.deepEqual(logins, { before: { ok: 1, failed: 0 }, during: { ok: 1, failed: 1 } });
  });

  it('bounds the rate by phase and page, for observations and for sessions', () => {
    const exposure = exposureOf(cleanRun());
    const all = bound(exposure, 'observations', null, null);
    assert.equal(all?.n, exposure.own);
    assert.ok(Math.abs(all.upper - (1 - 0.05 ** (1 / exposure.own))) < 1e-12);
    assert.equal(bound(exposure, 'observations', 'before', 'orders')?.n, 2);
    assert.equal(bound(exposure, 'sessions', null, null)?.n, 3);
    assert.equal(bound(exposure, 'sessions', 'before', 'profile')?.n, 2);
    assert.equal(bound(exposure, 'observations', 'rollback', null), undefined);
  });

  it('counts mix-ups in the bound of their phase and page', () => {
    const built = history()
      .login('u01')
      .own('u01')
      .own('u01')
      .phase('during')
      .foreign('u01', 'u02')
      .stranger('u01');
    const exposure = exposureOf(built);
    const of = (unit: Bound['unit'], phase: string | null): [number | undefined, number | undefined] => {
      const found = bound(exposure, unit, phase, 'profile');
      return [found?.violations, found?.n];
    };
    assert.deepEqual(of('observations', 'during'), [2, 2]);
    assert.deepEqual(of('observations', null), [2, 4]);
    assert.deepEqual(of('sessions', null), [1, 1]);
    assert.deepEqual(of('sessions', 'before'), [0, 1]);
  });

  it('is not filled by a target that makes up a new revision for every answer', () => {
    const built = history();
    for (let i = 0; i < 1500; i += 1) built.own('u01', { revision: `r${String(i)}` });
    assert.equal(Object.keys(exposureOf(built).byRevision).length, 1001);
  });
});
