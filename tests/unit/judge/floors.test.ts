import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createJudge } from '../../../harness/judge/judge.js';
import type { Judgement } from '../../../harness/judge/judge.js';
import type { Requirements, RunFile } from '../../../harness/model/result.js';
import type { HistoryRecord } from '../../../harness/model/history.js';
import { cleanRun, history, runFile } from '../history-builder.js';
import type { HistoryBuilder } from '../history-builder.js';

const none = runFile().require;
const drill: NonNullable<RunFile['drill']> = { enabled: false, expectBlind: [], places: [] };

function judged(
  built: { readonly records: readonly HistoryRecord[] },
  floors: Partial<Requirements>,
  run: Partial<RunFile> = {},
): Judgement {
  const judge = createJudge(runFile({ rollout: 'command', ...run, require: { ...none, ...floors } }));
  for (const record of built.records) judge.see(record);
  return judge.judgement();
}

/** "code: text" of every reason. */
function reasons(...args: Parameters<typeof judged>): readonly string[] {
  return judged(...args).reasons.map(({ code, text }) => `${code}: ${text}`);
}

/** A rollout from v1 on instance "a" to v2 on "b"; orders are looked at less and less often. */
function thinRun(): HistoryBuilder {
  const built = history().phase('before').login('u01').login('u02');
  for (const viewer of ['u01', 'u02']) built.own(viewer).own(viewer, { where: 'orders' });
  built.rollout('started').phase('during').own('u01').own('u02').own('u01', { where: 'orders' });
  built.set({ revision: 'v2', instance: 'b' }).own('u01');
  return built
    .rollout('finished')
    .phase('after')
    .own('u01')
    .own('u01')
    .own('u01')
    .own('u01')
    .own('u01')
    .finished();
}

/** A floor, what is said of it, and what the advice speaks of. */
const floors: readonly (readonly [Partial<Requirements>, readonly string[], RegExp])[] = [
  [
    { ownPerPageAndPhase: 2 },
    ['too-few-own: Page orders: own observations 1 during, 0 after; 2 are required in each phase.'],
    /during: raise load\.sessions or load\.ratePerActor, or let the rollout take longer; after: raise load\.afterSeconds/,
  ],
  [
    { ownPerPageAndRevision: 1 },
    ['too-few-own-on-revision: Page orders: own observations 0 on v2; 1 are required on each revision.'],
    /load\.afterSeconds for the new revision; look whether that revision serves the page/,
  ],
  [
    { ownPerInstance: 9 },
    [
      'too-few-own-of-instance: Instances that answered during or after the rollout with too few own observations: b (6); 9 are required of each.',
    ],
    /look whether the balancer sends signed-in requests there/,
  ],
  [
    { revisions: 3 },
    ['too-few-revisions: 2 revisions answered; at least 3 are required.'],
    /Set target\.revision/,
  ],
  [
    { handoffs: 2 },
    [
      'too-few-handoffs: 1 sessions were seen as own on an old and on a new revision; at least 2 are required.',
    ],
    /Sessions must outlive the rollout/,
  ],
  [
    { bothRevisions: '75%' },
    [
      'too-few-on-both-revisions: 1 of 2 identities were seen as their own on the old and on the new revision (not: u02); at least 2 are required.',
    ],
    /whether the balancer keeps some users on the old revision/,
  ],
  [
    { overlaps: 1 },
    [
      'too-few-overlaps: 0 own observations overlapped with another identity on the same page; at least 1 are required.',
    ],
    /load\.pressure to "collide"/,
  ],
  [
    { loginsDuring: 1 },
    ['too-few-logins: 0 logins succeeded during the rollout; at least 1 are required.'],
    /make the rollout last longer/,
  ],
  [
    { identities: 3 },
    ['too-few-identities: 2 identities were seen as their own; at least 3 are required.'],
    /sosie check/,
  ],
  [
    { maxRate: 0.1 },
    [
      'rate-not-excluded: 9 own observations during and after the rollout exclude only a rate above 0.28 at 95 %; 0.1 is required, which takes 29 without a mix-up.',
    ],
    /load\.longestAfterSeconds.*sosie plan --max-rate 0\.1 --confidence 0\.95/,
  ],
  [
    { maxRate: 0.1, maxRateOver: 'each-phase' },
    [
      'rate-not-excluded: 4 own observations during the rollout exclude only a rate above 0.53 at 95 %; 0.1 is required, which takes 29 without a mix-up.',
      'rate-not-excluded: 5 own observations after the rollout exclude only a rate above 0.45 at 95 %; 0.1 is required, which takes 29 without a mix-up.',
    ],
    /let the rollout take longer|load\.longestAfterSeconds/,
  ],
];

