import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { execa } from 'execa';
import type { Matrix } from '../../lab/matrix/matrix.js';
import { programArguments } from '../../lab/rollout/program.js';

const program = programArguments('lab/cli/sosie-lab');

test('the matrix runs a fault by the command line, and writes what came of it', async () => {
  const out = await mkdtemp(join(tmpdir(), 'sosie-matrix-'));
  try {
    const flags = ['matrix', '--only', 'edge-ignores-cookie', '--quick', '--json', '--out', out];
    const { stdout, stderr } = await execa(process.execPath, [...program, ...flags], {
      reject: false,
      timeout: 300_000,
    });
    const { rows, score } = JSON.parse(stdout) as Matrix;
    assert.deepEqual(
      rows.map(({ fault, ok }) => [fault, ok]),
      [['edge-ignores-cookie', true]],
      stderr,
    );
    assert.equal(score.caught, 1);
    assert.deepEqual(JSON.parse(await readFile(join(out, 'matrix.json'), 'utf8')), JSON.parse(stdout));
    assert.match(await readFile(join(out, 'matrix.md'), 'utf8'), /1 of 1 fault caught/);
    assert.match(await readFile(join(out, 'matrix.html'), 'utf8'), /edge-ignores-cookie/);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
});

test('a matrix of an unknown fault is a usage error that lists the known ones', async () => {
  const { exitCode, stderr } = await execa(process.execPath, [...program, 'matrix', '--only', 'gremlins'], {
    reject: false,
  });
  assert.equal(exitCode, 2);
  assert.match(stderr, /edge-ignores-cookie/);
});
