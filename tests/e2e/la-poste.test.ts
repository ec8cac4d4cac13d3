import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { command, withFolder } from './command-line.js';

interface Result {
  verdict: string;
  findings: {
    oracle: string;
    severity: string;
    viewer: string;
    owner: string | null;
    where: string;
    phase: string;
    firstAtMs: number;
  }[];
  exposure: { own: number; handoffs: number; bounds: { n: number; upper: number }[] };
}

async function onlyRun(folder: string): Promise<string> {
  const [name = ''] = await readdir(join(folder, 'runs'));
  return join(folder, 'runs', name);
}

await test('La Poste: the faulty release fails with oracle, viewer, owner, page and phase, and judge agrees', async () => {
  await withFolder(async (folder) => {
    const args = ['run', '--fault', 'sid-collision-after-restart', '--json', '--out', join(folder, 'runs')];
    const { code, stdout, stderr } = await command('lab', args, { cwd: folder });
    assert.equal(code, 1, stderr);
    const result = JSON.parse(stdout) as Result;
    assert.equal(result.verdict, 'fail');
    const violations = result.findings.filter(({ severity }) => severity === 'violation');
    assert.ok(violations.some(({ oracle }) => oracle === 'shared-session'));
    assert.ok(violations.some(({ oracle }) => oracle === 'stranger-data' || oracle === 'foreign-data'));
    assert.ok(
      violations.every(({ phase }) => phase !== 'before'),
      'nothing was wrong before the rollout',
    );

    const directory = await onlyRun(folder);
    const again = await command('sosie', ['judge', directory, '--json']);
    assert.equal(again.code, 1);
    assert.deepEqual(
      JSON.parse(again.stdout),
      JSON.parse(await readFile(join(directory, 'result.json'), 'utf8')),
    );
  });
});

await test('the mended release passes, with its bound and sessions carried across the rollout', async () => {
  await withFolder(async (folder) => {
    const args = ['run', '--fault', 'healthy', '--json', '--out', join(folder, 'runs')];
    const { code, stdout, stderr } = await command('lab', args, { cwd: folder });
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout) as Result;
    assert.equal(result.verdict, 'pass');
    assert.ok(result.exposure.handoffs > 0);
    assert.ok(result.exposure.bounds.some(({ n, upper }) => n > 300 && upper < 0.01));
    const report = await readFile(join(await onlyRun(folder), 'report.html'), 'utf8');
    assert.match(report, /PASS/);
    assert.doesNotMatch(report, /<(script|link|img)[^>]+(src|href)=["']?https?:/);
  });
});
