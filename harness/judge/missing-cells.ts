import { ownIn } from '../model/coverage.js';
import type { Coverage, MissingCell } from '../model/coverage.js';
import type { Phase } from '../model/phase.js';
import type { RunFile } from '../model/result.js';

type Seen = Pick<Coverage, 'pages' | 'instances'>;

/**
 * The cells that the floors of a run ask for and that were seen too rarely: by phase, by revision, by instance.
 * A blind page is named as one, or is expected to be: it gives no exposure, however much it is looked at.
 */
export function missingCells(run: RunFile, seen: Seen, blind: ReadonlySet<string>): readonly MissingCell[] {
  return [...byPhase(run, seen), ...byRevision(run, seen), ...byInstance(run, seen)].filter(
    ({ page, own, required }) => own < required && !(page !== null && blind.has(page)),
  );
}

const anywhere = { page: null, instance: null, phase: null, revision: null };

/** Phases that a run with this driver must have. */
function requiredPhases(run: RunFile): readonly Phase[] {
  return run.rollout === 'none' ? ['before'] : ['before', 'during', 'after'];
}

function byPhase(run: RunFile, seen: Seen): readonly MissingCell[] {
  const required = run.require.ownPerPageAndPhase;
  return run.pages.flatMap(({ name }) =>
    requiredPhases(run).map((phase) => {
      const own = ownIn(seen.pages, { name, phase });
      return { ...anywhere, page: name, phase, own, required };
    }),
  );
}

/** A revision on which nobody was ever seen as own (a maintenance page, a broken release) is none to ask for. */
function byRevision({ pages, rollout, require }: RunFile, seen: Seen): readonly MissingCell[] {
  const required = require.ownPerPageAndRevision;
  const revisions = new Set(seen.pages.flatMap(({ revision, own }) => (own > 0 ? [revision] : [])));
  const known = [...revisions].filter((revision) => revision !== null && revision !== '…');
  if (rollout === 'none' || known.length < 2) return [];
  return pages.flatMap(({ name }) =>
    known.map((revision) => {
      const own = ownIn(seen.pages, { name, revision });
      return { ...anywhere, page: name, revision, own, required };
    }),
  );
}

/** A copy that answered fewer times than this in all is an odd one: on its way in or out. */
const leastAnswers = 5;

/** Those that answer after the rollout, and those that answered often enough during it to be asked for as much. */
function byInstance({ rollout, require }: RunFile, { instances }: Seen): readonly MissingCell[] {
  if (rollout === 'none') return [];
  const required = require.ownPerInstance;
  const seen = new Map<string, { own: number; later: number; last: number }>();
  for (const { name, phase, own, other } of instances) {
    const sum = seen.get(name) ?? { own: 0, later: 0, last: 0 };
    seen.set(name, sum);
    sum.own += own;
    if (phase !== 'before') sum.later += own + other;
    if (phase === 'after' || phase === 'rollback') sum.last += own + other;
  }
  return [...seen]
    .filter(([name]) => name !== '…')
    .filter(([, { later, last }]) => last >= leastAnswers || later >= Math.max(leastAnswers, required))
    .map(([instance, { own }]) => ({ ...anywhere, instance, own, required }));
}
