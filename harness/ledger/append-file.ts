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
const DEADLINE_MS = 10_000;
/** A disk that is this far behind will not catch up; memory must not pay for it. */
const MAX_WAITING_CHARS = 64 * 1024 * 1024;

const writeBytes = promisify(write);
const sync = promisify(fdatasync);
const closeFile = promisify(close);

/** Opens a file for appending, readable by its owner only; fdatasync at most every second. Throws the system's error. */
export function openAppendFile(path: string): AppendFile {
  const fd = openSync(path, 'a', 0o600);
  let waiting = '';
  let draining: Promise<void> | null = null;
  let failed: Error | null = null;
  let syncedAtMs = performance.now();

  const fail = (error: unknown): void => {
    failed ??= error instanceof Error ? error : new Error(String(error));
    waiting = '';
  };
  const drainAll = async (): Promise<void> => {
    while (waiting !== '') {
      const batch = Buffer.from(waiting, 'utf8');
      waiting = '';
      await writeAll(fd, batch);
      if (performance.now() - syncedAtMs < SYNC_MS) continue;
      syncedAtMs = performance.now();
      await sync(fd);
    }
  };
  /** One at a time; what is added while it ends is left to the next. */
  const drain = (): Promise<void> => {
    draining ??= drainAll()
      .catch(fail)
      .finally(() => {
        draining = null;
      });
    return draining;
  };
  const writeOut = async (): Promise<void> => {
    const whole = drain().then(() => (waiting === '' ? undefined : drain()));
    if (await isLate(whole, DEADLINE_MS))
      fail(new Error(`not written within ${String(DEADLINE_MS / 1000)} s`));
  };

  return {
    add(text) {
      if (failed !== null) return;
      waiting += text;
      if (waiting.length > MAX_WAITING_CHARS) fail(new Error('the disk is too slow'));
    },
    get waiting() {
      return waiting.length;
    },
    write: writeOut,
    async close() {
      await writeOut();
      await (failed === null ? sync(fd).catch(fail) : undefined);
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
 * True when `work` takes longer than `ms`. Counted in two halves: after a pause of the whole process (a suspended
 * machine, a starved processor) a timer comes before the answers that have been waiting.
 */
async function isLate(work: Promise<void>, ms: number): Promise<boolean> {
  return !(await endsWithin(work, ms / 2)) && !(await endsWithin(work, ms / 2));
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
