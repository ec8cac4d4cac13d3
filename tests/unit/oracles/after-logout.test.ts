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

/** The same, and the old release took nobody in after it. */
function refusedBefore(): HistoryBuilder {
  return signedOut().anonymous('u01', { operation: 'reuse' }).anonymous('u01', { operation: 'back' });
}

describe('after-logout', () => {
  it('reports an old session that still works', () => {
    const [report] = reportsOf(
      afterLogout,
      refusedBefore().own('u01', { operation: 'reuse', phase: 'after', revision: 'v2' }),
    );
    assert.deepEqual([report?.owner, report?.severity], [null, 'violation']);
    assert.equal(report?.summary, 'u01 had signed out, and its old session still opened profile.');
  });

  it('reports a page that comes back', () => {
    const built = refusedBefore().own('u01', { operation: 'back', channel: 'dom', phase: 'after' });
    assert.deepEqual(lines(afterLogout, built), ['u01 → – @ profile']);
    assert.equal(reportsOf(afterLogout, built)[0]?.severity, 'violation');
  });

  it('is a hazard where it was so before the rollout, each way by itself', () => {
    const built = refusedBefore()
      .own('u01', { operation: 'reuse', phase: 'before' })
      .own('u01', { operation: 'reuse', phase: 'after', revision: 'v2' })
      .own('u01', { operation: 'back', channel: 'dom', phase: 'after', revision: 'v2' });
    assert.deepEqual(
      reportsOf(afterLogout, built).map(({ severity }) => severity),
      ['hazard', 'hazard', 'violation'],
    );
  });

  it('is a violation where an old instance lets somebody in during the rollout, but none did before', () => {
    const built = refusedBefore()
      .own('u01', { operation: 'reuse', phase: 'during' })
      .own('u01', { operation: 'reuse', phase: 'after', revision: 'v2' });
    assert.deepEqual(
      reportsOf(afterLogout, built).map(({ severity }) => severity),
      ['violation', 'violation'],
    );
  });

  it('is a hazard where it was not tried before the rollout, and says so; nobody else tells of the old release', () => {
    const built = signedOut()
      .anonymous('u01', { operation: 'back' })
      .anonymous('u01', { operation: 'reuse', phase: 'during' })
      .own('u01', { operation: 'reuse', phase: 'during' });
    const [report] = reportsOf(afterLogout, built);
    assert.equal(report?.severity, 'hazard');
    assert.equal(
      report.summary,
      'u01 had signed out, and its old session still opened profile; whether it was so before the rollout was not tried.',
    );
  });

  it('takes a body of nobody for a refusal only where such a body has shown its owner', () => {
    const severity = (built: HistoryBuilder): string | undefined =>
      reportsOf(afterLogout, built.own('u01', { operation: 'reuse', phase: 'after' }))[0]?.severity;
    const shell = { operation: 'reuse', where: 'filled in by scripts' } as const;
    assert.equal(severity(signedOut().blank('u01', shell)), 'hazard');
    assert.equal(severity(signedOut().blank('u01', { operation: 'reuse' })), 'violation');
    assert.equal(severity(signedOut().error('u01', 503, { operation: 'reuse' })), 'hazard');
    const blind = { channel: 'dom', where: 'tells of nobody' } as const;
    const visited = history().blank('u01', blind).own('u01').own('u01', { operation: 'logout' });
    visited
      .anonymous('u01', { operation: 'logout', status: 200 })
      .blank('u01', { ...blind, operation: 'back' });
    const came = visited.own('u01', { operation: 'back', channel: 'dom', phase: 'after' });
    assert.equal(reportsOf(afterLogout, came)[0]?.severity, 'hazard');
    const back = signedOut().blank('u01', { operation: 'back', channel: 'dom', where: '/' });
    const shown = reportsOf(
      afterLogout,
      back.own('u01', { operation: 'back', channel: 'dom', phase: 'after' }),
    );
    assert.deepEqual(
      shown.map((one) => one.severity),
      ['violation'],
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
