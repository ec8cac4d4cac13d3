import type { RedisLinks } from '../shop/links.js';
import type { ShopParts } from '../shop/parts.js';
import type { Fault } from './fault.js';

const counterKey = 'last-session-number';
/** The counter lies with the cache, where a key lasts so long; the sessions last longer. */
const counterSeconds = 3;
const blockSize = 16;
const refillBelow = 16;

/** Reserves a block of numbers; gives the last one. The counter begins anew where the cache has dropped it. */
async function reserveBlock(links: RedisLinks): Promise<number> {
  const replies = await links.main
    .multi()
    .set(counterKey, 0, 'EX', counterSeconds, 'NX')
    .incrby(counterKey, blockSize)
    .exec();
  return Number(replies?.[1]?.[1]);
}

/**
 * Session ids are numbers of one counter for all processes, taken by the block. When the counter is lost the
 * numbers begin again, and a login saves over the session of whoever holds that number.
 */
function numberSessions(parts: ShopParts): ShopParts {
  const free: number[] = [];
  let refill: () => void = () => undefined;
  return {
    ...parts,
    sessionStore: (links) => {
      let reserving = false;
      refill = () => {
        if (reserving || free.length >= refillBelow) return;
        reserving = true;
        const add = (last: number): void => {
          for (let number = last - blockSize + 1; number <= last; number += 1) free.push(number);
        };
        reserveBlock(links)
          .then(add, (error: unknown) => process.stderr.write(`session numbers: ${String(error)}\n`))
          .finally(() => {
            reserving = false;
          });
      };
      refill();
      return parts.sessionStore(links);
    },
    sessionId: () => {
      const number = free.shift();
      refill();
      if (number === undefined) throw new Error('No session number is at hand.');
      return `session-${String(number).padStart(8, '0')}`;
    },
  };
}

/** Session ids begin again while sessions of the first round still live. */
export const sidCounterReset: Fault = {
  id: 'sid-counter-reset',
  kind: 'fault',
  title: 'session ids are counted, and the counter begins again while the sessions live on',
  incident: {
    what: 'after GitHub, November 2010: the production database was destroyed and created anew while in use',
    source: 'https://github.blog/news-insights/the-library/today-s-outage/',
  },
  acts: 'always',
  advice: {
    shows:
      'After a store was flushed or a counter lost, people are whoever has signed in under their number ' +
      'since.',
    prevent:
      'Draw session ids at random, with at least 64 bits of entropy as OWASP asks, and never count them; ' +
      'after a flush every old cookie must mean signed out.',
  },
  oracles: ['shared-session', 'identity-flip', 'foreign-data', 'stranger-data'],
  layer: 'session-store',
  shop: numberSessions,
};
