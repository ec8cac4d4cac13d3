import type { Identity } from '../model/identity.js';
import type { Marker } from '../model/marker.js';
import { fold } from './fold.js';
import { isImpersonal, isStrong, shapeOf } from './shape.js';

/** A value that cannot be a marker, by field and identities: never by value. */
export interface Rejected {
  readonly field: string;
  readonly owners: readonly string[];
  readonly why: 'shared' | 'weak' | 'anonymous';
}

export interface ChosenMarkers {
  readonly markers: readonly Marker[];
  readonly rejected: readonly Rejected[];
}

/**
 * Picks the markers among minted, given and learned values: strong ones, that only one identity has and that no
 * anonymous page shows. Where an identity has one value in several fields, the first counts: minted before given
 * before learned.
 */
export function chooseMarkers(
  identities: readonly Identity[],
  options: { learned: readonly Marker[]; isAnonymous: (markers: readonly Marker[]) => ReadonlySet<Marker> },
): ChosenMarkers {
  const known = [...identities.flatMap(knownValues), ...options.learned];
  const owners = new Map<string, Set<number>>();
  for (const marker of known) {
    const folded = fold(marker.value);
    owners.set(folded, (owners.get(folded) ?? new Set()).add(marker.owner));
  }
  const rejections = createRejections(identities);
  const candidates: Marker[] = [];
  const taken = new Set<string>();
  for (const marker of known) {
    const folded = fold(marker.value);
    const key = `${String(marker.owner)}\0${folded}`;
    if (folded === '' || taken.has(key)) continue;
    taken.add(key);
    if (isImpersonal(marker.field) || !isStrong(shapeOf(marker.value))) rejections.add(marker, 'weak');
    else if ((owners.get(folded)?.size ?? 0) > 1) rejections.add(marker, 'shared');
    else candidates.push(marker);
  }
  const anonymous = options.isAnonymous(candidates);
  for (const marker of anonymous) rejections.add(marker, 'anonymous');
  return { markers: candidates.filter((marker) => !anonymous.has(marker)), rejected: rejections.list() };
}

/** The values of an identity that are known without looking at any page, minted ones first. */
export function knownValues(identity: Identity): Marker[] {
  const owner = identity.index;
  return [
    ...Object.entries(identity.minted).map(([field, value]): Marker => ({
      owner,
      field,
      kind: 'minted',
      value,
    })),
    ...Object.entries(identity.data).map(([field, value]): Marker => ({
      owner,
      field,
      kind: 'given',
      value,
    })),
    { owner, field: 'username', kind: 'given', value: identity.credentials.username },
    ...identity.aliases.map((value, i): Marker => ({
      owner,
      field: `alias ${String(i + 1)}`,
      kind: 'given',
      value,
    })),
  ];
}

function createRejections(identities: readonly Identity[]): {
  add(marker: Marker, why: Rejected['why']): void;
  list(): Rejected[];
} {
  const byField = new Map<string, Set<string>>();
  return {
    add: ({ field, owner, kind }, why) => {
      // A learned value that cannot be a marker is nobody's loss, and nobody gave it.
      if (kind === 'learned' && why !== 'anonymous') return;
      const key = `${why}\0${field}`;
      byField.set(key, (byField.get(key) ?? new Set()).add(identities[owner]?.id ?? '?'));
    },
    list: () =>
      [...byField].map(([key, owners]) => {
        const [why, field] = key.split('\0') as [Rejected['why'], string];
        return { field, owners: [...owners].sort(), why };
      }),
  };
}
