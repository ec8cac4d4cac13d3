import type { Redis } from 'ioredis';

/**
 * Every key that matches `pattern` (MATCH of SCAN), each once and with its prefix. Gathered before anything is done to
 * them: the cursor of the embedded Redis is a position, and would pass over keys behind one that was deleted.
 */
export async function wholeKeys(client: Redis, pattern: string): Promise<readonly string[]> {
  const keys = new Set<string>();
  for await (const page of client.scanStream({ match: pattern, count: 1_000 })) {
    for (const key of page as readonly string[]) keys.add(key);
  }
  return [...keys];
}

/** Calls `take` with `keys` in parts of a size that one command bears. */
export async function inParts(
  keys: readonly string[],
  take: (part: readonly string[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < keys.length; start += 1_000) await take(keys.slice(start, start + 1_000));
}
