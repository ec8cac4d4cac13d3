import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test, type TestContext } from 'node:test';
import { execa } from 'execa';
import { recipeText } from './recipes.js';

/** A program that runs GitLab pipelines on this machine, and first holds them against GitLab's own JSON schema. */
const runner = join(
  dirname(fileURLToPath(import.meta.resolve('gitlab-ci-local/package.json'))),
  'dist/index.js',
);
const text = recipeText('gitlab-ci/sosie.gitlab-ci.yml');

interface Ran {
  readonly code: number | undefined;
  readonly output: string;
  /** What the jobs called, in order. */
  readonly calls: readonly string[];
}

/** A project with this pipeline, in which `npx sosie …` ends with a code of our choice. */
async function pipeline(
  t: TestContext,
  content: string,
  args: readonly string[],
  sosieCode = 0,
): Promise<Ran> {
  const cwd = mkdtempSync(join(tmpdir(), 'sosie-gitlab-'));
  t.after(() => rmSync(cwd, { recursive: true, force: true }));
  writeFileSync(join(cwd, '.gitlab-ci.yml'), content);
  const bin = join(cwd, 'bin');
  mkdirSync(bin);
  const calls = join(cwd, 'calls');
  for (const [name, code] of Object.entries({ npm: 0, npx: sosieCode }))
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >>"${calls}"\nexit ${String(code)}\n`, {
      mode: 0o755,
    });
  // It copies the project for each job by rsync, which not every machine has; these jobs need nothing of it.
  writeFileSync(join(bin, 'rsync'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: cwd };
  const git = (...words: string[]) => execa('git', words, { cwd, env });
  await git('init', '-q', '-b', 'main');
  await git('remote', 'add', 'origin', 'git@gitlab.example:shop/shop.git');
  await git(
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.com',
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    'x',
  );
  const { exitCode, all } = await execa(
    process.execPath,
    [runner, '--force-shell-executor', '--shell-isolation=false', ...args],
    { cwd, env, all: true, reject: false, timeout: 60_000 },
  );
  const called = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
  return { code: exitCode, output: all, calls: called };
}

test("the pipeline is one by GitLab's own schema", async (t) => {
  const { code, output } = await pipeline(t, text, ['--list-json']);
  assert.equal(code, 0, output);
  assert.match(output, /json schema validated/);
});

test('a wrong key and a wrong value are found', async (t) => {
  for (const [right, wrong] of [
    ['expire_in: 30 days', 'expire_inn: 30 days'],
    ['resource_group: sosie', 'resource_group: [sosie]'],
    ['when: always', 'when: ever'],
  ] as const) {
    assert.ok(text.includes(right));
    const { code, output } = await pipeline(t, text.replace(right, wrong), ['--list-json']);
    assert.notEqual(code, 0);
    assert.match(output, /Invalid \.gitlab-ci\.yml configuration/, wrong);
  }
});

test('a release: only a pass goes on; inconclusive may be a deploy that failed', async (t) => {
  const during = async (code: number) => {
    const { output, calls } = await pipeline(t, text, ['sosie:during'], code);
    const [, status] = /^\s*(PASS|WARN|FAIL)\s+sosie:during/m.exec(output) ?? [];
    return { status, calls };
  };
  assert.deepEqual(await during(0), {
    status: 'PASS',
    calls: ['npm ci', 'npx sosie run --during ./deploy.sh --require standard --out sosie-runs'],
  });
  assert.equal((await during(1)).status, 'FAIL', 'a violation');
  assert.equal((await during(3)).status, 'FAIL', 'inconclusive');
  assert.equal((await during(4)).status, 'FAIL', 'could not be done');
});

test('a schedule runs the nightly job alone, a push the other two', async (t) => {
  const names = async (source: string): Promise<readonly string[]> => {
    const { output } = await pipeline(t, text, ['--list-csv', '--variable', `CI_PIPELINE_SOURCE=${source}`]);
    return output.split('\n').flatMap((line) => /^(sosie:\w+);/.exec(line)?.[1] ?? []);
  };
  assert.deepEqual(await names('schedule'), ['sosie:nightly']);
  assert.deepEqual(await names('push'), ['sosie:before', 'sosie:during']);
});