describe('a floor', () => {
  for (const [floor, texts, advice] of floors) {
    const name = JSON.stringify(floor);
    it(`names what is missing of ${name}, and what to change`, () => {
      assert.deepEqual(reasons(thinRun(), floor), texts);
      const judgement = judged(thinRun(), floor);
      assert.equal(judgement.verdict, 'inconclusive');
      for (const { hint } of judgement.reasons) assert.match(hint ?? '', advice);
    });
  }

  it('that is met says nothing, and so does one that is off', () => {
    const met: Partial<Requirements> = {
      ownPerPageAndPhase: 1,
      ownPerPageAndRevision: 1,
      ownPerInstance: 1,
      revisions: 2,
      handoffs: 1,
      bothRevisions: '100%',
      overlaps: 1,
      loginsDuring: 1,
      identities: '100%',
      maxRate: 0.1,
    };
    assert.deepEqual(reasons(cleanRun(), met), []);
    assert.deepEqual(reasons(thinRun(), {}), []);
  });

  it('of instances names ten at most', () => {
    const built = thinRun();
    for (let i = 0; i < 12; i += 1)
      for (let n = 0; n < 5; n += 1) built.anonymous('u01', { phase: 'after', instance: `c${String(i)}` });
    const [text = ''] = reasons(built, { ownPerInstance: 1 });
    assert.match(text, /c0 \(0\), .*c9 \(0\) and 2 more; 1 are required of each/);
  });

  it('keeps a list of the missing cells for the reports', () => {
    const { missing } = judged(thinRun(), { ownPerPageAndPhase: 2, ownPerInstance: 9 }).exposure.coverage;
    const cell = { page: null, instance: null, phase: null, revision: null };
    assert.deepEqual(missing, [
      { ...cell, page: 'orders', phase: 'during', own: 1, required: 2 },
      { ...cell, page: 'orders', phase: 'after', own: 0, required: 2 },
      { ...cell, instance: 'b', own: 6, required: 9 },
    ]);
  });

  it('of the rate is missed with a mix-up, however many looks there are', () => {
    const built = history().phase('before').login('u01').own('u01').rollout('started').phase('during');
    built.set({ revision: 'v2' }).foreign('u01', 'u02').rollout('finished').phase('after').tally(5000);
    const text = reasons(built.finished(), { maxRate: 0.1 }).at(-1);
    assert.match(text ?? '', /^rate-not-excluded: 5001 observations .*, 1 of them a mix-up, exclude only/);
  });
});

describe('instances that a pass need not have seen', () => {
  const one: Partial<Requirements> = { ownPerInstance: 1 };

  it('are those that were drained before anybody was seen there', () => {
    const built = thinRun();
    for (let n = 0; n < 4; n += 1) built.anonymous('u01', { phase: 'during', instance: 'going' });
    assert.deepEqual(reasons(built, one), []);
  });

  it('are those that only ever failed', () => {
    const built = thinRun();
    for (let n = 0; n < 40; n += 1) built.error('u01', 503, { phase: 'after', instance: 'starting' });
    assert.deepEqual(reasons(built, one), []);
  });

  it('are those that answered before the rollout alone', () => {
    const built = history().phase('before');
    for (let n = 0; n < 40; n += 1) built.anonymous('u01', { instance: 'old' });
    built.login('u01').own('u01').rollout('started').phase('during').set({ revision: 'v2', instance: 'b' });
    assert.deepEqual(reasons(built.own('u01').rollout('finished').finished(), one), []);
  });

  it('are made-up names, another for every answer', () => {
    const built = thinRun();
    for (let n = 0; n < 1500; n += 1) built.blank('u01', { phase: 'after', instance: `i${String(n)}` });
    assert.deepEqual(reasons(built, one), []);
  });

  it('are not those on which people are only ever signed out', () => {
    const built = thinRun();
    for (let n = 0; n < 5; n += 1) built.anonymous('u01', { phase: 'after', instance: 'broken' });
    assert.match(reasons(built, one)[0] ?? '', /broken \(0\); 1 are required/);
  });
});

