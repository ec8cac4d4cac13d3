/** Where a marker came from: chosen by Sosie, the account's own value, or found by comparing own pages. */
export type MarkerKind = 'minted' | 'given' | 'learned';

/**
 * A value planted in, or learned from, one identity's data, so that any sighting of it names its owner.
 * Unique among the identities of the run and absent from anonymous pages; in memory only.
 */
export interface Marker {
  /** `Identity.index` of the owner. */
  readonly owner: number;
  readonly field: string;
  readonly kind: MarkerKind;
  readonly value: string;
}

/** How a marker was written where it was found. Several may be nested: a JWT payload holds base64 of JSON. */
export type Encoding = 'plain' | 'entity' | 'json' | 'percent' | 'base64' | 'jwt' | 'pdf';
