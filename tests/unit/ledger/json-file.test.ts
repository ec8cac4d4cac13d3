import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { buildResult } from '../../../harness/judge/build-result.js';
import { createJudge } from '../../../harness/judge/judge.js';
import { readRunFile, writeFindings, writeResult, writeRunFile } from '../../../harness/ledger/json-file.js';
import { resultSchema } from '../../../harness/ledger/result-schema.js';
import { publishedSchemas } from '../../../harness/ledger/published-schemas.js';
import { history, runFile } from '../history-builder.js';
import { scratchDirectory } from './scratch.js';

const scratch = scratchDirectory();
const fresh = (): string => mkdtempSync(join(scratch, 'run '));

function judged() {
  const judge = createJudge(runFile());
  history()
    .foreign('u01', 'u02')
    .finished()
    .records.forEach((record) => judge.see(record));
  return judge.judgement();
}

describe('the files of a run', () => {
  it('come back as they were written, and leave nothing else behind', async () => {
    const directory = fresh();
    const result = buildResult(runFile(), judged(), 10);
    await writeRunFile(directory, runFile());
    await writeResult(directory, result);
    await writeResult(directory, result);
    await writeFindings(directory, result.findings);
    assert.deepEqual(await readRunFile(directory), runFile());
    const text = readFileSync(join(directory, 'result.json'), 'utf8');
    assert.deepEqual(resultSchema.parse(JSON.parse(text)), result);
    assert.deepEqual(readdirSync(directory).sort(), ['findings.jsonl', 'result.json', 'run.json']);
    assert.equal(statSync(join(directory, 'result.json')).mode & 0o777, 0o600);
    const lines = readFileSync(join(directory, 'findings.jsonl'), 'utf8').trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      result.findings,
    );
  });

  it('are read where an earlier version named neither clients nor writes', async () => {
    const directory = fresh();
    const { clients: _clients, writes: _writes, ...earlier } = runFile();
    writeFileSync(join(directory, 'run.json'), JSON.stringify(earlier));
    assert.deepEqual(await readRunFile(directory), runFile());
  });

  it('are refused by name where they are missing, torn or something else', async () => {
    const directory = fresh();
    await assert.rejects(readRunFile(directory), {
      code: 'SOSIE_RUN_UNREADABLE',
      message: /run\.json.*ENOENT/,
    });
    writeFileSync(join(directory, 'run.json'), '{"schema":');
    await assert.rejects(readRunFile(directory), { code: 'SOSIE_RUN_UNREADABLE', message: /not JSON/ });
    writeFileSync(join(directory, 'run.json'), JSON.stringify({ ...runFile(), seed: 'seven' }));
    await assert.rejects(readRunFile(directory), { code: 'SOSIE_RUN_UNREADABLE', message: /seed/ });
  });

  it('are not written into a directory that is not there', async () => {
    await assert.rejects(writeRunFile(join(scratch, 'none'), runFile()));
    assert.equal(existsSync(join(scratch, 'none')), false);
  });
});

describe('the published JSON Schemas', () => {
  for (const [file, text] of publishedSchemas()) {
    it(`${file} is current (node --import tsx harness/ledger/write-schemas.ts writes it)`, () => {
      assert.equal(readFileSync(new URL(`../../../docs/schemas/${file}`, import.meta.url), 'utf8'), text);
    });
  }
});
