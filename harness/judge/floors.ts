import type { MissingCell } from '../model/coverage.js';
import { countOf } from '../model/quota.js';
import type { Claim } from '../model/result.js';
import type { Reason } from '../model/verdict.js';
import type { Facts } from './facts.js';

/** What `missingFloors` looks at. */
export type FloorFacts = Pick<Facts, 'run' | 'exposure' | 'rollout'>;

/** What a pass must have seen and this run has not: one reason for each missing floor of `require`. */
export function missingFloors(facts: FloorFacts): readonly Reason[] {
  const { missing } = facts.exposure.coverage;
  return [
    ...missingByPhase(missing),
    ...missingByRevision(missing),
    ...missingByInstance(missing),
    ...missingCounts(facts),
    ...facts.exposure.claims.flatMap(missingRate),
  ];
}

/** The cells of each page, with the page's name. */
function byPage(cells: readonly MissingCell[]): ReadonlyMap<string, readonly MissingCell[]> {
  const pages = new Map<string, MissingCell[]>();
  for (const cell of cells) {
    if (cell.page === null) continue;
    pages.set(cell.page, [...(pages.get(cell.page) ?? []), cell]);
  }
  return pages;
}

const howToFill = {
  before: 'load.beforeSeconds or load.sessions',
  during: 'load.sessions or load.ratePerActor, or let the rollout take longer',
  after: 'load.afterSeconds or load.sessions',
  rollback: 'load.sessions or load.ratePerActor',
} as const;

function missingByPhase(missing: readonly MissingCell[]): readonly Reason[] {
  return [...byPage(missing.filter(({ phase }) => phase !== null))].map(([page, cells]) => {
    const seen = cells.map(({ phase, own }) => `${String(own)} ${String(phase)}`).join(', ');
    const means = cells.flatMap(({ phase }) =>
      phase === null ? [] : [`${phase}: raise ${howToFill[phase]}`],
    );
    return {
      code: 'too-few-own',
      text: `Page ${page}: own observations ${seen}; ${String(cells[0]?.required)} are required in each phase.`,
      hint: `${means.join('; ')}. Look whether the page was signed in at all; or lower require.ownPerPageAndPhase.`,
    };
  });
}

function missingByRevision(missing: readonly MissingCell[]): readonly Reason[] {
  return [...byPage(missing.filter(({ revision }) => revision !== null))].map(([page, cells]) => {
    const seen = cells.map(({ revision, own }) => `${String(own)} on ${String(revision)}`).join(', ');
    return {
      code: 'too-few-own-on-revision',
      text: `Page ${page}: own observations ${seen}; ${String(cells[0]?.required)} are required on each revision.`,
      hint:
        'Raise load.sessions, and load.beforeSeconds for the old or load.afterSeconds for the new revision; ' +
        'look whether that revision serves the page; or lower require.ownPerPageAndRevision.',
    };
  });
}

const mostInstances = 10;

function missingByInstance(missing: readonly MissingCell[]): readonly Reason[] {
  const cells = missing.filter(({ instance }) => instance !== null);
  if (cells.length === 0) return [];
  const named = cells
    .slice(0, mostInstances)
    .map(({ instance, own }) => `${String(instance)} (${String(own)})`);
  const more = cells.length - named.length;
  return [
    {
      code: 'too-few-own-of-instance',
      text:
        `Instances that answered during or after the rollout with too few own observations: ${named.join(', ')}` +
        `${more > 0 ? ` and ${String(more)} more` : ''}; ${String(cells[0]?.required)} are required of each.`,
      hint:
        'Raise load.sessions or load.afterSeconds, look whether the balancer sends signed-in requests there and whether ' +
        'target.instance really names a copy; or lower require.ownPerInstance.',
    },
  ];
}

/** One floor over a plain count. */
interface Floor {
  readonly code: string;
  readonly what: string;
  readonly seen: number;
  readonly required: number;
  readonly hint: string;
  readonly needsRollout: boolean;
}

