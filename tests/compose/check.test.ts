import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

// Not part of `npm test`, since it needs an engine and builds images:
// node --import tsx --test --test-concurrency=1 tests/compose/*.test.ts

const root = fileURLToPath(new URL('../..', import.meta.url));
const engine = spawnSync('docker', ['compose', 'ls'], { encoding: 'utf8', timeout: 20_000 });
const skip = engine.status === 0 ? false : 'no container engine with Compose can be reached';
const withinMs = 20 * 60_000;

interface Ended {
  readonly code: number | string;
  readonly output: string;
}

function run(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = {
      cwd: root,
      env: { ...process.env, ...env },
      timeout: withinMs,
      maxBuffer: 64 * 1024 * 1024,
    };
    execFile(file, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? 'ended'), output: `${stdout}${stderr}` });
    });
  });
}

const check = (fault: string): Promise<Ended> => run('lab/compose/check.sh', [], { LAB_FAULT: fault });

async function answersSince(startedAt: Date): Promise<readonly string[]> {
  const args = [
    'compose',
    'logs',
    '--no-color',
    '--no-log-prefix',
    '--since',
    startedAt.toISOString(),
    'nginx',
  ];
  const { output } = await run('docker', args);
  return output.split('\n').filter((line) => /[1-5]\d\d (GET|HEAD|POST|DELETE) \//.test(line));
}

test('a sound release passes, every container is replaced, and no request fails', { skip }, async () => {
  const startedAt = new Date();
  const { code, output } = await check('');
  assert.equal(code, 0, output);
  assert.equal(output.match(/^\d\/3 \S+ \(v1\) -> \S+ \(v2\)$/gm)?.length, 3, output);
  const answers = await answersSince(startedAt);
  assert.ok(answers.length > 500, `${String(answers.length)} requests were seen`);
  assert.deepEqual(
    answers.filter((line) => /5\d\d (GET|HEAD|POST|DELETE) \//.test(line)),
    [],
  );
});

test('a release whose session ids start over fails', { skip }, async () => {
  const { code, output } = await check('sid-collision-after-restart');
  assert.equal(code, 1, output);
});

test('a release that changes what nginx caches fails', { skip }, async () => {
  const { code, output } = await check('edge-ignores-cookie');
  assert.equal(code, 1, output);
});

test('a fault that the containers cannot have is refused by name', { skip }, async () => {
  const { code, output } = await check('redis-reply-shift');
  assert.equal(code, 2, output);
  assert.match(output, /"redis-reply-shift" cannot be had in containers/);
});
