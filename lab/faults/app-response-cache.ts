import { insertBefore } from '../shop/change-steps.js';
import { keepAnswer, type SentAnswer } from '../shop/keep-answer.js';
import type { Step } from '../shop/parts.js';
import type { Fault } from './fault.js';

interface Kept extends SentAnswer {
  /** Milliseconds of the process's clock. */
  readonly freshUntil: number;
}

const ttlMs = 3_000;

/**
 * The release keeps its answers in the memory of the process, by URL, and gives them to whoever asks for that
 * URL. No header tells: the answer passes the edge as a private one.
 */
const responseCache: Step = {
  name: 'response-cache',
  create: () => {
    const kept = new Map<string, Kept>();
    return (req, res, next) => {
      if (req.method !== 'GET') {
        next();
        return;
      }
      const key = req.originalUrl;
      const found = kept.get(key);
      if (found !== undefined && found.freshUntil > performance.now()) {
        res.type(found.type).send(found.body);
        return;
      }
      keepAnswer(res, (answer) => kept.set(key, { ...answer, freshUntil: performance.now() + ttlMs }));
      next();
    };
  },
};

/** A cache inside the application knows answers by their URL alone. */
export const appResponseCache: Fault = {
  id: 'app-response-cache',
  kind: 'fault',
  title: 'each process keeps its answers by URL and gives them to whoever asks next',
  incident: {
    what: 'CVE-2025-57752: Next.js kept images by URL, also where cookies decided on them, and gave them to others',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2025-57752',
  },
  acts: 'always',
  advice: {
    shows:
      'For as long as an entry lives everybody whom a process answers sees whoever came first; other ' +
      'processes show other people. There is no `Age`, purging the edge does not help, a restart does.',
    prevent:
      'Leave routes behind the login out of the application’s response cache, or put the account into its ' +
      'key (NestJS: override `trackBy` of `CacheInterceptor`, apicache: `appendKey`).',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'process-state',
  shop: (parts) => ({
    ...parts,
    steps: insertBefore(parts.steps, 'profile', responseCache),
  }),
};
