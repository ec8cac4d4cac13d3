import type { Fault } from './fault.js';

/** The directory of neighbours lists the users of the run as well, as they wished: nothing is wrong. */
export const publicDirectory: Fault = {
  id: 'public-directory',
  kind: 'control',
  title: 'a page that rightly lists other people, with name and town',
  incident: null,
  acts: 'always',
  oracles: [],
  layer: null,
  population: (plan) => ({ ...plan, everybodyListed: true }),
};
