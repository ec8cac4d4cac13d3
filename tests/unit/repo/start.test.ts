import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { scratchProject } from './scratch-project.js';
import type { ScratchProject } from './scratch-project.js';

const start = 'harness/setup/start.mjs';
const demo = 'console.log(JSON.stringify(process.argv.slice(2)));\nprocess.exitCode = 3;\n';

describe('npm start', () => {
  let project: ScratchProject;

  before(async () => {
    project = await scratchProject({
      'harness/index.ts': 'export const name = "harness";\n',
      'lab/cli/sosie-lab.ts': demo,
    });
  });
  after(() => project.remove());

  test('prints its help without building anything', async () => {
    const { code, text } = await project.node(start, '--help');
    assert.equal(code, 0, text);
    assert.match(text, /^npm start \[-- OPTIONS\]/);
    assert.equal(existsSync(join(project.root, 'dist')), false);
  });

  test('builds once, says so, and hands over arguments and exit code', async () => {
    const first = await project.node(start, '--seed', '7');
    assert.match(first.text, /Building dist\//);
    assert.equal(first.stdout, '["demo","--seed","7"]\n', 'stdout belongs to the demo alone');
    assert.equal(first.code, 3);
    const second = await project.node(start);
    assert.equal(second.text, '["demo"]\n');
  });

  test('builds again when a source has changed', async () => {
    await project.write('lab/cli/sosie-lab.ts', demo.replace('3', '4'));
    const { code, text } = await project.node(start);
    assert.match(text, /Building dist\//);
    assert.equal(code, 4);
  });

  test('shows the options of the demo as well once it is built', async () => {
    const { stdout } = await project.node(start, '--help');
    assert.match(stdout, /Options of the demo:\n\["demo","--help"\]/);
  });

  test('ends with code 4 and a hint when the sources do not compile', async () => {
    await project.write('harness/index.ts', 'export const name: number = "harness";\n');
    const { code, text } = await project.node(start);
    await project.write('harness/index.ts', 'export const name = "harness";\n');
    assert.equal(code, 4, text);
    assert.match(text, /error TS2322[^]*The build failed[^]*\nHint: /);
  });

  test('installs when node_modules is not what the lock file names, and says how much differs', async () => {
    const lockFile = join(project.root, 'package-lock.json');
    const lock = await readFile(lockFile, 'utf8');
    await project.write('package-lock.json', lock.replaceAll('"version": "14.0.3"', '"version": "14.0.4"'));
    const { code, text } = await project.node(start);
    await project.write('package-lock.json', lock);
    assert.match(text, /npm ci\): 1 of \d+ packages are not the ones[^]*npm was called: ci/);
    assert.match(text, /npm ci ended with code 9[^]*\nHint: /);
    assert.equal(code, 4);
  });

  test('refuses a Node that is too old, in plain words', async () => {
    const manifest = await readFile(join(project.root, 'package.json'), 'utf8');
    await project.write('package.json', manifest.replace('>=20.19', '>=99.1'));
    const { code, text } = await project.node(start);
    await project.write('package.json', manifest);
    assert.equal(code, 2);
    assert.match(text, /^Sosie needs Node 99\.1 or newer, but this is Node \d+/);
  });
});
