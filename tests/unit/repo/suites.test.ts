import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { projectRoot, scratchProject } from './scratch-project.js';
import type { ScratchProject } from './scratch-project.js';

const passing = "import test from 'node:test';\ntest('fine', () => {});\n";
const failing = "import test from 'node:test';\ntest('bad', () => { throw new Error('planted'); });\n";

describe('npm test', () => {
  let project: ScratchProject;
  const run = async (...suites: string[]): Promise<{ code: number; last: string; text: string }> => {
    const { code, stdout, text } = await project.node('harness/setup/test.mjs', ...suites);
    return { code, text, last: stdout.trimEnd().split('\n').at(-1) ?? '' };
  };

  before(async () => {
    project = await scratchProject({
      'harness/index.ts': 'export {};\n',
      'lab/index.ts': 'export {};\n',
      'tests/unit/part/fine.test.ts': passing,
    });
  });
  after(() => project.remove());

  test('counts the tests of a suite and ends with code 0 when all pass', async () => {
    const { code, last, text } = await run();
    assert.equal(last, '1 passed, 0 failed', text);
    assert.equal(code, 0);
  });

  test('counts a failed test and ends with code 1', async () => {
    await project.write('tests/unit/part/bad.test.ts', failing);
    const { code, last } = await run('unit');
    assert.equal(last, '1 passed, 1 failed');
    assert.equal(code, 1);
    await project.write('tests/unit/part/bad.test.ts', passing);
  });

  test('takes a file that crashes for a failure', async () => {
    await project.write('tests/unit/part/bad.test.ts', 'process.exit(5);\n');
    const { code, last } = await run('unit');
    assert.equal(last, '1 passed, 1 failed');
    assert.equal(code, 1);
    await project.write('tests/unit/part/bad.test.ts', passing);
  });

  test('takes a file without a test for a failure', async () => {
    await project.write('tests/unit/part/bad.test.ts', 'export {};\n');
    const { code, last, text } = await run('unit');
    assert.equal(last, '1 passed, 1 failed');
    assert.match(text, /no test in tests.unit.part.bad\.test\.ts/);
    assert.equal(code, 1);
    await project.write('tests/unit/part/bad.test.ts', passing);
  });

  test('takes a suite that exists and runs no test for a failure', async () => {
    await project.write('tests/lab/readme.txt', 'no test here');
    const { code, last, text } = await run('lab');
    assert.match(text, /it ran no test/);
    assert.equal(last, '0 passed, 1 failed');
    assert.equal(code, 1);
  });

  test('sees to a browser before the first suite, and says what to do where none starts', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['harness/setup/test.mjs', 'isolation'], {
      cwd: projectRoot,
      env: { ...process.env, SOSIE_BROWSER: '/no/such/browser' },
      encoding: 'utf8',
      timeout: 120_000,
    });
    assert.equal(status, 2, stderr);
    assert.match(
      stderr,
      /The browser that was set, \/no\/such\/browser, does not start.*\nHint: Correct SOSIE_BROWSER/,
    );
    assert.equal(stdout, '');
  });

  test('names the suites when asked for one that there is not', async () => {
    const { code, text } = await run('units');
    assert.equal(code, 2);
    assert.match(
      text,
      /There is no suite "units"\.\nHint: the suites are unit, isolation, lab, e2e, reliability, integrity\./,
    );
  });
});
