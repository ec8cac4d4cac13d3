import { createTallies } from '../../judge/tallies.js';
import type { Finding } from '../../model/finding.js';
import type { HistoryRecord } from '../../model/history.js';
import type { Observation } from '../../model/observation.js';
import type { Result, RunFile } from '../../model/result.js';
import type { Verdict } from '../../model/verdict.js';
import {
  mostLatest,
  type WatchedFinding,
  type WatchedPair,
  type WatchedRevision,
  type WatchStatus,
  type WatchTotals,
} from '../../model/watch-status.js';

/** Counts over all windows of a watch, in bounded memory. */
export interface TotalsFold {
  /** Takes every record once. */
  see(record: HistoryRecord): void;
  /** Takes every finding of every window once. */
  finding(finding: Finding, run: RunFile): void;
  judged(result: Result): void;
  /** A window takes no more records; with its handoffs. */
  left(handoffs: number): void;
  /** `handoffs` are those of the window that is open. */
  totals(handoffs: number): Pick<WatchStatus, 'revisions' | 'totals' | 'latest' | 'pairs'>;
}

const mostRevisions = 50;
const mostPairs = 500;

/** `wallMs` tells the wall time of now, in milliseconds since 1970. */
export function createTotals(wallMs: () => number): TotalsFold {
  const byPhase = createTallies();
  const revisions = new Map<string, WatchedRevision>();
  const findings = new Map<string, WatchTotals['findings'][number]>();
  const pairs = new Map<string, WatchedPair>();
  const rollouts: Record<Verdict, number> = { pass: 0, inconclusive: 0, fail: 0 };
  let latest: readonly WatchedFinding[] = [];
  let leftHandoffs = 0;
  const now = (): string => new Date(wallMs()).toISOString();

  const noteRevision = (revision: string | null, looks: number, own: number): void => {
    if (revision === null) return;
    const known = revisions.get(revision);
    revisions.set(revision, {
      revision,
      firstSeenAt: known?.firstSeenAt ?? now(),
      lastSeenAt: now(),
      looks: (known?.looks ?? 0) + looks,
      own: (known?.own ?? 0) + own,
    });
    const [oldest] = revisions.keys();
    if (revisions.size > mostRevisions && oldest !== undefined) revisions.delete(oldest);
  };
  const notePair = (viewer: string, owner: string): void => {
    const key = `${viewer}\n${owner}`;
    const known = pairs.get(key);
    if (known === undefined && pairs.size >= mostPairs) return;
    pairs.set(key, { viewer, owner, looks: (known?.looks ?? 0) + 1 });
  };

  return {
    see(record) {
      if (record.type === 'tally') {
        byPhase.add(record.phase, 'own', record.own);
        noteRevision(record.revision, record.own, record.own);
      } else if (record.type === 'observation') {
        byPhase.add(record.phase, record.class, 1);
        noteRevision(record.revision, 1, record.class === 'own' ? 1 : 0);
        for (const owner of shownOwners(record)) notePair(record.viewer ?? 'anonymous', owner);
      }
    },
    finding(finding, run) {
      const { oracle, severity } = finding;
      const key = `${oracle}\n${severity}`;
      findings.set(key, { oracle, severity, count: (findings.get(key)?.count ?? 0) + 1 });
      latest = [watchedFinding(finding, run), ...latest].slice(0, mostLatest);
    },
    judged({ verdict, rollout }) {
      if (rollout.events.some(({ event }) => event === 'started')) rollouts[verdict] += 1;
    },
    left(handoffs) {
      leftHandoffs += handoffs;
    },
    totals: (openHandoffs) => ({
      revisions: [...revisions.values()],
      totals: {
        byPhase: byPhase.all(),
        findings: [...findings.values()],
        handoffs: leftHandoffs + openHandoffs,
        rollouts: { ...rollouts },
      },
      latest,
      pairs: [...pairs.values()],
    }),
  };
}

/** Whose data somebody else was shown. */
function shownOwners({ class: kind, viewer, seen, slots }: Observation): ReadonlySet<string> {
  if (kind !== 'foreign' && kind !== 'stranger') return new Set();
  const owners = [
    ...seen.map(({ owner }) => owner),
    ...slots.flatMap(({ says, owner }) => (says === 'other' && owner !== null ? [owner] : [])),
    ...(slots.some(({ says }) => says === 'stranger') ? ['stranger'] : []),
  ];
  return new Set(owners.filter((owner) => owner !== viewer));
}

function watchedFinding(finding: Finding, run: RunFile): WatchedFinding {
  const { id, oracle, severity, viewer, owner, where, phase, revision, instance, summary } = finding;
  const unique = (of: (evidence: Finding['evidence'][number]) => readonly string[]): readonly string[] =>
    [...new Set(finding.evidence.flatMap(of))].slice(0, 20);
  return {
    ...{ run: run.runId, id, oracle, severity, viewer, owner, where, phase, revision, instance, summary },
    fields: unique(({ fields }) => fields),
    masked: unique(({ masked }) => masked),
    seenAt: new Date(Date.parse(run.startedAt) + finding.firstAtMs).toISOString(),
  };
}
