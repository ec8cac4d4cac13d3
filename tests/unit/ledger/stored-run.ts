import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createJudge } from '../../../harness/judge/judge.js';
import type { Judgement } from '../../../harness/judge/judge.js';
import type { RunFile } from '../../../harness/model/result.js';
import type { HistoryRecord } from '../../../harness/model/history.js';
import { openLedger } from '../../../harness/ledger/ledger.js';
import { readHistory } from '../../../harness/ledger/read-history.js';

/** Writes each list of records by a writer of its own, into a new run directory below `parent`. */
export async function storeRun(
  parent: string,
  writers: Readonly<Record<string, readonly HistoryRecord[]>>,
): Promise<string> {
  const directory = mkdtempSync(join(parent, 'run '));
  for (const [writer, records] of Object.entries(writers)) {
    const ledger = openLedger(directory, writer);
    for (const record of records) ledger.append(record);
    await ledger.close();
    if (ledger.failed !== null) throw ledger.failed;
  }
  return directory;
}

/** All records of a stored run. */
export async function readAll(directory: string): Promise<readonly HistoryRecord[]> {
  const records: HistoryRecord[] = [];
  for await (const record of readHistory(directory)) records.push(record);
  return records;
}

/** What the records of a stored run prove. */
export async function judgeStored(run: RunFile, directory: string): Promise<Judgement> {
  const judge = createJudge(run);
  for await (const record of readHistory(directory)) judge.see(record);
  return judge.judgement();
}
