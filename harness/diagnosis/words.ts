/** "31 of 34". */
export function of(part: number, whole: number): string {
  return `${String(part)} of ${String(whole)}`;
}

/** Milliseconds as "0.2 s". */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** `part / whole`, and 0 where there is nothing. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
