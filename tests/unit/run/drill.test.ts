import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { resolveConfig } from '../../../harness/config/resolve.js';
import type { Result } from '../../../harness/model/result.js';
import { run } from '../../../harness/run/run.js';
import { accounts, startPortal, type Trouble } from './portal.js';

/** A whole run over plain HTTP on a portal with a defect, without a rollout: a second of looking around. */
async function resultOf(
  trouble: Trouble,
  change: { pages?: readonly string[]; drill?: unknown } = {},
): Promise<Result> {
  const portal = await startPortal(trouble);
  const folder = await mkdtemp(join(tmpdir(), 'sosie-drill-'));
  const quiet = (): void => undefined;
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
    const { result } = await run({
      settings: resolveConfig(config, {}, { source: 'sosie.config.json', baseDir: folder }),
      reporter: { begin: quiet, step: quiet, record: quiet, finding: quiet, progress: quiet, end: quiet },
      signal: AbortSignal.timeout(60_000),
      env: {},
      cwd: folder,
    });
    return result;
  } finally {
    await portal.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const codesOf = ({ reasons }: Result): readonly string[] => reasons.map(({ code }) => code);
/** Each of the four accounts signs in once; the drill's sessions come after them. */
const firstOfTheDrill = accounts.length + 1;

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
      ['account', 'api/me'].map((page) => ({ page, rang: true, looks: 2, rings: 2 })),
    );
  });

  it('names a page without personal data as blind, and the run is inconclusive', async () => {
    const result = await resultOf({}, { pages: ['/account', '/news'] });
    assert.equal(result.verdict, 'inconclusive');
    assert.deepEqual(codesOf(result), ['blind-page']);
    assert.match(result.reasons[0]?.text ?? '', /^Page news is blind/);
    assert.equal(result.exposure.byPage['news']?.['before']?.own ?? 0, 0);
    assert.ok((result.exposure.byPage['account']?.['before']?.own ?? 0) > 0);
  });

  it('lets it be where the config expects it', async () => {
    const result = await resultOf({}, { pages: ['/account', '/news'], drill: { expectBlind: ['news'] } });
    assert.equal(result.verdict, 'pass', JSON.stringify(result.reasons));
  });

  it('does not lose a stranger whom only an exchanged session was shown', async () => {
    const result = await resultOf({ mixedUpFrom: firstOfTheDrill });
    assert.equal(result.verdict, 'fail', JSON.stringify(result.reasons));
    const found = result.findings.find(({ oracle }) => oracle === 'stranger-data');
    assert.equal(found?.where, 'account');
  });

  it('does not lose a third person either, told as shown to the owner of the session', async () => {
    const result = await resultOf({ mixedUpFrom: firstOfTheDrill, shown: 'third' });
    assert.equal(result.verdict, 'fail', JSON.stringify(result.reasons));
    const found = result.findings.filter(({ oracle }) => oracle === 'foreign-data');
    assert.deepEqual([...new Set(found.map(({ owner }) => owner))], ['u03']);
  });

  it('says that it was signed out where a copy of a session is worth nothing', async () => {
    const result = await resultOf({ boundToClient: true });
    assert.equal(result.verdict, 'inconclusive');
    assert.ok(result.exposure.drills.every(({ why }) => why === 'signed-out'));
    assert.ok(codesOf(result).includes('blind-page'));
  });
});
