import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createJudge } from '../../../harness/judge/judge.js';
import type { Reason } from '../../../harness/model/verdict.js';
import type { RunFile } from '../../../harness/model/result.js';
import { history, runFile } from '../history-builder.js';
import type { HistoryBuilder } from '../history-builder.js';

const drill: NonNullable<RunFile['drill']> = { enabled: false, expectBlind: [], places: [] };
const clients = [
  { id: 'c01', name: 'agenda' },
  { id: 'c02', name: 'export' },
];
const writes = [{ name: 'note', readBack: 'profile' }];

/** A whole rollout; `each` adds to every phase. */
function rolled(
  each: (built: HistoryBuilder, phase: 'before' | 'during' | 'after') => unknown,
): HistoryBuilder {
  const built = history().phase('before').login('u01').own('u01');
  each(built, 'before');
  built.rollout('started').phase('during').set({ revision: 'v2', instance: 'b' }).own('u01');
  each(built, 'during');
  built.rollout('finished').phase('after').own('u01');
  each(built, 'after');
  return built.finished();
}

function doubtsOf(built: HistoryBuilder, change: Partial<RunFile> = {}): readonly Reason[] {
  const judge = createJudge(runFile({ drill: { ...drill, enabled: true }, rollout: 'command', ...change }));
  for (const record of built.records) judge.see(record);
  return judge.judgement().reasons.filter(({ code }) => code !== 'not-drilled');
}

const texts = (...args: Parameters<typeof doubtsOf>): readonly string[] =>
  doubtsOf(...args).map(({ code, text }) => `${code}: ${text}`);

describe('browsers', () => {
  const run = { actors: { browsers: 1, sessions: 1 } };
  const looking = (phases: readonly string[]): HistoryBuilder =>
    rolled((built, phase) => phases.includes(phase) && built.own('u02', { actorKind: 'browser' }));

  it('are missed where they were never their own after the rollout, with what became of them', () => {
    const built = looking(['before', 'during']);
    built.harness('actor-lost', 'b1: TargetClosedError');
    assert.deepEqual(texts(built, run), [
      'browsers-lost: The browsers saw their users before the rollout and never after it: b1: TargetClosedError.',
    ]);
  });

  it('are not missed where they still look, though one was lost, nor where the run has none', () => {
    const mixed = rolled((all, phase) =>
      phase === 'after'
        ? all.foreign('u02', 'u01', { actorKind: 'browser' })
        : all.own('u02', { actorKind: 'browser' }),
    );
    assert.deepEqual(
      doubtsOf(mixed, run).filter(({ code }) => code === 'browsers-lost'),
      [],
    );
    const built = looking(['before', 'after']);
    built.harness('actor-lost', 'b2: TargetClosedError');
    assert.deepEqual(texts(built, run), []);
    assert.deepEqual(texts(looking(['before'])), []);
  });

  it('are not told by those that the drill or a shared device opens', () => {
    const built = rolled((all, phase) =>
      all.own('u02', { actorKind: 'browser', ...(phase === 'after' ? { predecessor: 'u01' } : {}) }),
    );
    assert.match(texts(built, run)[0] ?? '', /^browsers-lost/);
  });
});

describe('an API client', () => {
  const call = { operation: 'call', channel: 'api', where: 'partner' } as const;

  it('is named where it was never given what it was granted', () => {
    const built = rolled((all, phase) => {
      for (let n = 0; n < 50; n += 1) all.anonymous('c01', call);
      for (let n = 0; n < 3; n += 1) if (phase === 'after') all.error('c02', 500, call);
      if (phase !== 'after') all.own('c02', call);
    });
    assert.deepEqual(texts(built, { clients }), [
      'client-never-answered: API clients that asked and were never given what they were granted: agenda (150 calls); export (3 calls after the rollout).',
    ]);
    assert.match(doubtsOf(built, { clients })[0]?.hint ?? '', /Renew their tokens/);
  });

  it('is not named where it was answered in each phase, nor where no answer was due', () => {
    const answered = rolled((all) => {
      for (let n = 0; n < 5; n += 1) all.error('c01', 503, call);
      all.own('c01', call);
    });
    assert.deepEqual(texts(answered, { clients }), []);
    const once = rolled((all, phase) => phase === 'before' && all.error('c01', 503, call));
    assert.deepEqual(texts(once, { clients }), []);
    assert.deepEqual(
      texts(
        rolled((all) => all.anonymous('c01', call).anonymous('c01', call)),
        {},
      ),
      [],
      'a run file of an earlier version names none',
    );
  });
});

describe('a write', () => {
  const field = 'written 1';
  const write = (all: HistoryBuilder, status: number, shows: boolean): void => {
    all.anonymous('u02', { operation: 'write', status, where: '/…' }).login('u02');
    const seen = [{ owner: 'u02', fields: shows ? ['email', field] : ['email'], kinds: [], via: [] }];
    all.own('u02', { seen });
  };
  /** Somebody else looks for so long. */
  const long = (all: HistoryBuilder): HistoryBuilder => all.own('u01', { startedMs: 60_000, atMs: 60_000 });

  it('is named where none was ever read back', () => {
    const built = rolled((all) => {
      write(all, 403, false);
    });
    assert.deepEqual(texts(built, { writes }), ['write-never-read-back: No write was ever read back: note.']);
    assert.match(doubtsOf(built, { writes })[0]?.hint ?? '', /needs writes\.form/);
  });

  it('is not taken for read back by the form that shows what was typed', () => {
    const built = rolled((all) => {
      write(all, 422, false);
      all.own('u02', {
        operation: 'write',
        seen: [{ owner: 'u02', fields: [field], kinds: [], via: [] }],
      });
    });
    assert.match(texts(built, { writes })[0] ?? '', /^write-never-read-back/);
  });

  it('is not named where one of many was read back, nor before the second reading', () => {
    const built = rolled((all, phase) => {
      write(all, 303, phase === 'during');
    });
    assert.deepEqual(texts(built, { writes }), []);
    const once = rolled((all, phase) => {
      if (phase === 'after') write(all, 403, false);
    });
    assert.deepEqual(texts(once, { writes }), []);
    const without = rolled((all) => {
      write(all, 403, false);
    });
    assert.deepEqual(texts(without), []);
  });

  it('is missed where nobody wrote in a run that was long enough, and in no window of a watch', () => {
    const nobody = rolled((all, phase) => phase === 'after' && long(all));
    assert.deepEqual(texts(nobody, { writes }), [
      'write-never-read-back: Nobody wrote, so that no write was ever read back: note.',
    ]);
    assert.match(doubtsOf(nobody, { writes })[0]?.hint ?? '', /Raise load\.sessions/);
    assert.deepEqual(texts(nobody, { writes, rollout: 'watch' }), []);
    assert.deepEqual(
      texts(
        rolled(() => undefined),
        { writes },
      ),
      [],
    );
  });

  it('is not asked of the tests of a suite', () => {
    const judge = createJudge(runFile({ writes }));
    for (const record of long(history().own('u01')).finished().records) judge.see(record);
    assert.equal(judge.judgement().verdict, 'pass');
  });
});
