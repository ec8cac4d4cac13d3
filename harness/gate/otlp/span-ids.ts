import { createHash } from 'node:crypto';

/** The trace of a run or watch, drawn from its name: the same run sent twice is the same trace. */
export function traceIdOf(name: string): string {
  return digest(name, 32);
}

/** A span of that trace. */
export function spanIdOf(...path: readonly string[]): string {
  return digest(JSON.stringify(path), 16);
}

/** All zeros would be no id; a digest is that once in 2^64. */
function digest(text: string, digits: number): string {
  return createHash('sha256').update(`sosie ${text}`).digest('hex').slice(0, digits);
}
