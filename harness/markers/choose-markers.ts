import type { Identity } from '../model/identity.js';
import type { Marker } from '../model/marker.js';
import { createScanner } from '../scan/index.js';
import type { Scanner } from '../scan/index.js';
import { isStrong } from './value-kind.js';

/** A value that is no marker: too weak, held by several identities, or seen without any login. Never the value itself. */
export interface RejectedMarker {
  readonly field: string;
  /** `Identity.id` of everybody concerned. */
  readonly owners: readonly string[];
  readonly why: 'shared' | 'weak' | 'anonymous';
}

export interface ChooseOptions {
  /** Decoded bodies that anybody can read without a login. */
  readonly anonymousBodies?: readonly Uint8Array[];
  /** Markers found by comparing the identities' own pages. */
  readonly learned?: readonly Marker[];
}

export interface ChosenMarkers {
  readonly markers: readonly Marker[];
  readonly rejected: readonly RejectedMarker[];
}

/** Keeps two values of one identity from being read as one. */
const BETWEEN = '\n<|>\n';
const HTML = { contentType: 'text/html' };
const MINTED_LETTERS = 8;

/** Every value of an identity that might be a marker, each once, with the field that names it best. */
function candidatesOf(identity: Identity, learned: readonly Marker[]): readonly Marker[] {
  const owner = identity.index;
  const seen = new Set<string>();
  const all: Marker[] = [
    ...Object.entries(identity.minted).map(([field, value]) => ({ owner, field, kind: 'minted' as const, value })),
    ...Object.entries(identity.data).map(([field, value]) => ({ owner, field, kind: 'given' as const, value })),
    { owner, field: 'username', kind: 'given', value: identity.credentials.username },
    ...identity.aliases.map((value, i) => ({ owner, field: `alias ${String(i + 1)}`, kind: 'given' as const, value })),
    ...learned,
  ];
  return all.filter(({ value }) => {
    const folded = value.trim().toLowerCase();
    return folded !== '' && seen.size < seen.add(folded).size;
  });
}

function isWeak({ field, kind, value }: Marker): boolean {
  if (kind === 'minted' && value.length >= MINTED_LETTERS && /\p{L}{8}/u.test(value) && field !== 'city') return false;
  return !isStrong(value, field);
}

/** For each marker that is found in somebody else's values: everybody in whose values it is. */
function findShared(scanner: Scanner, all: ReadonlyMap<number, readonly Marker[]>): ReadonlyMap<Marker, Set<number>> {
  const shared = new Map<Marker, Set<number>>();
  for (const [index, own] of all) {
    const text = own.map(({ value }) => value).join(BETWEEN);
    for (const { marker } of scanner.scan(Buffer.from(text), HTML).hits) {
      if (marker.owner === index) continue;
      const owners = shared.get(marker) ?? new Set([marker.owner]);
      shared.set(marker, owners.add(index));
    }
  }
  return shared;
}

function findAnonymous(scanner: Scanner, bodies: readonly Uint8Array[]): ReadonlySet<Marker> {
  return new Set(bodies.flatMap((body) => scanner.scan(body, HTML).hits.map(({ marker }) => marker)));
}

/** Collects rejections; those of one field, reason and group of owners are one. */
function createRejections(idOf: (index: number) => string): {
  add(field: string, owners: Iterable<number>, why: RejectedMarker['why']): void;
  list(): readonly RejectedMarker[];
} {
  const groups = new Map<string, { field: string; why: RejectedMarker['why']; owners: Set<number> }>();
  return {
    add: (field, owners, why) => {
      const sorted = [...owners].sort((a, b) => a - b);
      // Weak values are a matter of the field; shared ones of who shares them.
      const key = why === 'shared' ? `${why} ${field} ${sorted.join()}` : `${why} ${field}`;
      const group = groups.get(key) ?? { field, why, owners: new Set<number>() };
      for (const owner of sorted) group.owners.add(owner);
      groups.set(key, group);
    },
    list: () => [...groups.values()].map(({ field, why, owners }) => ({ field, why, owners: [...owners].map(idOf) })),
  };
}

/**
 * Which values of the identities are markers: strong ones that no other identity holds, not even within a longer
 * value or in another case, and that stand on no anonymous page. The rest is named by field and identity.
 */
export function chooseMarkers(identities: readonly Identity[], options: ChooseOptions = {}): ChosenMarkers {
  const learnedBy = groupByOwner(options.learned ?? []);
  const ids = new Map(identities.map((identity) => [identity.index, identity.id]));
  const rejections = createRejections((index) => ids.get(index) ?? String(index));
  const all = new Map(identities.map((identity) => [identity.index, candidatesOf(identity, learnedBy.get(identity.index) ?? [])]));
  const strong: Marker[] = [];
  for (const marker of [...all.values()].flat()) {
    if (isWeak(marker)) rejections.add(marker.field, [marker.owner], 'weak');
    else strong.push(marker);
  }
  const scanner = createScanner(strong);
  const shared = findShared(scanner, all);
  const anonymous = findAnonymous(scanner, options.anonymousBodies ?? []);
  const markers = strong.filter((marker) => {
    const owners = shared.get(marker);
    if (owners !== undefined) rejections.add(marker.field, owners, 'shared');
    else if (anonymous.has(marker)) rejections.add(marker.field, [marker.owner], 'anonymous');
    return owners === undefined && !anonymous.has(marker);
  });
  return { markers, rejected: rejections.list() };
}

function groupByOwner(markers: readonly Marker[]): ReadonlyMap<number, readonly Marker[]> {
  const groups = new Map<number, Marker[]>();
  for (const marker of markers) {
    const group = groups.get(marker.owner);
    if (group === undefined) groups.set(marker.owner, [marker]);
    else group.push(marker);
  }
  return groups;
}