describe('blind pages', () => {
  const plan: Partial<RunFile> = { drill: { ...drill, enabled: true, expectBlind: ['orders'] } };
  const drilled = (
    built: HistoryBuilder,
    where: string,
    result: 'rang' | 'silent',
  ): readonly HistoryRecord[] => {
    const look = {
      atMs: 0,
      where,
      kind: 'page',
      result,
      viewer: 'u01',
      owner: 'u02',
      by: 'http',
    } as const;
    return [{ type: 'drill', phase: 'before', ...look }, ...built.records] as readonly HistoryRecord[];
  };

  it('are left out of every count: their own looks prove nothing', () => {
    const records = drilled(cleanRun(), 'orders', 'silent');
    const { exposure } = judged({ records }, { ownPerPageAndPhase: 1, maxRate: 0.5 }, plan);
    assert.equal(exposure.byPage['orders']?.['before']?.own ?? 0, 0);
    assert.equal(exposure.byPage['profile']?.['before']?.own, 2);
    assert.deepEqual(
      exposure.coverage.pages.filter(({ name, own }) => name === 'orders' && own > 0),
      [],
    );
    const bound = exposure.bounds.find(({ phase, page }) => phase === null && page === 'orders');
    assert.deepEqual([bound?.n, bound?.upper], [0, 1]);
    const whole = exposure.bounds.find(({ phase, page }) => phase === null && page === null);
    assert.equal(whole?.n, exposure.own);
    assert.equal(exposure.claims[0]?.n, 27);
  });

  it('are not asked for by floors, since they are named as blind or known to be', () => {
    const records = drilled(cleanRun(), 'orders', 'silent');
    const floor = { ownPerPageAndPhase: 1, ownPerPageAndRevision: 1 };
    assert.deepEqual(judged({ records }, floor, plan).exposure.coverage.missing, []);
    const rang = drilled(cleanRun(), 'orders', 'rang');
    assert.equal(judged({ records: rang }, floor, plan).exposure.coverage.pages.length, 8);
  });

  it('prove nobody as their own', () => {
    const built = history().login('u01').own('u01').login('u02').own('u02', { where: 'orders' }).finished();
    const records = drilled(built, 'orders', 'silent');
    const { exposure } = judged({ records }, {}, { ...plan, rollout: 'none' });
    assert.equal(exposure.identities, 1);
    assert.deepEqual(exposure.coverage.neverOwn, ['u02']);
  });
});

describe('whoever was not seen as themselves', () => {
  const run: Partial<RunFile> = { drill, rollout: 'none' };
  const never = (built: HistoryBuilder, change: Partial<RunFile> = {}): readonly string[] =>
    reasons(built, {}, { ...run, ...change }).filter((reason) => reason.startsWith('identity-'));

  it('is named where the login brought no session although it was answered without an error', () => {
    const built = history().login('u01').own('u01').login('u02');
    for (let n = 0; n < 9; n += 1) built.anonymous('u02');
    assert.deepEqual(never(built.finished()), [
      'identity-never-own: Never seen as their own, although no login failed: u02.',
    ]);
  });

  it('is named where nothing that they were shown was theirs', () => {
    const built = history()
      .login('u01')
      .own('u01')
      .login('u02')
      .blank('u02')
      .blank('u02', { where: 'orders' });
    assert.match(never(built.finished())[0] ?? '', /: u02\.$/);
  });

  it('is named once where every login failed', () => {
    const built = history().login('u01').own('u01').login('u02', { ok: false }).anonymous('u02');
    assert.deepEqual(never(built.finished()), ['identity-without-session: No login succeeded for: u02.']);
  });

  it('is not sought among those that took no part, nor where tests decide as whom they look', () => {
    assert.deepEqual(never(history().login('u01').own('u01').finished()), []);
    const suite = runFile({ rollout: 'none' });
    assert.equal(suite.drill, undefined);
    const judge = createJudge(suite);
    for (const record of history().login('u01').anonymous('u01').finished().records) judge.see(record);
    assert.equal(judge.judgement().verdict, 'pass');
  });

  it('is named where the rollout signed them out for good', () => {
    const built = (looks: number): HistoryBuilder => {
      const all = history().phase('before').login('u01').own('u01').login('u02').own('u02');
      all.rollout('started').phase('during').set({ revision: 'v2', instance: 'b' }).own('u01');
      all.rollout('finished').phase('after').own('u01');
      for (let n = 0; n < looks; n += 1) all.anonymous('u02');
      return all;
    };
    const rolled = { rollout: 'command' };
    assert.deepEqual(never(built(5).finished(), rolled), [
      'identity-lost: Their own before the rollout was over, and never after it, although they looked: u02.',
    ]);
    assert.deepEqual(never(built(4).finished(), rolled), [], 'they may be about to sign in again');
    assert.deepEqual(never(built(9).login('u02').own('u02').finished(), rolled), []);
  });

  it('is named where the new release fails for them alone', () => {
    const built = (looks: number): HistoryBuilder => {
      const all = history().phase('before').login('u01').own('u01').login('u02').own('u02');
      all.rollout('started').phase('during').set({ revision: 'v2', instance: 'b' }).own('u01');
      for (let n = 0; n < 50; n += 1) all.error('u02', 500);
      all.rollout('finished').phase('after').own('u01');
      for (let n = 0; n < looks; n += 1) all.error('u02', 500);
      return all;
    };
    const rolled = { rollout: 'command' };
    const lost =
      'identity-lost: Their own before the rollout was over, and never after it, although they looked: u02.';
    assert.deepEqual(never(built(50).finished(), rolled), [lost]);
    assert.deepEqual(never(built(50).own('u02').finished(), rolled), [], 'it let them in at last');
    assert.deepEqual(never(built(4).finished(), rolled), [], 'it may only just have started');
    const elsewhere = built(0);
    for (const operation of ['reuse', 'back', 'probe', 'write', 'logout'] as const)
      for (let n = 0; n < 9; n += 1) elsewhere.anonymous('u02', { operation });
    assert.deepEqual(never(elsewhere.finished(), rolled), [], 'they are meant to be signed out there');
  });
});
