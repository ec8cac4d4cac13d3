import { close, fdatasync, openSync, write } from 'node:fs';
import { promisify } from 'node:util';

/** Text that is appended to a file in the order of `add`, one write at a time. */
export interface AppendFile {
  /** Waits for nothing; the text goes out with the next `write`. Dropped after a failure. */
  add(text: string): void;
  /** Characters that no `write` has taken yet. */
  readonly waiting: number;
  /** Settles when all text added so far is with the operating system, or writing has failed. Never rejects. */
  write(): Promise<void>;
  /** Writes, makes durable, closes. Never rejects. */
  close(): Promise<void>;
  readonly failed: Error | null;
}

const SYNC_MS = 1000;
/** How long one write or one sync may take. A busy disk takes seconds for a sync; a dead one never ends. */
const DEADLINE_MS = 30_000;
/** A disk that is this far behind will not catch up; memory must not pay for it. */
const MAX_WAITING_CHARS = 64 * 1024 * 1024;

const writeBytes = promisify(write);
const sync = promisify(fdatasync);
const closeFile = promisify(close);

/** Opens a file for appending, readable by its owner only; fdatasync at most every second. Throws the system's error. */
export function openAppendFile(path: string): AppendFile {
  const fd = openSync(path, 'a', 0o600);
  let waiting = '';
  let batch: Promise<void> | null = null;
  let failed: Error | null = null;
  let syncedAtMs = performance.now();
  /** Characters that were ever added, and that were ever written. */
  let added = 0;
  let written = 0;

  const fail = (error: unknown): void => {
    failed ??= error instanceof Error ? error : new Error(String(error));
    waiting = '';
  };
  const writeBatch = async (): Promise<void> => {
    const text = waiting;
    waiting = '';
    await inTime(writeAll(fd, Buffer.from(text, 'utf8')), 'written');
    written += text.length;
    if (performance.now() - syncedAtMs < SYNC_MS) return;
    syncedAtMs = performance.now();
    await inTime(sync(fd), 'made durable');
  };
  /** One batch at a time; what is added while it is written is left to the next. */
  const oneBatch = (): Promise<void> => {
    batch ??= writeBatch()
      .catch(fail)
      .finally(() => {
        batch = null;
      });
    return batch;
  };
  const writeOut = async (): Promise<void> => {
    const upTo = added;
    const owes = (): boolean => failed === null && written < upTo;
    while (owes()) await oneBatch();
  };

  return {
    add(text) {
      if (failed !== null) return;
      waiting += text;
      added += text.length;
      if (waiting.length > MAX_WAITING_CHARS) fail(new Error('the disk is too slow'));
    },
    get waiting() {
      return waiting.length;
    },
    write: writeOut,
    async close() {
      await writeOut();
      await (failed === null ? inTime(sync(fd), 'made durable').catch(fail) : undefined);
      await closeFile(fd).catch(fail);
    },
    get failed() {
      return failed;
    },
  };
}

/** A write may take only a part, as it does on a disk that is just getting full. */
async function writeAll(fd: number, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await writeBytes(fd, bytes, done, bytes.length - done, null);
    if (bytesWritten === 0) throw new Error('the disk takes no more bytes');
    done += bytesWritten;
  }
}

/**
 * Rejects when `work` takes too long. Counted in two halves: after a pause of the whole process (a suspended machine,
 * a starved processor) a timer comes before the answers that have been waiting.
 */
async function inTime(work: Promise<void>, what: string): Promise<void> {
  if ((await endsWithin(work, DEADLINE_MS / 2)) || (await endsWithin(work, DEADLINE_MS / 2))) return;
  throw new Error(`not ${what} within ${String(DEADLINE_MS / 1000)} s`);
}

async function endsWithin(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, ms);
  });
  const ended = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return ended;
}
