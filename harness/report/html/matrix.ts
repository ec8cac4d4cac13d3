import type { Finding } from '../../model/finding.js';
import { oracleWords } from '../words/oracle-words.js';

/** Who saw whom: times[viewer][owner], over the most involved; the rest are folded into "others". */
export interface Matrix {
  readonly viewers: readonly string[];
  readonly owners: readonly string[];
  readonly times: (viewer: string, owner: string) => number;
  /** The largest figure among those who are named. */
  readonly most: number;
  /** How many viewers and owners are folded into "others". */
  readonly foldedViewers: number;
  readonly foldedOwners: number;
}

/** The row and column of those who are not named. */
export const others = 'others';

/**
 * The directed matrix of all violations that name an owner; a shared session alone showed nobody anything. Oracles that report the same sighting twice must
 * not double it: a cell counts the oracle that saw the pair most often.
 */
export function buildMatrix(findings: readonly Finding[], limit: number): Matrix | null {
  const pairs = new Map<string, { viewer: string; owner: string; byOracle: Map<string, number> }>();
  for (const { severity, viewer, owner, oracle, count } of findings) {
    if (severity !== 'violation' || owner === null || oracleWords[oracle].family === 'session') continue;
    const key = `${viewer}\n${owner}`;
    const pair = pairs.get(key) ?? { viewer, owner, byOracle: new Map<string, number>() };
    pairs.set(key, pair);
    pair.byOracle.set(oracle, (pair.byOracle.get(oracle) ?? 0) + count);
  }
  if (pairs.size === 0) return null;
  const entries = [...pairs.values()].map(({ viewer, owner, byOracle }) => ({
    viewer,
    owner,
    times: Math.max(...byOracle.values()),
  }));
  const viewers = mostInvolved(
    entries.map(({ viewer, times }) => [viewer, times]),
    limit,
  );
  const owners = mostInvolved(
    entries.map(({ owner, times }) => [owner, times]),
    limit,
  );
  const cells = new Map<string, number>();
  for (const { viewer, owner, times } of entries) {
    const row = viewers.named.has(viewer) ? viewer : others;
    const column = owners.named.has(owner) ? owner : others;
    cells.set(`${row}\n${column}`, (cells.get(`${row}\n${column}`) ?? 0) + times);
  }
  const named = [...cells].filter(([key]) => !key.split('\n').includes(others)).map(([, times]) => times);
  return {
    viewers: viewers.shown,
    owners: owners.shown,
    times: (viewer, owner) => cells.get(`${viewer}\n${owner}`) ?? 0,
    most: Math.max(1, ...named),
    foldedViewers: viewers.folded,
    foldedOwners: owners.folded,
  };
}

/** Sorted by name for finding one's way, strangers and others last. */
function mostInvolved(
  entries: readonly (readonly [string, number])[],
  limit: number,
): { readonly named: ReadonlySet<string>; readonly shown: readonly string[]; readonly folded: number } {
  const totals = new Map<string, number>();
  for (const [name, times] of entries) totals.set(name, (totals.get(name) ?? 0) + times);
  const rank = ([name, times]: readonly [string, number]): number => (name === 'stranger' ? Infinity : times);
  const names = [...totals].sort((a, b) => rank(b) - rank(a)).map(([name]) => name);
  const named = new Set(names.slice(0, limit));
  const folded = names.length - named.size;
  const shown = [...named].sort((a, b) =>
    a === 'stranger' ? 1 : b === 'stranger' ? -1 : a.localeCompare(b, 'en', { numeric: true }),
  );
  return { named, shown: folded > 0 ? [...shown, others] : shown, folded };
}
