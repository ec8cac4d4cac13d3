import { join } from 'node:path';
import type { HistoryRecord } from '../model/history.js';
import { SosieError } from '../model/errors.js';
import { openAppendFile } from './append-file.js';
import type { AppendFile } from './append-file.js';
import { systemCode } from './system-code.js';

/** The append-only writer of one history file. Whoever opens it closes it. */
export interface Ledger {
  /** Never waits and never throws; after a failure it drops the record. */
  append(record: HistoryRecord): void;
  /** Settles when everything appended so far is with the operating system, or the ledger has failed. Never rejects. */
  flush(): Promise<void>;
  /** Flushes, makes the file durable, closes it. Never rejects; look at `failed` afterwards. */
  close(): Promise<void>;
  /** Why records are being lost (disk full, file closed, disk too slow), or null. */
  readonly failed: Error | null;
}

const BATCH_CHARS = 64 * 1024;
const FLUSH_MS = 1000;

/**
 * Opens `history-<writer>.jsonl` in the run directory for appending. Lines go out in batches of 64 KB, at `flush()`
 * and every second, and are made durable at most every second. Each writer must append its own `finished` harness
 * event before it closes: without it a reader takes the file for one that was cut off. Throws SOSIE_CONFIG_USAGE where
 * the file cannot be opened.
 */
export function openLedger(directory: string, writer: string): Ledger {
  const file = openFile(join(directory, `history-${writer}.jsonl`));
  let closed = false;
  const timer = setInterval(() => void file.write(), FLUSH_MS);
  timer.unref();
  return {
    append(record) {
      if (closed) return;
      file.add(`${JSON.stringify(record)}\n`);
      if (file.waiting >= BATCH_CHARS) void file.write();
    },
    flush: () => file.write(),
    async close() {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      await file.close();
    },
    get failed() {
      return file.failed;
    },
  };
}

function openFile(path: string): AppendFile {
  try {
    return openAppendFile(path);
  } catch (cause) {
    throw new SosieError(
      'SOSIE_CONFIG_USAGE',
      `The ledger "${path}" could not be opened (${systemCode(cause)}).`,
      {
        hint: 'Choose a run directory that you may write to, with --out or evidence.directory.',
        cause,
      },
    );
  }
}
