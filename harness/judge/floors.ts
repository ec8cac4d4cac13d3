import type { Phase } from '../model/phase.js';
import type { Reason } from '../model/verdict.js';
import type { Facts } from './facts.js';

/** What a pass must have seen and this run has not: one reason for each missing floor of `require`. */
export function missingFloors(facts: Facts): readonly Reason[] {
  return [...missingOwn(facts), ...missingCounts(facts), ...missingRate(facts)];
}

/** Phases that a run with this driver must have. */
function requiredPhases(facts: Facts): readonly Phase[] {
  return facts.run.rollout === 'none' ? ['before'] : ['before', 'during', 'after'];
}

function missingOwn(facts: Facts): readonly Reason[] {
  const floor = facts.run.require.ownPerPageAndPhase;
  // A blind page is named as one, or is expected to be: it gives no exposure, however much it is looked at.
  const blind = new Set(facts.exposure.drills.flatMap(({ page, rang }) => (rang ? [] : [page])));
  return facts.run.pages.flatMap(({ name }) => {
    if (blind.has(name)) return [];
    const short = requiredPhases(facts)
      .map((phase) => ({ phase, own: facts.exposure.byPage[name]?.[phase]?.own ?? 0 }))
      .filter(({ own }) => own < floor);
    if (short.length === 0) return [];
    const seen = short.map(({ phase, own }) => `${String(own)} ${phase}`).join(', ');
    return [
      {
        code: 'too-few-own',
        text: `Page ${name}: own observations ${seen}; ${String(floor)} are required in each phase.`,
        hint:
          'Raise load.sessions, load.beforeSeconds or load.afterSeconds; look whether the page was signed in at all; ' +
          'or lower require.ownPerPageAndPhase.',
      },
    ];
  });
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

function missingCounts(facts: Facts): readonly Reason[] {
  const hasRollout = facts.run.rollout !== 'none';
  return floors(facts)
    .filter((floor) => floor.seen < floor.required && (hasRollout || !floor.needsRollout))
    .map(({ code, what, seen, required, hint }) => ({
      code,
      text: `${String(seen)} ${what}; at least ${String(required)} are required.`,
      hint,
    }));
}

function floors({ run, exposure, rollout }: Facts): readonly Floor[] {
  return [
    {
      code: 'too-few-revisions',
      what: 'revisions answered',
      seen: rollout.revisions.length,
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
      code: 'too-few-overlaps',
      what: 'own observations overlapped with another identity on the same page',
      seen: exposure.overlaps,
      required: run.require.overlaps,
      hint: 'Raise load.sessions or set load.pressure to "collide", or lower require.overlaps.',
      needsRollout: false,
    },
    {
      code: 'too-few-logins',
      what: 'logins succeeded during the rollout',
      seen: exposure.logins['during']?.ok ?? 0,
      required: run.require.loginsDuring,
      hint: 'Raise load.sessions, or make the rollout last longer; or lower require.loginsDuring.',
      needsRollout: true,
    },
    {
      code: 'too-few-identities',
      what: 'identities were seen as their own',
      seen: exposure.identities,
      required: run.require.identities,
      hint: 'Add identities, look why the others could not sign in (sosie check), or lower require.identities.',
      needsRollout: false,
    },
  ];
}

function missingRate({ run, exposure }: Facts): readonly Reason[] {
  const { maxRate } = run.require;
  const bound = exposure.bounds.find(
    ({ unit, phase, page }) => unit === 'observations' && phase === null && page === null,
  );
  if (maxRate === null || bound === undefined || bound.upper <= maxRate) return [];
  return [
    {
      code: 'rate-not-excluded',
      text:
        `${String(bound.n)} own observations exclude only a rate above ${bound.upper.toPrecision(2)} ` +
        `at ${String(bound.confidence * 100)} %; ${String(maxRate)} is required.`,
      hint: `sosie plan --max-rate ${String(maxRate)} --confidence ${String(bound.confidence)} says how many it takes.`,
    },
  ];
}
