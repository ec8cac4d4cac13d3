import type { HarnessEvent, HistoryRecord } from '../model/history.js';

/** What went wrong with the run itself. */
export interface RunFacts {
  /** Events by kind: how often, and the first few details. */
  readonly events: ReadonlyMap<
    HarnessEvent['event'],
    { readonly count: number; readonly details: readonly string[] }
  >;
  readonly finished: boolean;
  /** Identities whose logins all failed and that were never seen as own. */
  readonly withoutSession: readonly string[];
}

/** Follows the harness's own events, and who ever got a session. */
export interface RunFold {
  see(record: HistoryRecord): void;
  facts(): RunFacts;
}

const MAX_DETAILS = 5;

/** Begins with nothing seen. */
export function createRunFold(): RunFold {
  const events = new Map<HarnessEvent['event'], { count: number; details: string[] }>();
  const failed = new Set<string>();
  const served = new Set<string>();
  return {
    see(record) {
      if (record.type === 'harness') {
        const event = events.get(record.event) ?? { count: 0, details: [] };
        event.count += record.count;
        if (event.details.length < MAX_DETAILS && !event.details.includes(record.detail)) {
          event.details.push(record.detail);
        }
        events.set(record.event, event);
      } else if (record.type === 'login') {
        (record.ok ? served : failed).add(record.viewer);
      } else if (
        record.type === 'observation' &&
        record.class === 'own' &&
        record.viewer !== null &&
        record.operation !== 'drill'
      ) {
        served.add(record.viewer);
      }
    },
    facts: () => ({
      events: new Map([...events].map(([kind, event]) => [kind, { ...event, details: [...event.details] }])),
      finished: events.has('finished'),
      withoutSession: [...failed].filter((identity) => !served.has(identity)).sort(),
    }),
  };
}
