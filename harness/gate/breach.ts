import type { Finding, OracleName } from '../model/finding.js';
import type { HistoryRecord } from '../model/history.js';
import type { Observation } from '../model/observation.js';

/**
 * The facts that a notification of a breach needs (GDPR, article 33): when, what kind of data, how many persons, by what.
 * Names of fields and numbers only; no value of anybody's.
 */
export interface Breach {
  readonly schema: 'sosie/breach@1';
  readonly runId: string;
  readonly target: string;
  /** ISO 8601, UTC. */
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** Looks that showed somebody else's data. 0 where only a session or a right was wrong. */
  readonly observations: number;
  /** Reports of the oracles, those that tell of no look included. */
  readonly reports: number;
  readonly persons: {
    /** Distinct persons that are none of ours, by the fingerprints of what one field said: at least so many. */
    readonly strangers: number;
    /** Our own accounts whose data somebody else was shown. */
    readonly testAccounts: number;
  };
  /** Our own accounts that were shown somebody else's data. */
  readonly viewers: number;
  readonly fields: readonly string[];
  readonly pages: readonly string[];
  readonly oracles: readonly OracleName[];
  readonly revisions: readonly string[];
  readonly instances: readonly string[];
}

/** Gathers the facts from the records and the violations of one run. */
export interface BreachFold {
  see(record: HistoryRecord): void;
  violation(finding: Finding): void;
  /** Null while there is no violation. */
  breach(): Breach | null;
}

/** More names of one kind tell nothing new. */
const mostNames = 200;
/** More persons than this are counted as this many: it is everybody. */
const mostPersons = 100_000;

export function createBreachFold(run: {
  readonly runId: string;
  readonly target: string;
  /** The moment of 0 ms on the run's clock, ISO 8601. */
  readonly startedAt: string;
}): BreachFold {
  const names = {
    fields: new Set<string>(),
    pages: new Set<string>(),
    oracles: new Set<OracleName>(),
    revisions: new Set<string>(),
    instances: new Set<string>(),
  };
  const persons = new Map<string, Set<string>>();
  const owners = new Set<string>();
  const viewers = new Set<string>();
  let reports = 0;
  let observations = 0;
  let firstMs = Infinity;
  let lastMs = -Infinity;

  const seenAt = (atMs: number): void => {
    firstMs = Math.min(firstMs, atMs);
    lastMs = Math.max(lastMs, atMs);
  };
  const notePlace = ({
    where,
    revision,
    instance,
  }: Pick<Finding, 'where' | 'revision' | 'instance'>): void => {
    add(names.pages, where);
    if (revision !== null) add(names.revisions, revision);
    if (instance !== null) add(names.instances, instance);
  };
  const noteWho = ({ viewer, seen, slots }: Observation): void => {
    if (viewer !== null) add(viewers, viewer);
    for (const { owner, fields } of seen) {
      if (owner === viewer) continue;
      add(owners, owner);
      for (const field of fields) add(names.fields, field);
    }
    for (const { slot, says, owner, fingerprint } of slots) {
      if (says !== 'other' && says !== 'stranger') continue;
      add(names.fields, slot);
      if (owner !== null) add(owners, owner);
      if (says === 'stranger' && fingerprint !== null) note(persons, slot, fingerprint);
    }
  };
  const at = (ms: number): string => new Date(Date.parse(run.startedAt) + ms).toISOString();

  return {
    see(record) {
      if (record.type !== 'observation' || (record.class !== 'foreign' && record.class !== 'stranger'))
        return;
      observations += 1;
      seenAt(record.atMs);
      notePlace(record);
      noteWho(record);
    },
    violation(finding) {
      reports += 1;
      names.oracles.add(finding.oracle);
      seenAt(finding.firstAtMs);
      notePlace(finding);
      for (const { fields } of finding.evidence) for (const field of fields) add(names.fields, field);
    },
    breach: () =>
      reports === 0
        ? null
        : {
            schema: 'sosie/breach@1',
            runId: run.runId,
            target: run.target,
            firstSeenAt: at(firstMs),
            lastSeenAt: at(lastMs),
            observations,
            reports,
            persons: {
              strangers: Math.max(0, ...[...persons.values()].map(({ size }) => size)),
              testAccounts: owners.size,
            },
            viewers: viewers.size,
            fields: [...names.fields].sort(),
            pages: [...names.pages].sort(),
            oracles: [...names.oracles],
            revisions: [...names.revisions].sort(),
            instances: [...names.instances].sort(),
          },
  };
}

function add(names: Set<string>, name: string): void {
  if (names.size < mostNames) names.add(name);
}

function note(persons: Map<string, Set<string>>, slot: string, fingerprint: string): void {
  const known = persons.get(slot) ?? new Set<string>();
  if (known.size < mostPersons) known.add(fingerprint);
  persons.set(slot, known);
}
