import type { EdgeConfig } from './config.js';
import type { Flights } from './flights.js';
import type { Store } from './store.js';
import type { Upstreams } from './upstreams.js';

/** The parts of an edge that a request passes through. */
export interface EdgeParts {
  readonly config: EdgeConfig;
  readonly upstreams: Upstreams;
  readonly store: Store;
  readonly flights: Flights;
}
