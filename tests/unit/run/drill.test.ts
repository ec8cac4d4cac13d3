import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { resolveConfig } from '../../../harness/config/resolve.js';
import type { Settings } from '../../../harness/config/settings.js';
import type { Result } from '../../../harness/model/result.js';
import { check } from '../../../harness/run/check.js';
import { run } from '../../../harness/run/run.js';
import { accounts, startPortal, type Trouble } from './portal.js';

interface Change {
  readonly pages?: readonly string[];
  readonly drill?: unknown;
}

/** Something of Sosie's over plain HTTP on a portal whose trouble begins with the drill. */
async function onPortal<T>(
  trouble: Trouble,
  change: Change,
  use: (settings: Settings, step: (line: string) => void, cwd: string) => Promise<T>,
): Promise<T> {
  const portal = await startPortal(trouble);
  const folder = await mkdtemp(join(tmpdir(), 'sosie-drill-'));
  try {
    const config = {
      target: { baseUrl: portal.baseUrl },
      identities: accounts,
      login: { kind: 'form', url: '/login', username: null, password: null, submit: null },
      pages: ['/account'],
      api: ['/api/me'],
      objects: { harvest: false, exposed: [] },
      rollout: { driver: 'none', seconds: 1 },
      load: { browsers: 0, sessions: 4, schedules: ['keep-reloading'] },
      require: 'quick',
      ...change,
    };
    const settings = resolveConfig(config, {}, { source: 'sosie.config.json', baseDir: folder });
    const step = (line: string): void => {
      if (line.startsWith('fire drill: two sessions')) portal.begin();
    };
    return await use(settings, step, folder);
  } finally {
    await portal.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A whole run without a rollout: a second of looking around. */
function resultOf(trouble: Trouble, change: Change = {}): Promise<Result> {
  return onPortal(trouble, change, async (settings, step, cwd) => {
    const quiet = (): void => undefined;
    const { result } = await run({
      settings,
      reporter: { begin: quiet, step, record: quiet, finding: quiet, progress: quiet, end: quiet },
      signal: AbortSignal.timeout(60_000),
      env: {},
      cwd,
    });
    return result;
  });
}

const codesOf = ({ reasons }: Result): readonly string[] => reasons.map(({ code }) => code);

describe('the fire drill of a run', () => {
  it('rings on every page that shows whose it is, and its own sightings are no violations', async () => {
    const result = await resultOf({});
    assert.equal(result.verdict, 'pass', JSON.stringify(result.reasons));
    assert.deepEqual(
      result.findings.filter(({ severity }) => severity === 'violation'),
      [],
    );
    assert.deepEqual(
      result.exposure.drills.map(({ page, rang, looks, rings }) => ({ page, rang, looks, rings })),
      ['/account', '/api/me'].map((page) => ({ page, rang: true, looks: 2, rings: 2 })),
    );
  });

  it('names a page without personal data as blind, and the run is inconclusive', async () => {
    const result = await resultOf({}, { pages: ['/account', '/news'] });
    assert.equal(result.verdict, 'inconclusive');
    assert.deepEqual(codesOf(result), ['blind-page']);
    assert.match(result.reasons[0]?.text ?? '', /^Page \/news is blind/);
    assert.equal(result.exposure.byPage['/news']?.['before']?.own ?? 0, 0);
    assert.ok((result.exposure.byPage['/account']?.['before']?.own ?? 0) > 0);
  });

  it('takes a page for blind whose header alone names who is signed in', async () => {
    const result = await resultOf({ namesInHeader: true }, { pages: ['/account', '/news'] });
    assert.deepEqual(codesOf(result), ['blind-page']);
    assert.match(result.reasons[0]?.text ?? '', /^Page \/news is blind/);
  });

  it('lets it be where the config expects it', async () => {
    const result = await resultOf({}, { pages: ['/account', '/news'], drill: { expectBlind: ['/news'] } });
    assert.equal(result.verdict, 'pass', JSON.stringify(result.reasons));
  });

  it('does not lose a stranger whom only an exchanged session was shown', async () => {
    const result = await resultOf({ later: 'stranger' });
    assert.equal(result.verdict, 'fail', JSON.stringify(result.reasons));
    const found = result.findings.find(({ oracle }) => oracle === 'stranger-data');
    assert.equal(found?.where, '/account');
  });

  it('does not lose a third person either, told as shown to the owner of the session', async () => {
    const result = await resultOf({ later: 'third' });
    assert.equal(result.verdict, 'fail', JSON.stringify(result.reasons));
    const found = result.findings.filter(({ oracle }) => oracle === 'foreign-data');
    assert.deepEqual([...new Set(found.map(({ owner }) => owner))], ['u03']);
  });

  it('says that it was signed out where a session ends in other hands', async () => {
    const result = await resultOf({ laterAreShort: true });
    assert.equal(result.verdict, 'inconclusive');
    assert.ok(result.exposure.drills.every(({ why }) => why === 'signed-out'));
    assert.ok(codesOf(result).includes('blind-page'));
  });

  it('is no violation in a preflight either, and loses none there', async () => {
    const preflight = (trouble: Trouble) =>
      onPortal(trouble, {}, (settings, say, cwd) =>
        check({ settings, say, cwd, env: {}, signal: AbortSignal.timeout(60_000) }),
      );
    const sound = await preflight({});
    assert.deepEqual([sound.ready, sound.violations], [true, []]);
    const mixedUp = await preflight({ later: 'stranger' });
    assert.equal(mixedUp.ready, false);
    assert.ok(mixedUp.violations.some(({ oracle }) => oracle === 'stranger-data'));
  });
});
