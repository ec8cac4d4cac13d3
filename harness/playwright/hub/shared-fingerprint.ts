import { createHmac } from 'node:crypto';
import type { Fingerprint } from '../../observation/index.js';

/**
 * Fingerprints under a salt that all processes of one run share: two workers that hold one session token must give
 * it the same 16 hex digits. The salt goes from memory to memory and ends with the run.
 */
export function sharedFingerprint(salt: Uint8Array): Fingerprint {
  return (value) => createHmac('sha256', salt).update(value).digest('hex').slice(0, 16);
}
