import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { SosieError } from '../model/errors.js';
import type { HistoryRecord } from '../model/history.js';
import { recordSchema } from './record-schema.js';

/** No record is this long; a file without line feeds must not fill the memory. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

/**
 * The records of one history file, in its own order. A last line without its line feed was torn by a kill: it
 * counts where it is whole, and either way an `interrupted` event follows it. So it does where the writer's
 * `finished` event is missing: nothing is skipped silently. Rejects with SOSIE_RUN_UNREADABLE, naming the line,
 * on any other line that is no record.
 */
export async function* readHistoryFile(path: string): AsyncGenerator<HistoryRecord> {
  let number = 0;
  let finished = false;
  let last: HistoryRecord | null = null;
  let torn: Buffer | null = null;
  for await (const line of lines(path)) {
    number += 1;
    if (!line.complete) {
      torn = line.bytes;
      break;
    }
    last = parseRecord(line.bytes);
    if (last === null) throw broken(path, number);
    if (last.type === 'harness' && last.event === 'finished') finished = true;
    yield last;
  }
  if (torn === null && finished) return;
  const tornRecord = torn === null ? null : parseRecord(torn);
  if (tornRecord !== null) yield tornRecord;
  const how = torn === null ? 'ends before its writer was finished' : `is torn in line ${String(number)}`;
  const atMs = (tornRecord ?? last)?.atMs ?? 0;
  yield { type: 'harness', atMs, event: 'interrupted', detail: `${basename(path)} ${how}`, count: 1 };
}

function parseRecord(bytes: Buffer): HistoryRecord | null {
  try {
    const parsed = recordSchema.safeParse(JSON.parse(bytes.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Lines without their line feed; the last one is incomplete where the file does not end in one. */
async function* lines(path: string): AsyncGenerator<{ bytes: Buffer; complete: boolean }> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
      yield { bytes: bytes.subarray(from, end), complete: true };
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > MAX_LINE_BYTES) {
      yield { bytes: rest, complete: true };
      return;
    }
  }
  if (rest.length > 0) yield { bytes: rest, complete: false };
}

function broken(path: string, line: number): SosieError {
  return new SosieError(
    'SOSIE_RUN_UNREADABLE',
    `"${path}" holds no record of a history in line ${String(line)}.`,
    {
      hint: 'The file was changed after it was written; judge the run from an untouched copy.',
    },
  );
}
