import type { HistoryRecord } from '../model/history.js';
import type { Observation } from '../model/observation.js';
import type { RunFile } from '../model/result.js';
import { writtenTurn } from '../model/written.js';
import { isSuite } from './is-suite.js';

/** `never-written`: nobody wrote. `never-read-back`: some wrote, signed in afresh, and found nothing of it. */
export type WriteDoubt = 'never-written' | 'never-read-back';

/** Follows what is written and read back. */
export interface ReadBacks {
  see(record: HistoryRecord): void;
  /** Null where a write was read back, where none is configured, and where none was due yet. */
  doubt(): WriteDoubt | null;
}

/** One reading that shows nothing may be a hiccup. */
const leastReadings = 2;
/** Writers write every 2.5 s on average; a target that is slow, or paced, keeps them waiting. */
const dueMs = 20_000;

/** Begins with nothing written. A windowed watch shows a part of the writing only, so that nobody need have written in it. */
export function createReadBacks(run: RunFile): ReadBacks {
  const places = new Set(run.writes.map(({ readBack }) => readBack));
  const wroteIn = new Map<string, string>();
  let readings = 0;
  let readBack = false;
  let first: number | null = null;
  let lastMs = 0;
  return {
    see(record) {
      if (record.type !== 'observation' || record.viewer === null) return;
      first ??= record.atMs;
      lastMs = record.atMs;
      if (record.operation === 'write') return void wroteIn.set(record.viewer, record.session);
      if (showsWritten(record)) readBack = true;
      const wrote = wroteIn.get(record.viewer);
      const afresh = wrote !== undefined && wrote !== record.session;
      if (!afresh || record.operation !== 'visit' || !places.has(record.where)) return;
      readings += 1;
      wroteIn.delete(record.viewer);
    },
    doubt() {
      if (places.size === 0 || isSuite(run) || readBack) return null;
      if (readings >= leastReadings) return 'never-read-back';
      const isDue = run.rollout !== 'watch' && lastMs - (first ?? lastMs) >= dueMs;
      return wroteIn.size === 0 && readings === 0 && isDue ? 'never-written' : null;
    },
  };
}

function showsWritten({ viewer, seen }: Observation): boolean {
  return seen.some(
    ({ owner, fields }) => owner === viewer && fields.some((field) => writtenTurn(field) !== null),
  );
}
