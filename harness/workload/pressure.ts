import type { Operation } from '../model/actor.js';

/** How hard, and in what way, the actors press on the target. Shares are relative weights. */
export interface Pressure {
  readonly name: 'gentle' | 'steady' | 'collide';
  /** Multiplies the configured rate of each actor; think times spread around 1 / rate. */
  readonly pace: number;
  /** Share of the waits that end together with everybody else's, on one URL, in the same millisecond. */
  readonly together: number;
  /** Milliseconds between two such beats. */
  readonly beatMs: number;
  /** Every n-th actor signs in again and again; the others keep one session through the whole run. 0: none. */
  readonly churnerEvery: number;
  readonly keeper: Readonly<Record<Operation['kind'], number>>;
  readonly churner: Readonly<Record<Operation['kind'], number>>;
}

const keeping = { login: 0, logout: 0, reload: 5, visit: 3, fetch: 4, cancel: 0 } as const;

/** The three profiles, gentlest first. */
export const pressures: Readonly<Record<Pressure['name'], Pressure>> = {
  gentle: {
    name: 'gentle',
    pace: 0.25,
    together: 0,
    beatMs: 1000,
    churnerEvery: 4,
    keeper: keeping,
    churner: { ...keeping, login: 1 },
  },
  steady: {
    name: 'steady',
    pace: 1,
    together: 0,
    beatMs: 1000,
    churnerEvery: 4,
    keeper: keeping,
    churner: { ...keeping, login: 1, logout: 0.5 },
  },
  collide: {
    name: 'collide',
    pace: 1,
    together: 0.4,
    beatMs: 700,
    churnerEvery: 3,
    keeper: { ...keeping, cancel: 0.6 },
    churner: { ...keeping, login: 1.6, logout: 0.5, cancel: 0.6 },
  },
};
