import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { afterLogout } from '../../../harness/oracles/after-logout.js';
import { history } from '../history-builder.js';
import type { HistoryBuilder } from '../history-builder.js';
import { lines, reportsOf } from './reading.js';

/** A session that asked for the way out on its own page and was led to the login form. */
function signedOut(): HistoryBuilder {
  const built = history().login('u01').own('u01').own('u01', { operation: 'logout' });
  return built.anonymous('u01', { operation: 'logout', status: 200 });
}

describe('after-logout', () => {
  it('reports an old session that still works', () => {
    const [report] = reportsOf(
      afterLogout,
      signedOut().own('u01', { operation: 'reuse', phase: 'after', revision: 'v2' }),
    );
    assert.deepEqual([report?.owner, report?.severity], [null, 'violation']);
    assert.equal(report?.summary, 'u01 had signed out, and its old session still opened profile.');
  });

  it('reports a page that comes back', () => {
    const built = signedOut().own('u01', { operation: 'back', channel: 'dom' });
    assert.deepEqual(lines(afterLogout, built), ['u01 → – @ profile']);
  });

  it('is a hazard where it was so before the rollout, each way by itself', () => {
    const built = signedOut()
      .own('u01', { operation: 'reuse', phase: 'before' })
      .own('u01', { operation: 'reuse', phase: 'after', revision: 'v2' })
      .own('u01', { operation: 'back', channel: 'dom', phase: 'after', revision: 'v2' });
    assert.deepEqual(
      reportsOf(afterLogout, built).map(({ severity }) => severity),
      ['hazard', 'hazard', 'violation'],
    );
  });

  it('is a violation where an old instance lets somebody in during the rollout, but none did before', () => {
    const built = signedOut()
      .own('u01', { operation: 'reuse', phase: 'during' })
      .own('u01', { operation: 'reuse', phase: 'after', revision: 'v2' });
    assert.deepEqual(
      reportsOf(afterLogout, built).map(({ severity }) => severity),
      ['violation', 'violation'],
    );
  });

  it("reports somebody else's page for an old session, whatever became of the logout", () => {
    const built = history().login('u01').foreign('u01', 'u02', { operation: 'reuse' });
    assert.deepEqual(lines(afterLogout, built), ['u01 → u02 @ profile']);
  });

  it('is silent where the old session is refused', () => {
    assert.deepEqual(lines(afterLogout, signedOut().anonymous('u01', { operation: 'reuse' })), []);
  });

  it('is silent where the logout was not answered, or found no way out', () => {
    for (const last of [502, 503]) {
      const built = signedOut()
        .error('u01', last, { operation: 'logout' })
        .own('u01', { operation: 'reuse' });
      assert.deepEqual(lines(afterLogout, built), []);
    }
    const noWay = history()
      .login('u01')
      .own('u01', { operation: 'logout' })
      .own('u01', { operation: 'reuse' });
    assert.deepEqual(lines(afterLogout, noWay), []);
  });

  it('keeps sessions apart: a new login is nobody’s old session', () => {
    assert.deepEqual(lines(afterLogout, signedOut().login('u01').own('u01', { operation: 'reuse' })), []);
  });
});
