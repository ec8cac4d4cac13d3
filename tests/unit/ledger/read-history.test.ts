import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createJudge } from '../../../harness/judge/judge.js';
import type { HistoryRecord } from '../../../harness/model/history.js';
import { cleanRun, history, runFile } from '../history-builder.js';
import { scratchDirectory } from './scratch.js';
import { judgeStored, readAll, storeRun } from './stored-run.js';

const scratch = scratchDirectory();
const run = runFile({ rollout: 'command' });
const mixed = (): readonly HistoryRecord[] => {
  const built = history().login('u01').own('u01').rollout('started').phase('during').own('u01');
  return built.set({ revision: 'v2' }).foreign('u01', 'u02').stranger('u01').rollout('finished').finished()
    .records;
};

describe('a stored history', () => {
  it('comes back as it was written', async () => {
    const { records } = cleanRun();
    assert.deepEqual(await readAll(await storeRun(scratch, { main: records })), records);
  });

  it('is judged as it was live: the same verdict, reasons, findings and exposure', async () => {
    for (const records of [cleanRun().records, mixed()]) {
      const live = createJudge(run);
      records.forEach((record) => live.see(record));
      const directory = await storeRun(scratch, { main: records });
      assert.deepEqual(await judgeStored(run, directory), live.judgement());
    }
  });

  it('is merged by time from all of its writers, each keeping its own order', async () => {
    const at = (atMs: number, detail: string): HistoryRecord => ({
      type: 'harness',
      event: 'warning',
      atMs,
      detail,
      count: 1,
    });
    const done = (atMs: number): HistoryRecord => ({
      type: 'harness',
      event: 'finished',
      atMs,
      detail: '',
      count: 1,
    });
    const directory = await storeRun(scratch, {
      a: [at(1, 'a1'), at(4, 'a2'), at(3, 'a3'), done(9)],
      b: [at(2, 'b1'), at(4, 'b2'), done(8)],
      c: [at(0, 'c1'), done(10)],
    });
    const details = (await readAll(directory)).flatMap((each) =>
      each.type === 'harness' ? [each.detail] : [],
    );
    assert.deepEqual(details, ['c1', 'a1', 'b1', 'a2', 'a3', 'b2', '', '', '']);
  });

  it('says which file was torn, keeping what is whole', async () => {
    const directory = await storeRun(scratch, { main: cleanRun().records, other: cleanRun().records });
    const file = join(directory, 'history-other.jsonl');
    truncateSync(file, readFileSync(file).length - 30);
    const { verdict, reasons } = await judgeStored(run, directory);
    assert.equal(verdict, 'inconclusive');
    const lines = cleanRun().records.length;
    assert.equal(
      reasons[0]?.text,
      `The run was interrupted: history-other.jsonl is torn in line ${String(lines)}.`,
    );
  });

  it('says that a writer was not finished where its file ends between two lines', async () => {
    const directory = await storeRun(scratch, {
      main: cleanRun().records,
      other: cleanRun().records.slice(0, -1),
    });
    const { verdict, reasons } = await judgeStored(run, directory);
    assert.equal(verdict, 'inconclusive');
    assert.match(reasons[0]?.text ?? '', /history-other\.jsonl ends before its writer was finished/);
  });

  it('counts a violation in the torn last line if that is whole', async () => {
    const directory = await storeRun(scratch, { main: history().foreign('u01', 'u02').records });
    const file = join(directory, 'history-main.jsonl');
    truncateSync(file, readFileSync(file).length - 1);
    assert.equal((await judgeStored(run, directory)).verdict, 'fail');
  });

  it('refuses a broken line in the middle, naming file and line', async () => {
    for (const broken of ['{"type":"observation"}', '{"type":"what"}', 'nonsense', '']) {
      const directory = await storeRun(scratch, { main: history().own('u01').records });
      const file = join(directory, 'history-main.jsonl');
      appendFileSync(file, `${broken}\n${JSON.stringify(history().finished().records[0])}\n`);
      await assert.rejects(readAll(directory), {
        code: 'SOSIE_RUN_UNREADABLE',
        message: /history-main\.jsonl.* line 2/,
      });
    }
  });

  it('refuses a file without line feeds that would fill the memory', async () => {
    const directory = await storeRun(scratch, { main: [] });
    writeFileSync(join(directory, 'history-main.jsonl'), Buffer.alloc(17 * 1024 * 1024, 'x'));
    await assert.rejects(readAll(directory), { code: 'SOSIE_RUN_UNREADABLE' });
  });

  it('refuses a directory that is not there, and is inconclusive on one without a history', async () => {
    await assert.rejects(readAll(join(scratch, 'none')), { code: 'SOSIE_RUN_UNREADABLE' });
    const empty = await storeRun(scratch, {});
    assert.equal((await judgeStored(run, empty)).verdict, 'inconclusive');
  });

  it('ignores keys that a newer version has added', async () => {
    const [record] = history().own('u01').records;
    const directory = await storeRun(scratch, {});
    writeFileSync(join(directory, 'history-main.jsonl'), `${JSON.stringify({ ...record, later: 1 })}\n`);
    assert.deepEqual((await readAll(directory))[0], record);
  });
});

describe('a ledger that a kill cut off at any byte', () => {
  for (const [what, records] of [
    ['a clean run', cleanRun().records],
    ['a run with mix-ups', mixed()],
  ] as const) {
    it(`is judged, and never as pass: ${what}`, async () => {
      const directory = await storeRun(scratch, { main: records });
      const file = join(directory, 'history-main.jsonl');
      const whole = readFileSync(file);
      const firstMixUp = whole.indexOf('"class":"foreign"');
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: whole.length - 1 }), async (length) => {
          writeFileSync(file, whole.subarray(0, length));
          const { verdict } = await judgeStored(run, directory);
          const lineEnd = whole.indexOf('\n', firstMixUp);
          assert.equal(verdict, firstMixUp !== -1 && length >= lineEnd ? 'fail' : 'inconclusive');
        }),
        { numRuns: 150 },
      );
    });
  }
});
