import type { Operation } from '../model/actor.js';
import type { Page } from '../model/page.js';
import type { Random } from '../model/random.js';
import type { Pressure } from './pressure.js';

/** What one actor attempts next, and how long it waits before. The same seed gives the same answers. */
export interface Schedule {
  next(): Operation;
  /** Milliseconds to think, or `together`: wait for the next common beat. */
  wait(): number | 'together';
}

export interface ScheduleOptions {
  readonly pressure: Pressure;
  /** Position of the actor among all, from 0: decides whether it churns. */
  readonly index: number;
  readonly pages: readonly Page[];
  readonly ratePerActor: number;
  /** Number of further identifiers of the account, tried in turn with the username. */
  readonly aliases: number;
  readonly random: Random;
}

/** A document costs more to render and to read than a page, and a subresource says less, so they are asked for less often. */
const weights: Readonly<Record<Page['kind'], number>> = {
  page: 1,
  api: 1,
  document: 0.35,
  subresource: 0.35,
};

export function createSchedule(options: ScheduleOptions): Schedule {
  const { pressure, random } = options;
  const churns =
    pressure.churnerEvery > 0 && options.index % pressure.churnerEvery === pressure.churnerEvery - 1;
  const shares = Object.entries(churns ? pressure.churner : pressure.keeper) as [Operation['kind'], number][];
  const pageShares = options.pages.map((page) => [page, weights[page.kind]] as const);
  const meanMs = 1000 / (options.ratePerActor * pressure.pace);
  let logins = 0;
  return {
    next: () => {
      const kind = weighted(shares, random);
      if (kind === 'logout') return { kind };
      if (kind === 'login') {
        logins += 1;
        return { kind, alias: logins % (options.aliases + 1) };
      }
      const page = weighted(pageShares, random);
      return page.kind === 'subresource' ? { kind: 'fetch', page } : { kind, page };
    },
    wait: () => (random.next() < pressure.together ? 'together' : meanMs * (0.5 + random.next())),
  };
}

function weighted<T>(shares: readonly (readonly [T, number])[], random: Random): T {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  let left = random.next() * total;
  const chosen = shares.find(([, share]) => (left -= share) < 0) ?? shares.at(-1);
  if (chosen === undefined) throw new RangeError('there is nothing to choose from');
  return chosen[0];
}
