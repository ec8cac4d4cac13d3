import { close, fdatasync, openSync, write } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HistoryRecord } from '../model/history.js';
import { SosieError } from '../model/errors.js';

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
const DEADLINE_MS = 10_000;
/** A disk that is this far behind will not catch up; memory must not pay for it. */
const MAX_WAITING_CHARS = 64 * 1024 * 1024;

const writeBytes = promisify(write);
const sync = promisify(fdatasync);
const closeFile = promisify(close);

/**
 * Opens `history-<writer>.jsonl` in the run directory for appending. Lines go out in batches of 64 KB, at `flush()`
 * and every second, and are made durable (fdatasync) at most every second. Each writer must append its own
 * `finished` harness event before it closes: without it a reader takes the file for one that was cut off.
 * Throws SOSIE_CONFIG_USAGE where the file cannot be opened.
 */
export function openLedger(directory: string, writer: string): Ledger {
  const fd = openFile(join(directory, `history-${writer}.jsonl`));
  let waiting = '';
  let draining: Promise<void> | null = null;
  let failed: Error | null = null;
  let closed = false;
  let syncedAtMs = performance.now();

  const drain = async (): Promise<void> => {
    try {
      while (waiting !== '') {
        const batch = Buffer.from(waiting, 'utf8');
        waiting = '';
        await writeAll(fd, batch);
        if (performance.now() - syncedAtMs >= FLUSH_MS) {
          syncedAtMs = performance.now();
          await sync(fd);
        }
      }
    } catch (error) {
      failed = asError(error);
      waiting = '';
    }
  };
  /** One drain at a time; what is appended while it ends is the next one's. */
  const push = (): Promise<void> => {
    draining ??= drain().finally(() => {
      draining = null;
    });
    return draining;
  };
  const pushAll = async (): Promise<void> => {
    await push();
    if (waiting !== '') await push();
  };
  const flush = async (): Promise<void> => {
    const late = await isLate(pushAll(), DEADLINE_MS);
    if (late) failed ??= new Error(`the ledger was not written within ${String(DEADLINE_MS / 1000)} s`);
  };
  const timer = setInterval(() => void push(), FLUSH_MS);
  timer.unref();

  return {
    append(record) {
      if (failed !== null || closed) return;
      waiting += `${JSON.stringify(record)}\n`;
      if (waiting.length > MAX_WAITING_CHARS) {
        failed = new Error('the disk is too slow for the ledger');
        waiting = '';
      } else if (waiting.length >= BATCH_CHARS) {
        void push();
      }
    },
    flush,
    async close() {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      await flush();
      try {
        if (failed === null) await sync(fd);
        await closeFile(fd);
      } catch (error) {
        failed ??= asError(error);
      }
    },
    get failed() {
      return failed;
    },
  };
}

function openFile(path: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch (cause) {
    throw new SosieError(
      'SOSIE_CONFIG_USAGE',
      `The ledger "${path}" could not be opened: ${asError(cause).message}.`,
      {
        hint: 'Choose a run directory that you may write to, with --out or evidence.directory.',
        cause,
      },
    );
  }
}

/** A write may take only a part, as it does on a disk that is just getting full. */
async function writeAll(fd: number, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await writeBytes(fd, bytes, done, bytes.length - done, null);
    if (bytesWritten === 0) throw new Error('the disk takes no more bytes');
    done += bytesWritten;
  }
}

/** True when `work` takes longer than `ms`. */
async function isLate(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(true);
    }, ms);
  });
  const result = await Promise.race([work.then(() => false), late]);
  clearTimeout(timer);
  return result;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
