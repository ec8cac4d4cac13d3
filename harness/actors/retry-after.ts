/** Longest pause that is kept to, in milliseconds: a run must not sleep because a header says so. */
const longestMs = 30_000;
/** An endless watch has the time. */
export const longestPacedMs = 3_600_000;

/**
 * Milliseconds that a 429 or 503 asks to be left alone for (Retry-After in seconds or as a date, RFC 9110,
 * 10.2.3), at most `mostMs` (30,000). 0 for any other answer, and for a value that is neither.
 */
export function retryAfterMs(
  status: number | null,
  headers: Readonly<Record<string, string>>,
  wallNowMs: number,
  mostMs = longestMs,
): number {
  if (status !== 429 && status !== 503) return 0;
  const value = headers['retry-after']?.trim() ?? '';
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - wallNowMs;
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), mostMs);
}
