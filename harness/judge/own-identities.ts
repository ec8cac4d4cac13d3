import type { HistoryRecord } from '../model/history.js';
import type { OperationKind } from '../model/look.js';
import type { Coverage } from '../model/coverage.js';
import type { ObservationClass } from '../model/observation.js';
import type { RunFile } from '../model/result.js';
import { isSuite } from './is-suite.js';

/** Which identities were seen as their own, in all and after the rollout. */
export interface OwnIdentities {
  /** `blind`: the page is known to prove nothing. */
  see(record: HistoryRecord, blind: boolean): void;
  /** How many were seen as their own; API clients are none. */
  count(): number;
  facts(): Pick<Coverage, 'neverOwn' | 'lost'>;
}

interface Known {
  tookPart: boolean;
  own: boolean;
  ownAfter: boolean;
  nothingAfter: number;
}

const looking: ReadonlySet<OperationKind> = new Set<OperationKind>(['visit', 'reload', 'fetch']);

/** Whoever is shown somebody else is no less seen: that is a violation of its own. */
const nothing: ReadonlySet<ObservationClass> = new Set<ObservationClass>(['anonymous', 'blank', 'error']);

/**
 * Whoever is signed out by the rollout signs in again at the next look, and a target that just started may fail a few
 * times. Whoever still gets nothing of their own was not tested there, be it that they are signed out or that the new
 * release fails for them alone.
 */
const lostForGood = 5;
const mostNamed = 100;

/**
 * Begins with nothing seen. A login may be answered without an error and still bring no session: whoever signs in or
 * looks and is never shown as own was not tested, however many others were.
 */
export function createOwnIdentities(run: RunFile): OwnIdentities {
  const identities = new Map(
    run.identities.map(({ id }): [string, Known] => [
      id,
      { tookPart: false, own: false, ownAfter: false, nothingAfter: 0 },
    ]),
  );
  return {
    see(record, blind) {
      if (record.type !== 'observation' && record.type !== 'login') return;
      const known = identities.get(record.viewer ?? '');
      if (known === undefined || blind) return;
      if (record.type === 'login') {
        if (record.ok) known.tookPart = true;
      } else if (record.class === 'own') {
        known.own = true;
        if (record.phase === 'after') known.ownAfter = true;
      } else if (looking.has(record.operation)) {
        known.tookPart = true;
        if (record.phase === 'after' && nothing.has(record.class)) known.nothingAfter += 1;
      }
    },
    count: () => [...identities.values()].filter(({ own }) => own).length,
    facts: () => {
      if (isSuite(run)) return { neverOwn: [], lost: [] };
      const named = (chosen: (known: Known) => boolean): readonly string[] =>
        [...identities].flatMap(([id, known]) => (chosen(known) ? [id] : [])).slice(0, mostNamed);
      return {
        neverOwn: named(({ tookPart, own }) => tookPart && !own),
        lost: named(({ own, ownAfter, nothingAfter }) => own && !ownAfter && nothingAfter >= lostForGood),
      };
    },
  };
}
