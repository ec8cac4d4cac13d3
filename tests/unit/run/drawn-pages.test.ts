import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { resolveConfig } from '../../../harness/config/resolve.js';
import type { Settings } from '../../../harness/config/settings.js';
import type { Observation } from '../../../harness/model/observation.js';
import type { Result } from '../../../harness/model/result.js';
import { check } from '../../../harness/run/check.js';
import { run } from '../../../harness/run/run.js';
import { startDrawnPortal, type Drawing, type DrawnPortal } from './drawn-portal.js';
import { accounts } from './portal.js';

/** Something of Sosie's with browsers and plain-HTTP sessions on a portal whose page is drawn in the browser. */
async function onDrawn<T>(
  drawing: Drawing,
  change: object,
  use: (settings: Settings, portal: DrawnPortal, cwd: string) => Promise<T>,
): Promise<T> {
  const portal = await startDrawnPortal(drawing);
  const folder = await mkdtemp(join(tmpdir(), 'sosie-drawn-'));
  try {
    const config = {
      target: { baseUrl: portal.baseUrl },
      identities: accounts.map(({ username, password }) => ({ username, password })),
      login: { kind: 'form', url: '/login', username: null, password: null, submit: null },
      pages: ['/account'],
      objects: { harvest: false, exposed: [] },
      rollout: { driver: 'none', seconds: 3 },
      load: { browsers: 2, sessions: 2, schedules: ['keep-reloading'] },
      require: 'quick',
      ...change,
    };
    return await use(
      resolveConfig(config, process.env, { source: 'sosie.config.json', baseDir: folder }),
      portal,
      folder,
    );
  } finally {
    await portal.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Seen {
  readonly result: Result;
  readonly looks: readonly Observation[];
  readonly notes: readonly string[];
}

/** A whole run without a rollout, whose trouble begins once all is learned and the alarm was tried. */
function seenOn(drawing: Drawing, change: object = {}): Promise<Seen> {
  return onDrawn(drawing, change, async (settings, portal, cwd) => {
    const looks: Observation[] = [];
    let notes: readonly string[] = [];
    const quiet = (): void => undefined;
    const { result } = await run({
      settings,
      reporter: {
        begin: (_run, said) => void (notes = said),
        step: quiet,
        record: (record) => {
          if (record.type === 'drill') portal.begin();
          if (record.type === 'observation') looks.push(record);
        },
        finding: quiet,
        progress: quiet,
        end: quiet,
      },
      signal: AbortSignal.timeout(90_000),
      env: process.env,
      cwd,
    });
    return { result, looks, notes };
  });
}

const strangersOf = (looks: readonly Observation[]): readonly string[] => [
  ...new Set(
    looks
      .filter(({ class: kind }) => kind === 'stranger')
      .map(({ where, actorKind }) => `${where} ${actorKind}`),
  ),
];

describe('a page that is drawn in the browser from a call that no config lists', () => {
  it('is no mix-up while everybody is shown themselves, whatever its greeting and its session number', async () => {
    const { result, looks, notes } = await seenOn({});
    assert.equal(result.verdict, 'pass', JSON.stringify(result.reasons));
    assert.deepEqual(strangersOf(looks), []);
    assert.deepEqual(notes, []);
  });

  it('fails the run where the call shows a stranger, to browsers and to plain-HTTP sessions', async () => {
    const { result, looks } = await seenOn({ laterStranger: true });
    assert.equal(result.verdict, 'fail', JSON.stringify(result.reasons));
    assert.ok(result.findings.some(({ oracle, where }) => oracle === 'stranger-data' && where === '/api/me'));
    assert.deepEqual([...strangersOf(looks)].sort(), ['/account browser', '/api/me browser', '/api/me http']);
  });

  it('fails it too where the call takes a token that only the page knows: nobody asks for it without', async () => {
    const { result, looks } = await seenOn({ laterStranger: true, byToken: true });
    assert.equal(result.verdict, 'fail', JSON.stringify(result.reasons));
    assert.deepEqual([...strangersOf(looks)].sort(), ['/account browser', '/api/me browser']);
  });

  it('is nothing for plain-HTTP sessions where no call can be repeated; a browser fills in their login form', async () => {
    const { result } = await seenOn({ byPost: true }, { require: { preset: 'quick', overlaps: 0 } });
    assert.deepEqual(
      result.reasons.map(({ code, text }) => [code, text]),
      [['identity-never-own', 'Never seen as their own, although no login failed: u03, u04.']],
    );
  });

  it('is read as browsers draw it there', async () => {
    const change = {
      load: { browsers: 4, sessions: 0, schedules: ['keep-reloading'] },
      require: { preset: 'quick', overlaps: 0 },
    };
    const own = await seenOn({ byPost: true }, change);
    assert.equal(own.result.verdict, 'pass', JSON.stringify(own.result.reasons));
    assert.ok(own.looks.some(({ channel, class: kind }) => channel === 'dom' && kind === 'own'));
    const { result, looks } = await seenOn({ byPost: true, laterStranger: true }, change);
    assert.equal(result.verdict, 'fail', JSON.stringify(result.reasons));
    assert.deepEqual(strangersOf(looks), ['/account browser']);
  });

  it('has no use for a self: it is named, in a run and in a preflight', async () => {
    const change = { pages: [{ path: '/account', self: '.user-email' }] };
    const { result } = await seenOn({}, change);
    assert.equal(result.verdict, 'inconclusive');
    const [reason] = result.reasons;
    assert.equal(reason?.code, 'page-without-markers');
    assert.match(reason.text, /the self of \/account is on nobody's page.*list the API.*in api\.$/);
    const outcome = await onDrawn({}, change, (settings, _portal, cwd) =>
      check({ settings, cwd, say: () => undefined, env: process.env, signal: AbortSignal.timeout(60_000) }),
    );
    assert.equal(outcome.ready, false);
    assert.deepEqual(
      outcome.reasons.map(({ text }) => text),
      ["The self of page /account is on nobody's page."],
    );
  });
});
