import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sessionFixation } from '../../../harness/oracles/session-fixation.js';
import { sessionLost } from '../../../harness/oracles/session-lost.js';
import { wrongAccount } from '../../../harness/oracles/wrong-account.js';
import { history } from '../history-builder.js';
import { lines } from './reading.js';

describe('wrong-account', () => {
  it('reports a login whose first page is another identity, naming the alias', () => {
    const built = history().login('u01', { alias: 2 }).blank('u01').foreign('u01', 'u02');
    assert.deepEqual(lines(wrongAccount, built), ['u01 → u02 @ login by alias 2']);
  });

  it('reports a login that reached a stranger', () => {
    assert.deepEqual(lines(wrongAccount, history().login('u01').stranger('u01')), ['u01 → stranger @ login']);
  });

  it('reports it where the landing page was recorded before the login event', () => {
    const built = history().foreign('u01', 'u02', { session: 's-u01#1' }).login('u01').foreign('u01', 'u02');
    assert.deepEqual(lines(wrongAccount, built), ['u01 → u02 @ login', 'u01 → u02 @ login']);
  });

  it('leaves a session that was own once to identity-flip', () => {
    assert.deepEqual(lines(wrongAccount, history().login('u01').own('u01').foreign('u01', 'u02')), []);
  });

  it('says nothing of a login that failed, or of a visit without a login', () => {
    assert.deepEqual(lines(wrongAccount, history().login('u01', { ok: false }).foreign('u01', 'u02')), []);
    assert.deepEqual(lines(wrongAccount, history().foreign('u01', 'u02')), []);
  });
});

describe('session-fixation', () => {
  it('reports a session cookie that kept its value at login', () => {
    const built = history()
      .login('u01', { unchangedTokens: ['sid'] })
      .own('u01', { token: 't1' });
    assert.deepEqual(lines(sessionFixation, built), ['u01 → – @ login']);
  });

  it('reports it whatever the cookie is called', () => {
    const tokens = [{ name: 'shop', fingerprint: 't1' }];
    const built = history()
      .login('u01', { unchangedTokens: ['shop'] })
      .own('u01', { tokens });
    assert.deepEqual(lines(sessionFixation, built), ['u01 → – @ login']);
  });

  it('is silent on a login that leaves no cookie', () => {
    assert.deepEqual(
      lines(
        sessionFixation,
        history()
          .login('u01', { unchangedTokens: ['sid'] })
          .own('u01'),
      ),
      [],
    );
  });

  it('reports it where the own page was recorded before the login event, and only once', () => {
    const built = history()
      .own('u01', { session: 's-u01#1', token: 't1' })
      .login('u01', { unchangedTokens: ['sid'] })
      .own('u01', { token: 't1' });
    assert.equal(lines(sessionFixation, built).length, 1);
  });

  it('is silent where another cookie was renewed that may carry the login', () => {
    const tokens = [
      { name: 'JSESSIONID', fingerprint: 'cart' },
      { name: 'auth_token', fingerprint: 'new' },
    ];
    const built = history()
      .login('u01', { unchangedTokens: ['JSESSIONID'] })
      .own('u01', { tokens });
    assert.deepEqual(lines(sessionFixation, built), []);
  });

  it('is silent on cookies that carry no login', () => {
    for (const name of ['lang', 'XSRF-TOKEN', 'SERVERID', 'cookie_consent', '_ga']) {
      const tokens = [{ name, fingerprint: 'x' }];
      const built = history()
        .login('u01', { unchangedTokens: [name] })
        .own('u01', { tokens });
      assert.deepEqual(lines(sessionFixation, built), [], name);
    }
  });

  it('is silent on a login that was refused, and on one that reached nobody', () => {
    const refused = history()
      .login('u01', { ok: false, unchangedTokens: ['sid'] })
      .own('u01', { token: 't1' });
    assert.deepEqual(lines(sessionFixation, refused), []);
    const nobody = history()
      .login('u01', { unchangedTokens: ['sid'] })
      .anonymous('u01', { token: 't1' });
    assert.deepEqual(lines(sessionFixation, nobody), []);
  });
});

describe('session-lost', () => {
  it('notices a session that was own and is anonymous now, once', () => {
    const built = history().login('u01').own('u01').anonymous('u01').anonymous('u01');
    assert.deepEqual(lines(sessionLost, built), ['u01 → – @ profile']);
  });

  it('is silent after a logout of the actor', () => {
    const built = history().login('u01').own('u01').blank('u01', { operation: 'logout' }).anonymous('u01');
    assert.deepEqual(lines(sessionLost, built), []);
  });

  it('is silent on a refused object, a refused part of a page, and what is asked for after the logout', () => {
    const built = history().login('u01').own('u01').anonymous('u01', { operation: 'probe' });
    built.anonymous('u01', { channel: 'subresource' }).anonymous('u01', { operation: 'write' });
    built.anonymous('u01', { operation: 'handover', predecessor: 'u02' });
    built.anonymous('u01', { operation: 'reuse' }).anonymous('u01').anonymous('u01', { operation: 'back' });
    assert.deepEqual(lines(sessionLost, built), []);
  });

  it('still notices a loss after an object was refused', () => {
    const built = history().login('u01').own('u01').anonymous('u01', { operation: 'probe' }).anonymous('u01');
    assert.equal(lines(sessionLost, built).length, 1);
  });

  it('is silent on a session that was never own, such as one not yet written when its login answered', () => {
    assert.deepEqual(lines(sessionLost, history().login('u01').anonymous('u01').own('u01')), []);
  });
});
