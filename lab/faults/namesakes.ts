import type { Fault } from './fault.js';

/** People who share their name, town and birth date two by two, and with a stranger: nothing is wrong. */
export const namesakes: Fault = {
  id: 'namesakes',
  kind: 'control',
  title: 'users who share name, town and birth date',
  incident: null,
  acts: 'always',
  oracles: [],
  layer: null,
  population: (plan) => ({ ...plan, namesakes: true }),
};
