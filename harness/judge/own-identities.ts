import type { HistoryRecord } from '../model/history.js';
import type { OperationKind } from '../model/look.js';
import type { Coverage } from '../model/coverage.js';
import type { RunFile } from '../model/result.js';

/** Which identities were seen as their own, in all and after the rollout. */
export interface OwnIdentities {
  /** `blind`: the page is known to prove nothing. */
  see(record: HistoryRecord, blind: boolean): void;
  facts(): Pick<Coverage, 'neverOwn' | 'lost'>;
}

interface Known {
  tookPart: boolean;
  own: boolean;
  ownAfter: boolean;
  signedOutAfter: number;
}

const looking: ReadonlySet<OperationKind> = new Set<OperationKind>(['visit', 'reload', 'fetch']);

/** Whoever is signed out by the rollout signs in again at the next look; one more may be under way. */
const signedOutForGood = 5;
const mostNamed = 100;

/**
 * Begins with nothing seen. A login may be answered without an error and still bring no session: whoever signs in or
 * looks and is never shown as own was not tested, however many others were. The tests of a suite decide themselves as
 * whom they look, so nothing is asked of them.
 */
export function createOwnIdentities(run: RunFile): OwnIdentities {
  const identities = new Map(
    run.identities.map(({ id }): [string, Known] => [
      id,
      { tookPart: false, own: false, ownAfter: false, signedOutAfter: 0 },
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
        const signedOut = record.class === 'anonymous' || record.class === 'blank';
        if (signedOut && record.phase === 'after') known.signedOutAfter += 1;
      }
    },
    facts: () => {
      if (isSuite(run)) return { neverOwn: [], lost: [] };
      const named = (chosen: (known: Known) => boolean): readonly string[] =>
        [...identities].flatMap(([id, known]) => (chosen(known) ? [id] : [])).slice(0, mostNamed);
      return {
        neverOwn: named(({ tookPart, own }) => tookPart && !own),
        lost: named(
          ({ own, ownAfter, signedOutAfter }) => own && !ownAfter && signedOutAfter >= signedOutForGood,
        ),
      };
    },
  };
}

/** A run of Playwright Test: it alone has neither a drill nor a watch. */
function isSuite({ drill, rollout }: RunFile): boolean {
  return drill === undefined && rollout !== 'watch';
}