function missingCounts(facts: FloorFacts): readonly Reason[] {
  const hasRollout = facts.run.rollout !== 'none';
  return floors(facts)
    .filter((floor) => floor.seen < floor.required && (hasRollout || !floor.needsRollout))
    .map(({ code, what, seen, required, hint }) => ({
      code,
      text: `${String(seen)} ${what}; at least ${String(required)} are required.`,
      hint,
    }));
}

function floors(facts: FloorFacts): readonly Floor[] {
  const { run, exposure } = facts;
  return [
    ...rolloutFloors(facts),
    {
      code: 'too-few-overlaps',
      what: 'own observations overlapped with another identity on the same page',
      seen: exposure.overlaps,
      required: run.require.overlaps,
      hint: 'Raise load.sessions or set load.pressure to "collide", or lower require.overlaps.',
      needsRollout: false,
    },
    {
      code: 'too-few-identities',
      what: 'identities were seen as their own',
      seen: exposure.identities,
      required: countOf(run.require.identities, run.identities.length),
      hint: 'Add identities, look why the others could not sign in (sosie check), or lower require.identities.',
      needsRollout: false,
    },
  ];
}

function rolloutFloors({ run, exposure, rollout }: FloorFacts): readonly Floor[] {
  return [
    {
      code: 'too-few-revisions',
      what: 'revisions answered',
      seen: rollout.revisions.all.length,
      required: run.require.revisions,
      hint: 'Set target.revision to what tells the release, keep the load up until the rollout ends, or lower require.revisions.',
      needsRollout: true,
    },
    {
      code: 'too-few-handoffs',
      what: 'sessions were seen as own on an old and on a new revision',
      seen: exposure.handoffs,
      required: run.require.handoffs,
      hint: 'Sessions must outlive the rollout: set target.revision, look at session-lost notices, or lower require.handoffs.',
      needsRollout: true,
    },
    {
      code: 'too-few-on-both-revisions',
      what: `of ${String(run.identities.length)} identities were seen as their own on the old and on the new revision (not: ${named(exposure.coverage.notOnBothRevisions)})`,
      seen: exposure.coverage.onBothRevisions,
      required: countOf(run.require.bothRevisions, run.identities.length),
      hint: 'Raise load.afterSeconds, look whether the balancer keeps some users on the old revision and whether they can still sign in, or lower require.bothRevisions.',
      needsRollout: true,
    },
    {
      code: 'too-few-logins',
      what: 'logins succeeded during the rollout',
      seen: exposure.logins['during']?.ok ?? 0,
      required: run.require.loginsDuring,
      hint: 'Raise load.sessions, or make the rollout last longer; or lower require.loginsDuring.',
      needsRollout: true,
    },
  ];
}

const mostIdentities = 8;

function named(ids: readonly string[]): string {
  const shown = ids.slice(0, mostIdentities).join(', ');
  return ids.length > mostIdentities ? `${shown}, …` : shown;
}

const looksOver = {
  run: 'own observations',
  rollout: 'own observations during and after the rollout',
  during: 'own observations during the rollout',
  after: 'own observations after the rollout',
} as const;

/** Only looks without a mix-up make a claim: so it holds however long the run went on (see `claimsOf`). */
function missingRate(claim: Claim): readonly Reason[] {
  const { over, n, violations, upper, maxRate, confidence, needed } = claim;
  if (violations === 0 && upper <= maxRate) return [];
  const seen =
    violations === 0
      ? `${String(n)} ${looksOver[over]} exclude`
      : `${String(n)} ${looksOver[over].replace('own ', '')}, ${String(violations)} of them a mix-up, exclude`;
  const longer =
    over === 'during'
      ? 'Raise load.sessions or load.ratePerActor, or let the rollout take longer'
      : 'Raise load.longestAfterSeconds, load.sessions or load.ratePerActor';
  return [
    {
      code: 'rate-not-excluded',
      text:
        `${seen} only a rate above ${upper.toPrecision(2)} ` +
        `at ${String(confidence * 100)} %; ${String(maxRate)} is required, which takes ${String(needed)} without a mix-up.`,
      hint: `${longer}; sosie plan --max-rate ${String(maxRate)} --confidence ${String(confidence)} says how long it takes.`,
    },
  ];
}
