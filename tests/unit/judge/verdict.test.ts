import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createJudge } from '../../../harness/judge/judge.js';
import type { Judgement } from '../../../harness/judge/judge.js';
import type { Oracle } from '../../../harness/model/oracle.js';
import type { Requirements, RunFile } from '../../../harness/model/result.js';
import { oracles } from '../../../harness/oracles/index.js';
import { cleanRun, history, runFile } from '../history-builder.js';
import type { HistoryBuilder } from '../history-builder.js';

const none = runFile().require;

function judged(built: HistoryBuilder, run: Partial<RunFile> = {}, table?: readonly Oracle[]): Judgement {
  const judge = createJudge(runFile(run), table === undefined ? {} : { oracles: table });
  for (const record of built.records) judge.see(record);
  return judge.judgement();
}

function outcome(built: HistoryBuilder, run: Partial<RunFile> = {}): string {
  const { verdict, reasons } = judged(built, run);
  return [verdict, ...reasons.map(({ code }) => code)].join(' ');
}

const demanding = (change: Partial<Requirements>): Partial<RunFile> => ({
  rollout: 'command',
  require: { ...none, ...change },
});

describe('a verdict', () => {
  it('is pass for a clean run that has seen all that is required', () => {
    const require = {
      ownPerPageAndPhase: 2,
      revisions: 2,
      handoffs: 2,
      overlaps: 10,
      loginsDuring: 1,
      identities: 2,
      maxRate: 0.1,
    };
    const { verdict, reasons } = judged(cleanRun(), demanding(require));
    assert.deepEqual({ verdict, reasons }, { verdict: 'pass', reasons: [] });
  });

  it('is fail with one violation, whatever came before and after it', () => {
    const built = cleanRun().foreign('u01', 'u02').own('u01').harness('interrupted').finished();
    assert.equal(outcome(built, demanding({})), 'fail violation violation interrupted');
  });

  it('counts how often and where in the reason of a fail', () => {
    const built = history().foreign('u01', 'u02').foreign('u01', 'u02', { where: 'orders' }).finished();
    assert.equal(judged(built).reasons[0]?.text, 'foreign-data: seen 2 times (profile, orders).');
  });

  it('says how to accept what may be meant, and nothing of the kind beside other violations', () => {
    const hints = (built: HistoryBuilder): (string | null)[] => judged(built).reasons.map(({ hint }) => hint);
    const signedOut = (): HistoryBuilder =>
      history()
        .login('u01')
        .own('u01')
        .anonymous('u01', { operation: 'logout', status: 200 })
        .anonymous('u01', { operation: 'reuse' });
    const stays = signedOut().own('u01', { operation: 'reuse', phase: 'after' });
    assert.match(hints(stays.finished())[0] ?? '', /leave 'leavers' out/);
    const mixed = signedOut()
      .own('u01', { operation: 'reuse', phase: 'after' })
      .foreign('u01', 'u02')
      .finished();
    assert.deepEqual([...new Set(hints(mixed))], [null]);
  });

  it('names an exception for each place where a field of others was shown', () => {
    const hintFor = (places: readonly string[]): string | null => {
      const seen = [{ owner: 'u02', fields: ['name'], kinds: ['given'], via: ['plain'] }] as const;
      const built = history();
      for (const where of places) built.foreign('u01', 'u02', { where, seen, slots: [] });
      return judged(built.finished()).reasons[0]?.hint ?? null;
    };
    const exception = (page: string): string => `{ page: '${page}', fields: ['name'] }`;
    assert.equal(
      hintFor(['team', 'wall']),
      `If everybody may see this there, say so: isolation.except: [${exception('team')}, ${exception('wall')}].`,
    );
    assert.match(hintFor(['a', 'b', 'c', 'd']) ?? '', /page: 'c', fields: \['name'\] }\], and so on\.$/);
    assert.equal(
      hintFor(['/….json']),
      'If everybody may see this on /….json, list that URL in api or pages first.',
    );
    assert.equal(
      hintFor(['team', '/…']),
      `If everybody may see this there, say so: isolation.except: [${exception('team')}]. ` +
        'If everybody may see this on /…, list that URL in api or pages first.',
    );
  });

  it('says how a cookie of many is told from a session', () => {
    const built = history();
    for (const round of [1, 2])
      for (const viewer of ['u01', 'u02', 'u03', 'u04'])
        built.login(viewer).own(viewer, { token: `t-${viewer}-${String(round)}` });
    const [reason] = judged(built.blank('u01', { token: 't-u02-1' }).finished()).reasons;
    assert.match(reason?.text ?? '', /^shared-session/);
    assert.match(reason?.hint ?? '', /no session/);
  });

  it('is not harmed by notices', () => {
    const built = history().login('u01').own('u01').anonymous('u01').finished();
    const { verdict, findings } = judged(built);
    assert.equal(verdict, 'pass');
    assert.deepEqual(
      findings.map(({ oracle, severity }) => [oracle, severity]),
      [['session-lost', 'notice']],
    );
  });

  const missing: readonly [Partial<Requirements>, string][] = [
    [{ ownPerPageAndPhase: 100 }, 'too-few-own too-few-own'],
    [{ revisions: 3 }, 'too-few-revisions'],
    [{ handoffs: 3 }, 'too-few-handoffs'],
    [{ overlaps: 1000 }, 'too-few-overlaps'],
    [{ loginsDuring: 2 }, 'too-few-logins'],
    [{ identities: 3 }, 'too-few-identities'],
    [{ maxRate: 1e-3 }, 'rate-not-excluded'],
  ];
  for (const [floor, codes] of missing) {
    it(`is inconclusive, with a hint, where ${JSON.stringify(floor)} is missed`, () => {
      assert.equal(outcome(cleanRun(), demanding(floor)), `inconclusive ${codes}`);
      for (const { hint } of judged(cleanRun(), demanding(floor)).reasons) assert.match(hint ?? '', /\.$/);
    });
  }

  it('names the phases in which a page was not seen', () => {
    const built = history().phase('before').login('u01');
    for (const where of ['profile', 'orders']) built.own('u01', { where });
    built
      .rollout('started')
      .phase('during')
      .own('u01')
      .set({ revision: 'v2' })
      .rollout('finished')
      .phase('after');
    for (const where of ['profile', 'orders']) built.own('u01', { where });
    const { reasons } = judged(built.finished(), demanding({ ownPerPageAndPhase: 1 }));
    assert.deepEqual(
      reasons.map(({ text }) => text),
      ['Page orders: own observations 0 during; 1 are required in each phase.'],
    );
  });

  it('asks a run without a rollout for the phase before only, and for nothing that takes a rollout', () => {
    const built = history().login('u01').own('u01').own('u01', { where: 'orders' }).finished();
    const require = { ...none, ownPerPageAndPhase: 1, revisions: 2, handoffs: 1, loginsDuring: 1 };
    assert.equal(outcome(built, { rollout: 'none', require }), 'pass');
  });

  const doubtful: readonly [string, HistoryBuilder, Partial<RunFile>, string][] = [
    ['a run that was killed', history().own('u01'), {}, 'interrupted'],
    ['an empty history', history(), {}, 'interrupted'],
    ['a run that was interrupted', history().harness('interrupted', 'SIGTERM').finished(), {}, 'interrupted'],
    [
      'a page without markers',
      history().harness('page-without-markers').finished(),
      {},
      'page-without-markers',
    ],
    [
      'an identity that is unusable',
      history().harness('identity-unusable').finished(),
      {},
      'identity-unusable',
    ],
    ['a secret on disk', history().harness('secret-on-disk').finished(), {}, 'secret-on-disk'],
    ['an oracle that failed live', history().harness('oracle-failed').finished(), {}, 'oracle-failed'],
    [
      'an identity that never got in',
      history().login('u01', { ok: false }).finished(),
      {},
      'identity-without-session',
    ],
  ];
  const rollout = { rollout: 'command' };
  const rolled = (): HistoryBuilder => history().own('u01').rollout('started').phase('during').own('u01');
  const rollouts: typeof doubtful = [
    ['a rollout that never started', history().own('u01').finished(), rollout, 'rollout-not-started'],
    [
      'a rollout that failed',
      rolled().rollout('failed', 'exit code 1').finished(),
      rollout,
      'rollout-failed',
    ],
    ['a rollout that never ended', rolled().finished(), rollout, 'rollout-not-finished'],
    ['a rollback', rolled().rollout('rolled-back').finished(), rollout, 'rollout-rolled-back'],
    [
      'a rollout that replaced nothing',
      rolled().rollout('finished').own('u01').finished(),
      rollout,
      'rollout-replaced-nothing',
    ],
  ];
  for (const [what, built, run, code] of [...doubtful, ...rollouts]) {
    it(`is inconclusive for ${what}`, () => {
      assert.equal(outcome(built, run), `inconclusive ${code}`);
      assert.ok(judged(built, run).reasons.every(({ hint }) => hint !== null));
    });
    it(`is fail for ${what} if somebody was shown another`, () => {
      built.foreign('u01', 'u02');
      assert.match(outcome(built, run), /^fail violation/);
    });
  }

  it('takes a restart of the same revision on new instances for a rollout', () => {
    const built = rolled().set({ instance: 'b' }).own('u01').rollout('finished').phase('after').finished();
    assert.equal(outcome(built, rollout), 'pass');
  });

  it('does not ask for a replacement where the target tells neither revision nor instance', () => {
    const built = history()
      .set({ revision: null, instance: null })
      .own('u01')
      .rollout('started')
      .phase('during');
    assert.equal(outcome(built.own('u01').rollout('finished').finished(), rollout), 'pass');
  });

  it('does not hold one failed login against an identity that got in later', () => {
    const built = history().login('u01', { ok: false }).login('u01').own('u01').finished();
    assert.equal(outcome(built), 'pass');
  });

  it('is never pass where an oracle threw, and names the oracle; the others go on', () => {
    const broken: Oracle = {
      name: 'stale-self',
      severity: 'notice',
      finds: 'Nothing, ever.',
      begin: () => () => {
        throw new Error('out of luck');
      },
    };
    const clean = judged(history().own('u01').finished(), {}, [broken, ...oracles]);
    assert.equal(clean.verdict, 'inconclusive');
    assert.equal(clean.reasons[0]?.text, 'An oracle failed: stale-self: out of luck.');
    assert.equal(
      judged(history().foreign('u01', 'u02').finished(), {}, [broken, ...oracles]).verdict,
      'fail',
    );
  });

  it('is never pass where a mix-up was recorded that no oracle reports', () => {
    const { verdict, reasons } = judged(history().foreign('u01', 'u02').finished(), {}, []);
    assert.equal(verdict, 'inconclusive');
    assert.equal(reasons[0]?.code, 'mix-up-without-finding');
  });
});
