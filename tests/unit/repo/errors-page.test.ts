import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { exitCodeOfError } from '../../../harness/cli/exit-codes.js';
import { errorCodes } from '../../../harness/model/errors.js';
import { projectRoot } from './scratch-project.js';

const rows = (await readFile(join(projectRoot, 'docs', 'errors.md'), 'utf8'))
  .split('\n')
  .filter((line) => line.startsWith('| `SOSIE_'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('docs/errors.md lists every error code, in the order of the source', () => {
  assert.deepEqual(
    rows.map((cells) => cells[1]?.replaceAll('`', '')),
    [...errorCodes],
  );
});

test('docs/errors.md gives the exit code that the command line ends with', () => {
  assert.deepEqual(
    rows.map((cells) => Number(cells[2])),
    errorCodes.map((code) => exitCodeOfError(code)),
  );
});

test('docs/errors.md gives every code a meaning and a remedy', () => {
  for (const [, code, , meaning, remedy] of rows) {
    assert.match(meaning ?? '', /\w.*\.$/, code);
    assert.match(remedy ?? '', /\w.*\.$/, code);
  }
});
