import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SosieError } from '../model/errors.js';
import type { HistoryRecord } from '../model/history.js';
import { readHistoryFile } from './history-file.js';
import { systemCode } from './system-code.js';

interface Head {
  readonly source: AsyncGenerator<HistoryRecord>;
  record: HistoryRecord;
}

/**
 * All records of a run: its history-*.jsonl files merged by `atMs`, each file keeping its own order, the first by
 * name going first on a tie. Rejects with SOSIE_RUN_UNREADABLE where the directory or a line cannot be read.
 */
export async function* readHistory(directory: string): AsyncGenerator<HistoryRecord> {
  const heads: Head[] = [];
  try {
    for (const file of await historyFiles(directory)) {
      const source = readHistoryFile(join(directory, file));
      const first = await source.next();
      if (first.done !== true) heads.push({ source, record: first.value });
    }
    for (let head = earliest(heads); head !== undefined; head = earliest(heads)) {
      yield head.record;
      const next = await head.source.next();
      if (next.done === true) heads.splice(heads.indexOf(head), 1);
      else head.record = next.value;
    }
  } finally {
    for (const { source } of heads) await source.return(undefined);
  }
}

async function historyFiles(directory: string): Promise<readonly string[]> {
  try {
    const names = await readdir(directory);
    return names.filter((name) => /^history-.+\.jsonl$/.test(name)).sort();
  } catch (cause) {
    throw new SosieError(
      'SOSIE_RUN_UNREADABLE',
      `The run directory "${directory}" could not be read (${systemCode(cause)}).`,
      {
        hint: 'Name the directory of one run, such as sosie-runs/2026-11-21T22-30-05-a3f9.',
        cause,
      },
    );
  }
}

/** A run has a handful of writers: a scan is faster than a heap. */
function earliest(heads: readonly Head[]): Head | undefined {
  let best = heads[0];
  for (const head of heads) if (best !== undefined && head.record.atMs < best.record.atMs) best = head;
  return best;
}
