import type { HistoryRecord } from '../model/history.js';
import type { Observation, ObservationClass } from '../model/observation.js';
import type { Phase } from '../model/phase.js';
import type { RunFile } from '../model/result.js';
import { isSuite } from './is-suite.js';

/** Whether the browsers of a run still saw anything on the new release. */
export interface BrowserLens {
  see(record: HistoryRecord): void;
  /** Browsers were shown people before the rollout and never after it. */
  lost(): boolean;
}

/** Whoever is shown somebody else looks no less: that is a violation of its own. */
const people: ReadonlySet<ObservationClass> = new Set<ObservationClass>(['own', 'foreign', 'stranger']);

/** Whether a look is one of further browsers, which are opened for such looks alone. */
function isApart({ operation, predecessor }: Observation): boolean {
  return operation === 'drill' || predecessor !== undefined;
}

/**
 * Begins with nothing seen. Plain-HTTP sessions fill every floor by themselves; what only a browser sees (the drawn page,
 * its storage, a service worker) would go missing on the new release without a word if its browsers cannot be reopened.
 */
export function createBrowserLens(run: RunFile): BrowserLens {
  const shown = new Set<Phase>();
  return {
    see(record) {
      if (record.type !== 'observation' || record.actorKind !== 'browser') return;
      if (people.has(record.class) && !isApart(record)) shown.add(record.phase);
    },
    lost: () => run.actors.browsers > 0 && !isSuite(run) && shown.has('before') && !shown.has('after'),
  };
}
