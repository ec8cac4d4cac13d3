import { createHash, randomBytes } from 'node:crypto';

const remembered = 50_000;

/** Turns a value into 16 hex digits that tell nothing of it outside this process. */
export type Fingerprint = (value: string) => string;

/**
 * SHA-256 under a salt that lives in memory only and dies with the run, so that nobody who holds the run
 * directory can try values against it; several processes of one run share it, from memory to memory. The last
 * values are remembered: a session's token comes back with every response.
 */
export function createFingerprint(salt: Uint8Array = randomBytes(32)): Fingerprint {
  const known = new Map<string, string>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const fingerprint = createHash('sha256').update(salt).update(value).digest('hex').slice(0, 16);
    if (known.size >= remembered) known.clear();
    known.set(value, fingerprint);
    return fingerprint;
  };
}
