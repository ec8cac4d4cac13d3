/** So many of a group: a count, or a share of it ("75%"). */
export type Quota = number | `${number}%`;

/** The count that a quota of a group of `size` comes to; a share is rounded up. */
export function countOf(quota: Quota, size: number): number {
  return typeof quota === 'number' ? quota : Math.ceil((Number.parseFloat(quota) / 100) * size - 1e-9);
}
