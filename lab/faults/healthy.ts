import type { Fault } from './fault.js';

/** A sound release, rolled out with care. */
export const healthy: Fault = {
  id: 'healthy',
  kind: 'control',
  title: 'a sound release, rolled out with care',
  incident: null,
  acts: 'always',
  oracles: [],
  layer: null,
};
