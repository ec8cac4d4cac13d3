import type { Place, TextKind } from './places.js';

/** One own page of one identity, read before the rollout. `login` tells one of its logins from the next. */
export interface PageSample {
  readonly identity: number;
  readonly login: number;
  readonly kind: TextKind;
  readonly text: string;
}

/** A sample with its places, all of them and by the keys of `keyedPlaces`. */
export interface ReadSample extends PageSample {
  readonly places: readonly Place[];
  readonly keyed: ReadonlyMap<string, string>;
}
