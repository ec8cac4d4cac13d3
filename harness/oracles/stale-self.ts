import type { Observation } from '../model/observation.js';
import type { Oracle } from '../model/oracle.js';
import { writtenTurn } from '../model/written.js';
import { reportOf, viewerOf } from './report-of.js';

/** The newest of its writes that an identity has read on one page, and when it first did. */
interface Read {
  readonly turn: number;
  readonly atMs: number;
}

/** A copy may be so much older than what was read before; replicas and caches catch up. */
const PATIENCE_MS = 2000;

/**
 * Own data older than what was read before: a page showed what its owner wrote, and later, asked afresh, shows an
 * earlier value. Pages are compared with themselves only, and not across a further write.
 */
export const staleSelf: Oracle = {
  name: 'stale-self',
  severity: 'notice',
  finds: 'An identity was shown an older value of its own than it had read before.',
  begin: () => {
    const readers = new Map<string, Map<string, Read>>();
    return (record) => {
      if (record.type !== 'observation' || record.viewer === null) return [];
      if (record.operation === 'write') readers.delete(record.viewer);
      const turn = newestTurn(record);
      if (turn === null || !isFresh(record)) return [];
      const reads = readers.get(record.viewer) ?? new Map<string, Read>();
      readers.set(record.viewer, reads);
      const before = reads.get(record.where);
      if (before === undefined || turn > before.turn) {
        reads.set(record.where, { turn, atMs: record.atMs });
        return [];
      }
      if (turn === before.turn || record.startedMs - before.atMs < PATIENCE_MS) return [];
      const summary =
        `${viewerOf(record)} was shown what it wrote by write ${String(turn)} on ${record.where}, ` +
        `where it had read write ${String(before.turn)} before.`;
      return [reportOf(record, { oracle: 'stale-self', severity: 'notice', owner: null, summary })];
    };
  },
};

/** An answer that was asked for, not what a browser keeps, brings back, or is pushed. */
function isFresh({ operation, channel }: Observation): boolean {
  const asked =
    operation === 'visit' || operation === 'reload' || operation === 'fetch' || operation === 'open';
  return asked && (channel === 'page' || channel === 'api' || channel === 'document');
}

/** The newest own write that an own observation shows. */
function newestTurn({ class: kind, viewer, seen }: Observation): number | null {
  if (kind !== 'own') return null;
  const turns = seen
    .filter(({ owner }) => owner === viewer)
    .flatMap(({ fields }) => fields.map(writtenTurn))
    .filter((turn) => turn !== null);
  return turns.length === 0 ? null : Math.max(...turns);
}
