import type { Identity } from '../../model/identity.js';

/** Two identities whose sessions are exchanged. */
export interface Pair {
  readonly one: Identity;
  readonly other: Identity;
}

/** Pairs among more identities than this are not better, only more. */
const mostCandidates = 40;

/**
 * The pair whose own pages tell most, each member other than the ones that were tried before, of different tenants and
 * traits where there are such. Null where no two may be told apart: fewer than two identities, or all of one tenant
 * where only tenants are kept apart.
 */
export function choosePair(
  identities: readonly Identity[],
  options: {
    /** On how many of the wanted pages own data of this identity were seen. */
    readonly shows: (identity: Identity) => number;
    readonly between: 'user' | 'tenant';
    readonly tried: ReadonlySet<Identity>;
  },
): Pair | null {
  const { shows, tried } = options;
  const candidates = [
    ...identities.filter((identity) => !tried.has(identity)).slice(0, mostCandidates),
    ...[...tried].filter((identity) => identities.includes(identity)),
  ].map((identity) => ({ identity, worth: shows(identity) * 10 - (tried.has(identity) ? 15 : 0) }));
  let best: { pair: Pair; worth: number } | null = null;
  for (const [i, one] of candidates.entries()) {
    for (const other of candidates.slice(i + 1)) {
      const pair = { one: one.identity, other: other.identity };
      if (options.between === 'tenant' && areOfOneTenant(pair)) continue;
      const worth = one.worth + other.worth + difference(pair);
      if (best === null || worth > best.worth) best = { pair, worth };
    }
  }
  return best?.pair ?? null;
}

/** Whether somebody is in both pairs. */
export function haveOneInCommon({ one, other }: Pair, second: Pair): boolean {
  return [second.one, second.other].some((identity) => identity === one || identity === other);
}

function areOfOneTenant({ one, other }: Pair): boolean {
  return one.tenant !== null && one.tenant === other.tenant;
}

function difference({ one, other }: Pair): number {
  const sameTraits = one.traits.join() === other.traits.join();
  return (one.tenant === other.tenant ? 0 : 4) + (sameTraits ? 0 : 2);
}
