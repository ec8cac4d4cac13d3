import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');

test('the specs of tests/integrity fail on a lab whose session ids collide after a restart', async () => {
  const out = await mkdtemp(join(tmpdir(), 'sosie-integrity-'));
  try {
    const env = {
      ...process.env,
      LAB_FAULT: 'sid-collision-after-restart',
      SOSIE_OUT: out,
      FORCE_COLOR: '0',
    };
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
    const args = ['test', 'rolling-deploy', `--output=${join(out, 'test-results')}`];
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    const timer = setTimeout(() => child.kill('SIGTERM'), 420_000);
    const code = await new Promise<number | null>((done) => child.on('close', done));
    clearTimeout(timer);

    assert.equal(code, 1, output);
    assert.match(output, /Sosie: FAIL/);
    assert.match(output, /somebody was shown what is not theirs/);
    const [run = ''] = (await readdir(out)).filter((name) => name !== 'test-results');
    const { verdict, findings } = JSON.parse(await readFile(join(out, run, 'result.json'), 'utf8')) as {
      verdict: string;
      findings: { oracle: string }[];
    };
    assert.equal(verdict, 'fail');
    const oracles = new Set(findings.map(({ oracle }) => oracle));
    assert.ok(
      ['shared-session', 'identity-flip', 'foreign-data', 'stranger-data'].some((oracle) =>
        oracles.has(oracle),
      ),
    );
    const writers = (await readdir(join(out, run))).filter((name) =>
      /^history-(main|w\d+)\.jsonl$/.test(name),
    );
    assert.ok(
      writers.length >= 5,
      `one history for each worker and the crowd, not only ${writers.join(', ')}`,
    );
  } finally {
    await rm(out, { recursive: true, force: true });
  }
});
