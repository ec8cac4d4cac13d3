import type { Clue } from '../clue.js';
import { of, share } from '../words.js';
import { isCacheHit, mustNotBeShared, namesCache } from '../wrong-look.js';

/**
 * RFC 9111 §5.1 (Age), and what caches add: X-Cache, Cf-Cache-Status. Own looks of the same pages tell what is usual,
 * but an answer that its own headers keep out of shared caches (§5.2.2.5, §5.2.2.7) must never be a hit.
 */
export const cacheHeaders: Clue = {
  name: 'cache-headers',
  kind: 'headers',
  read: ({ wrong, places }) => {
    const speaking = wrong.filter(({ look }) => namesCache(look));
    if (speaking.length < Math.min(3, wrong.length)) return null;
    const hits = speaking.filter(({ look }) => isCacheHit(look)).length;
    if (hits === 0) {
      const because = `none of ${String(speaking.length)} wrong answers was marked as served from a cache.`;
      return { weights: { 'edge-cache': -0.4 }, because };
    }
    if (share(hits, wrong.length) < 0.5) return null;
    let ownHits = 0;
    let own = 0;
    for (const where of new Set(wrong.map(({ look }) => look.where))) {
      ownHits += places.get(where)?.ownHits ?? 0;
      own += places.get(where)?.ownBodies ?? 0;
    }
    const forbidden = speaking.filter(({ look }) => isCacheHit(look) && mustNotBeShared(look)).length;
    const telling = share(ownHits, own) < 0.5 || forbidden * 2 > hits;
    return {
      weights: telling
        ? { 'edge-cache': 3, 'request-collapsing': 0.4, data: -0.7 }
        : { 'edge-cache': 1, data: -0.3 },
      because:
        `${of(hits, wrong.length)} wrong answers were marked as served from a cache (Age, X-Cache), ` +
        `and ${of(ownHits, own)} right ones of the same pages${forbidden > 0 ? `; ${String(forbidden)} of them were private by their own headers` : ''}.`,
    };
  },
};
