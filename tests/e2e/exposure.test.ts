import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Result } from '../../harness/model/result.js';
import { command, withFolder } from './command-line.js';
import { people, startLittleSite, type Defects } from './little-site.js';

interface Ran {
  readonly code: number | null;
  readonly stderr: string;
  readonly result: Result;
  /** report.html and summary.md. */
  readonly reports: readonly string[];
}

/** One run of the built command line against the little site, over plain HTTP. */
async function runOn(defects: Defects, args: readonly string[] = []): Promise<Ran> {
  const site = await startLittleSite(defects);
  try {
    return await withFolder(async (folder) => {
      const config = {
        target: {
          baseUrl: site.baseUrl,
          revision: { header: 'x-revision' },
          instance: { header: 'x-instance' },
        },
        identities: people,
        login: { kind: 'form', url: '/login', username: null, password: null, submit: null },
        pages: ['/account', '/orders'],
        rollout: { driver: 'command', command: site.rollCommand },
        load: { browsers: 0, sessions: people.length, beforeSeconds: 1, afterSeconds: 4 },
      };
      await writeFile(join(folder, 'sosie.config.json'), JSON.stringify(config));
      const { code, stdout, stderr } = await command('sosie', ['run', '--json', ...args], { cwd: folder });
      const [name = ''] = await readdir(join(folder, 'sosie-runs'));
      const reports = await Promise.all(
        ['report.html', 'summary.md'].map((file) => readFile(join(folder, 'sosie-runs', name, file), 'utf8')),
      );
      return { code, stderr, result: JSON.parse(stdout) as Result, reports };
    });
  } finally {
    await site.close();
  }
}

function codes({ result }: Ran): readonly string[] {
  return result.reasons.map(({ code }) => code);
}

await test('a sound site passes, with nothing missing', async () => {
  const ran = await runOn({});
  assert.equal(ran.code, 0, ran.stderr);
  const { missing, neverOwn, lost, onBothRevisions } = ran.result.exposure.coverage;
  assert.deepEqual([missing, neverOwn, lost], [[], [], []]);
  assert.equal(onBothRevisions, people.length);
});

await test('a login that fails silently for one user is inconclusive, and the user is named', async () => {
  const ran = await runOn({ silentlyRefused: ['ysoline'] });
  assert.equal(ran.code, 3, ran.stderr);
  assert.deepEqual(ran.result.exposure.coverage.neverOwn, ['u03']);
  const text = 'Never seen as their own, although no login failed: u03.';
  assert.ok(
    ran.result.reasons.some((reason) => reason.text === text),
    JSON.stringify(ran.result.reasons),
  );
  assert.match(ran.stderr, /Never seen as their own, although no login failed: u03\./);
  for (const report of ran.reports) assert.match(report, /u03/);
});

await test('a user who cannot sign in any more on the new release is named', async () => {
  const ran = await runOn({ refusedAfterRollout: ['firmin'] });
  assert.equal(ran.code, 3, ran.stderr);
  assert.ok(codes(ran).includes('identity-lost'), JSON.stringify(ran.result.reasons));
  assert.deepEqual(ran.result.exposure.coverage.lost, ['u04']);
});

await test('a rollout that replaces nothing is inconclusive, and named', async () => {
  const ran = await runOn({ replacesNothing: true });
  assert.equal(ran.code, 3, ran.stderr);
  assert.ok(codes(ran).includes('rollout-replaced-nothing'), JSON.stringify(ran.result.reasons));
  assert.match(ran.stderr, /The rollout replaced nothing/);
});

await test('--max-rate ends a run as soon as the rate is excluded, and never before', async () => {
  const ran = await runOn({}, ['--max-rate', '0.05', '--after', '60']);
  assert.equal(ran.code, 0, ran.stderr);
  const [claim] = ran.result.exposure.claims;
  assert.equal(claim?.needed, 59);
  assert.ok(claim.n >= 59 && claim.upper <= 0.05, JSON.stringify(claim));
  assert.ok(ran.result.durationMs < 45_000, `${String(ran.result.durationMs)} ms`);
});

await test('--max-rate that cannot be met is inconclusive, and says what it takes', async () => {
  const ran = await runOn({}, ['--max-rate', '1e-5', '--after', '1', '--longest-after', '3']);
  assert.equal(ran.code, 3, ran.stderr);
  assert.deepEqual(codes(ran), ['rate-not-excluded']);
  assert.match(ran.stderr, /which takes 299572 without a mix-up/);
});
