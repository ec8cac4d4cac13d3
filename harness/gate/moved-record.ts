import type { HistoryRecord } from '../model/history.js';
import type { Phase } from '../model/phase.js';

/** The record on a clock that began `byMs` milliseconds later. What was before it has negative times. */
export function movedRecord(record: HistoryRecord, byMs: number): HistoryRecord {
  const atMs = record.atMs - byMs;
  if (record.type === 'login') return { ...record, atMs, startedMs: record.startedMs - byMs };
  if (record.type !== 'observation') return { ...record, atMs };
  const { replayOf } = record;
  return {
    ...record,
    atMs,
    startedMs: record.startedMs - byMs,
    replayOf: replayOf === null ? null : { ...replayOf, atMs: replayOf.atMs - byMs },
  };
}

/** The record in another phase, where it has one. */
export function inPhase(record: HistoryRecord, phase: Phase): HistoryRecord {
  return record.type === 'observation' ||
    record.type === 'tally' ||
    record.type === 'login' ||
    record.type === 'drill'
    ? { ...record, phase }
    : record;
}
