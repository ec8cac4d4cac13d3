import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { identityFlip } from '../../../harness/oracles/identity-flip.js';
import { history, strangerSlot } from '../history-builder.js';
import { lines, reportsOf } from './reading.js';

describe('identity-flip', () => {
  it('reports a session that was own and now says another identity', () => {
    const built = history().login('u01').own('u01').foreign('u01', 'u02');
    const [report] = reportsOf(identityFlip, built);
    assert.equal(report?.owner, 'u02');
    assert.deepEqual(
      report.evidence.map(({ observation }) => observation),
      ['main-2', 'main-3'],
    );
  });

  it('reports a session that was own and now says a stranger', () => {
    assert.deepEqual(lines(identityFlip, history().own('u01').stranger('u01')), ['u01 → stranger @ profile']);
  });

  it('reports one stranger after another in the same place', () => {
    assert.equal(lines(identityFlip, history().stranger('u01', 'f1').stranger('u01', 'f2')).length, 1);
  });

  it('takes the name and the e-mail of one stranger for one person', () => {
    const built = history()
      .stranger('u01', 'f1')
      .stranger('u01', 'f2', { slots: [strangerSlot('f2', 'email')] })
      .stranger('u01', 'f3', { where: 'orders' });
    assert.deepEqual(lines(identityFlip, built), []);
  });

  it('reports one identity after another', () => {
    const built = history().foreign('u01', 'u02').foreign('u01', 'u03').foreign('u01', 'u03');
    assert.deepEqual(lines(identityFlip, built), ['u01 → u03 @ profile']);
  });

  it('reports every step away from own, and none back to it', () => {
    const built = history().own('u01').foreign('u01', 'u02').own('u01').foreign('u01', 'u02').own('u01');
    assert.equal(lines(identityFlip, built).length, 2);
  });

  it('keeps sessions apart: a new login that says somebody else is no flip', () => {
    assert.deepEqual(
      lines(identityFlip, history().login('u01').own('u01').login('u01').foreign('u01', 'u02')),
      [],
    );
  });

  it('does not call a list that shows others beside the own data a flip', () => {
    const seen = (['u01', 'u02'] as const).map(
      (owner) => ({ owner, fields: ['name'], kinds: ['given'], via: ['plain'] }) as const,
    );
    assert.deepEqual(
      lines(identityFlip, history().own('u01').foreign('u01', 'u02', { seen, slots: [] })),
      [],
    );
  });

  it('does not take what the browser stored for what the session says', () => {
    assert.deepEqual(
      lines(identityFlip, history().own('u01').foreign('u01', 'u02', { channel: 'storage' })),
      [],
    );
  });
});
