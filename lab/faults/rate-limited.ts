import { insertBefore } from '../shop/change-steps.js';
import type { Step } from '../shop/parts.js';
import type { Fault } from './fault.js';

/** Tokens of a session's bucket, in each process: so many at most, and so many more with every second. */
const burst = 3;
const perSecond = 1.2;
const mostBuckets = 10_000;

interface Bucket {
  tokens: number;
  /** Milliseconds of the process's clock. */
  filledAt: number;
}

/** Signed-in sessions that ask too fast get 429 and Retry-After (RFC 6585, section 4) from a token bucket. */
const rateLimit: Step = {
  name: 'rate-limit',
  create: () => {
    const buckets = new Map<string, Bucket>();
    return (req, res, next) => {
      if (req.session.accountId === undefined || req.method !== 'GET') {
        next();
        return;
      }
      const now = performance.now();
      const bucket = buckets.get(req.sessionID) ?? { tokens: burst, filledAt: now };
      if (buckets.size >= mostBuckets) buckets.clear();
      buckets.set(req.sessionID, bucket);
      bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1_000) * perSecond);
      bucket.filledAt = now;
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        next();
        return;
      }
      const seconds = Math.ceil((1 - bucket.tokens) / perSecond);
      res.status(429).set('retry-after', String(seconds)).type('text/plain');
      res.send('Trop de demandes. Veuillez patienter.');
    };
  },
};

/** Bursts are refused for a while; nobody sees anybody else. */
export const rateLimited: Fault = {
  id: 'rate-limited',
  kind: 'control',
  title: 'sessions that ask too fast get 429 with Retry-After',
  incident: null,
  acts: 'load',
  oracles: [],
  layer: null,
  shop: (parts) => ({
    ...parts,
    steps: insertBefore(parts.steps, 'profile', rateLimit),
  }),
};
