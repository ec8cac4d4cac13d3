import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createJudge, type Judgement } from '../../../harness/judge/judge.js';
import { drillResults, type DrillResult } from '../../../harness/model/history.js';
import type { DrillPlan, RunFile } from '../../../harness/model/result.js';
import { cleanRun, history, runFile, type HistoryBuilder } from '../history-builder.js';

const places: DrillPlan['places'] = [
  { name: 'profile', kind: 'page' },
  { name: 'orders', kind: 'api' },
];

/** A run with a drill over both pages. */
function drilled(change: Partial<DrillPlan> = {}, run: Partial<RunFile> = {}): RunFile {
  return runFile({ drill: { enabled: true, expectBlind: [], places, ...change }, ...run });
}

function judged(built: HistoryBuilder, run: RunFile = drilled()): Judgement {
  const judge = createJudge(run);
  for (const record of built.records) judge.see(record);
  return judge.judgement();
}

function outcome(built: HistoryBuilder, run?: RunFile): string {
  const { verdict, reasons } = judged(built, run);
  return [verdict, ...reasons.map(({ code }) => code)].join(' ');
}

/** Both people see their own data on both pages; then the drill: `result` on profile, a ring on orders. */
function drillOf(...results: readonly DrillResult[]): HistoryBuilder {
  const built = history().phase('before').login('u01').login('u02');
  for (const where of ['profile', 'orders'])
    for (const viewer of ['u01', 'u02']) built.own(viewer, { where });
  for (const result of results) built.drill(result);
  return built.drill('rang', { where: 'orders', kind: 'api' });
}

describe('the fire drill', () => {
  it('lets a run pass where the alarm rang on every page', () => {
    const { verdict, reasons, exposure } = judged(drillOf('rang', 'rang').finished());
    assert.deepEqual({ verdict, reasons }, { verdict: 'pass', reasons: [] });
    assert.equal(exposure.own, 4);
    assert.deepEqual(exposure.drills[0], {
      page: 'profile',
      kind: 'page',
      phase: 'before',
      rang: true,
      why: null,
      expected: false,
      looks: 2,
      rings: 2,
    });
  });

  it('is content with one ring: another pair may have had nothing to show', () => {
    assert.equal(outcome(drillOf('silent', 'unanswered', 'rang').finished()), 'pass');
  });

  const words: Readonly<Record<Exclude<DrillResult, 'rang'>, RegExp>> = {
    silent: /profile is blind.*before the rollout: shows nothing that tells whose it is/,
    'signed-out': /profile is blind.*before the rollout: signed out/,
    unanswered: /profile is blind.*before the rollout: was never answered/,
  };
  for (const result of drillResults) {
    if (result === 'rang') continue;
    it(`names the page where it was ${result}, and the run is inconclusive`, () => {
      const { verdict, reasons, exposure } = judged(drillOf(result).finished());
      assert.equal(verdict, 'inconclusive');
      assert.deepEqual(
        reasons.map(({ code }) => code),
        ['blind-page'],
      );
      assert.match(reasons[0]?.text ?? '', words[result]);
      assert.match(reasons[0]?.hint ?? '', /\.$/);
      assert.equal(exposure.drills[0]?.why, result);
    });
  }

  it('gives the reason that tells most, whichever pair came first', () => {
    const { exposure } = judged(drillOf('unanswered', 'signed-out', 'silent').finished());
    assert.equal(exposure.drills[0]?.why, 'silent');
  });

  it('takes all exposure from a blind page, before the drill and after it, and no other', () => {
    const built = drillOf('silent').own('u01').tally(7).tally(2, { where: 'orders' });
    const { exposure } = judged(built.finished());
    assert.equal(exposure.own, 4);
    assert.equal(exposure.byPage['profile']?.['before']?.own ?? 0, 0);
    assert.equal(exposure.byPage['orders']?.['before']?.own, 4);
    assert.equal(exposure.bounds.find(({ unit, page }) => unit === 'observations' && page === null)?.n, 4);
  });

  it('lets a page that the config expects to be blind be blind, and still counts nothing of it', () => {
    const run = drilled({ expectBlind: ['profile'] });
    const { verdict, reasons, exposure } = judged(drillOf('silent').own('u01').finished(), run);
    assert.deepEqual({ verdict, reasons }, { verdict: 'pass', reasons: [] });
    assert.equal(exposure.own, 2);
    assert.equal(exposure.drills[0]?.expected, true);
  });

  it('is no pass where every page is blind as expected: nothing was seen', () => {
    const built = history().phase('before').login('u01').own('u01').drill('silent').finished();
    const run = drilled({ expectBlind: ['profile'], places: places.slice(0, 1) });
    assert.equal(outcome(built, run), 'inconclusive nothing-rang');
  });

  it('still finds a mix-up on a blind page', () => {
    const found = outcome(drillOf('silent').foreign('u01', 'u02').finished());
    assert.match(found, /^fail violation.* blind-page$/);
  });

  it('names places that it did not reach', () => {
    const built = history().phase('before').login('u01').own('u01').drill('rang').finished();
    const { verdict, reasons } = judged(built);
    assert.equal(verdict, 'inconclusive');
    assert.deepEqual(
      reasons.map(({ code, text }) => [code, text]),
      [['not-drilled', 'The fire drill before the rollout did not reach orders.']],
    );
  });

  it('is wanted before and after a rollout, and a page that went blind with the new release is named', () => {
    const run = drilled({}, { rollout: 'command' });
    const both = { where: 'orders', kind: 'api' } as const;
    const missing = cleanRun()
      .drill('rang', { phase: 'before' })
      .drill('rang', { ...both, phase: 'before' });
    assert.equal(outcome(missing, run), 'inconclusive not-drilled');
    assert.match(judged(missing, run).reasons[0]?.text ?? '', /after the rollout reached no page/);
    const blind = missing.drill('silent', { phase: 'after' }).drill('rang', { ...both, phase: 'after' });
    const { reasons, exposure } = judged(blind, run);
    assert.deepEqual(
      reasons.map(({ code, text }) => [code, text.includes('after the rollout: shows nothing')]),
      [['blind-page', true]],
    );
    assert.equal(exposure.byPage['profile']?.['during']?.own ?? 0, 0);
  });

  it('is missed in words where the config wants none, whatever the verdict', () => {
    const without = drilled({ enabled: false });
    const { verdict, reasons } = judged(history().login('u01').own('u01').finished(), without);
    assert.equal(verdict, 'pass');
    assert.deepEqual(
      reasons.map(({ code }) => code),
      ['no-drill'],
    );
  });

  it('is not wanted of a run that has none by design', () => {
    assert.equal(outcome(history().login('u01').own('u01').finished(), runFile()), 'pass');
  });
});
