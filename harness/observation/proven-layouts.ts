/**
 * Remembers how often each own marker stood on a page whose slots all turned out to be in order. While a page shows
 * each of them just as often, none has given way to somebody else's, and the slots need not be read again: parsing a
 * page costs ten times as much as scanning it.
 */
export interface ProvenLayouts {
  /** `census`: the scan's; the markers in it are one identity's, so that it tells identities apart as well. */
  has(where: string, census: number): boolean;
  add(where: string, census: number): void;
}

/** Forgets a page's layouts beyond `most`: a target that makes up a new one for every answer must not fill the memory. */
export function createProvenLayouts(most = 100_000): ProvenLayouts {
  const byPage = new Map<string, Set<number>>();
  return {
    has: (where, census) => byPage.get(where)?.has(census) ?? false,
    add: (where, census) => {
      const known = byPage.get(where) ?? new Set<number>();
      byPage.set(where, known);
      if (known.size >= most) known.clear();
      known.add(census);
    },
  };
}
