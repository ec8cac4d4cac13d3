import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedSession } from '../../../harness/oracles/shared-session.js';
import { history } from '../history-builder.js';
import type { HistoryBuilder } from '../history-builder.js';
import { lines } from './reading.js';

const held = (name: string, fingerprint: string) => ({ tokens: [{ name, fingerprint }] });

/** `count` identities, each own with a value of its own; nobody has signed in again. */
function firstLogins(count: number, name: string): HistoryBuilder {
  const built = history();
  for (let i = 1; i <= count; i += 1) {
    const viewer = `u${String(i).padStart(2, '0')}`;
    built.login(viewer).own(viewer, held(name, `t${String(i)}`));
  }
  return built;
}

/** The same, and who came first had another value before. */
function distinct(count: number, name: string): HistoryBuilder {
  const again = firstLogins(count, name);
  return again.login('u01').own('u01', held(name, 't0')).login('u01').own('u01', held(name, 't1'));
}

describe('shared-session', () => {
  it('reports a token in the hands of two identities before any page shows it', () => {
    const built = distinct(4, 'sid').blank('u02', held('sid', 't1'));
    assert.deepEqual(lines(sharedSession, built), ['u02 → u01 @ cookie sid']);
  });

  it('reports it once for each holder', () => {
    const built = distinct(4, 'sid');
    for (let i = 0; i < 5; i += 1) built.foreign('u02', 'u01', held('sid', 't1'));
    built.blank('u03', held('sid', 't1')).own('u01', held('sid', 't1'));
    assert.deepEqual(lines(sharedSession, built), [
      'u02 → u01 @ cookie sid',
      'u03 → u01 @ cookie sid',
      'u01 → u02 @ cookie sid',
    ]);
  });

  it('reports a token that was held by one before its owner was seen with it', () => {
    const built = distinct(4, 'sid').blank('u02', held('sid', 'tx')).own('u03', held('sid', 'tx'));
    assert.deepEqual(lines(sharedSession, built), ['u03 → u02 @ cookie sid']);
  });

  it('reports an anonymous visitor who is given a live token', () => {
    const built = distinct(4, 'sid').anonymous(null, held('sid', 't1'));
    assert.deepEqual(lines(sharedSession, built), ['anonymous → u01 @ cookie sid']);
  });

  it('is silent on a value that its viewer has again after the next login: it names a company', () => {
    const company = (built: HistoryBuilder): HistoryBuilder =>
      built.own('u05', held('account_id', 't1')).own('u06', held('account_id', 't2'));
    const early = company(firstLogins(4, 'account_id'));
    const late = firstLogins(4, 'account_id').login('u02').own('u02', held('account_id', 't2'));
    for (const built of [early, company(late)]) {
      built.login('u01').own('u01', held('account_id', 't1'));
      assert.deepEqual(lines(sharedSession, company(built)), []);
    }
    const mixed = early.foreign('u03', 'u01', held('account_id', 't1'));
    assert.deepEqual(lines(sharedSession, mixed), ['u03 → u01 @ cookie account_id'], 'the page agrees');
  });

  it('waits with what it saw until somebody has signed in again and got a new value', () => {
    const built = firstLogins(4, 'sid').blank('u02', held('sid', 't1'));
    assert.deepEqual(lines(sharedSession, built), []);
    built.login('u03').own('u03', held('sid', 't9')).blank('u02', held('sid', 't1'));
    assert.deepEqual(lines(sharedSession, built), ['u02 → u01 @ cookie sid']);
  });

  it('goes by the first login that tells: what a faulty release gives again is a session still', () => {
    const built = distinct(4, 'sid').login('u03').own('u03', held('sid', 't3'));
    assert.deepEqual(lines(sharedSession, built.blank('u02', held('sid', 't1'))), ['u02 → u01 @ cookie sid']);
  });

  it('does not take a copy of a session, without a login of its own, for a value that is kept', () => {
    const built = firstLogins(4, 'sid').own('u01', { actor: 'b1', session: 'b1#1', ...held('sid', 't1') });
    built.own('u01', held('sid', 't1')).login('u03').own('u03', held('sid', 't9'));
    assert.deepEqual(lines(sharedSession, built.blank('u02', held('sid', 't1'))), ['u02 → u01 @ cookie sid']);
  });

  it('trusts a name that is no session name only after many sessions with values all different', () => {
    assert.deepEqual(lines(sharedSession, distinct(4, 'shop').blank('u02', held('shop', 't1'))), []);
    const many = distinct(16, 'shop').blank('u02', held('shop', 't1'));
    assert.deepEqual(lines(sharedSession, many), ['u02 → u01 @ cookie shop']);
  });

  it('reports a token shared from the very first session on as soon as the page agrees', () => {
    const built = history().own('u01', held('sid', 't1')).foreign('u02', 'u01', held('sid', 't1'));
    assert.deepEqual(lines(sharedSession, built), ['u02 → u01 @ cookie sid']);
  });

  it('is silent on cookies that are alike for everybody', () => {
    for (const [name, values] of [
      ['logged_in', 1],
      ['lang', 2],
      ['SERVERID', 3],
      ['auth_region', 3],
    ] as const) {
      const built = history();
      for (let i = 1; i <= 40; i += 1) built.own(`u${String(i)}`, held(name, `v${String(i % values)}`));
      assert.deepEqual(lines(sharedSession, built), [], name);
    }
  });

  it('is silent on a value that is left after every logout and never carried a login', () => {
    const built = distinct(6, 'sid');
    for (const viewer of ['u01', 'u02', 'u03']) built.anonymous(viewer, held('sid', 'deleted'));
    assert.deepEqual(lines(sharedSession, built), []);
  });

  it('is silent on ids that rotate at every request, and on several actors of one identity', () => {
    const built = distinct(4, 'sid');
    for (let i = 0; i < 50; i += 1) built.own(`u0${String((i % 4) + 1)}`, held('sid', `r${String(i)}`));
    built.own('u01', { actor: 'b1', session: 'b1#1', ...held('sid', 't1') });
    assert.deepEqual(lines(sharedSession, built), []);
  });

  it('reports a token that one left in a browser and that the next one is signed in by', () => {
    const used = { operation: 'handover', predecessor: 'u01', ...held('sid', 't1') } as const;
    const built = distinct(4, 'sid').blank('u02', used).own('u02', used);
    assert.deepEqual(lines(sharedSession, built), ['u02 → u01 @ cookie sid']);
  });

  it('is silent on a token that is merely left in the jar of a used browser', () => {
    const used = { operation: 'handover', predecessor: 'u01', ...held('sid', 't1') } as const;
    const built = distinct(4, 'sid').anonymous('u02', used).blank('u02', used);
    built
      .foreign('u02', 'u01', { ...used, channel: 'storage' })
      .own('u02', { ...used, ...held('sid', 't2') });
    assert.deepEqual(lines(sharedSession, built), []);
  });

  it('keeps cookies of different names apart', () => {
    const built = distinct(4, 'sid').own('u02', held('other_session', 't1'));
    assert.deepEqual(lines(sharedSession, built), []);
  });
});
