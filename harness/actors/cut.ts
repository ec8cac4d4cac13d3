/**
 * Whether a request is destroyed on purpose: never, as soon as the first bytes of the body are there, or so many
 * milliseconds after it was sent.
 */
export type Cut = 'never' | 'in-body' | number;

/** Reason of an answer that we did not wait for. */
export const cutOff = 'cut off on purpose';

/** When a `cancel` is due whose share of the usual time is `waiting`. */
export function cutAt(waiting: number | null, usualMs: number): Cut {
  return waiting === null ? 'in-body' : waiting * usualMs;
}
