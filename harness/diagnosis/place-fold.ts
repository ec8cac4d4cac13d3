import type { Observation, Tally } from '../model/observation.js';
import type { PlaceFacts } from './facts.js';
import { isCacheHit } from './wrong-look.js';

/** Follows every page: does its body change from look to look, does it say whose it is, does it come from a cache? */
export interface PlaceFold {
  see(look: Observation): void;
  count(tally: Tally): void;
  readonly places: ReadonlyMap<string, PlaceFacts>;
}

const MAX_PLACES = 2000;
const MAX_BODIES = 20_000;

/** Begins with no page seen. */
export function createPlaceFold(): PlaceFold {
  const places = new Map<string, PlaceFacts>();
  const bodies = new Map<string, Set<string>>();
  let kept = 0;
  const of = (where: string): PlaceFacts | null => {
    const known = places.get(where);
    if (known !== undefined || places.size >= MAX_PLACES) return known ?? null;
    const fresh = { own: 0, compared: 0, repeated: 0, ownHits: 0, ownBodies: 0, nobodys: 0, states: false };
    places.set(where, fresh);
    return fresh;
  };
  const compare = (place: PlaceFacts, look: Observation, digest: string): void => {
    const key = `${look.viewer ?? ''} ${look.where} ${look.revision ?? ''} ${look.channel}`;
    const known = bodies.get(key);
    if (known !== undefined) {
      place.compared += 1;
      if (known.has(digest)) place.repeated += 1;
    }
    if (kept >= MAX_BODIES || known?.has(digest) === true) return;
    kept += 1;
    bodies.set(key, (known ?? new Set()).add(digest));
  };
  return {
    places,
    see(look) {
      const place = of(look.where);
      if (place === null) return;
      if (look.slots.length > 0) place.states = true;
      if (look.class === 'blank' || look.class === 'anonymous') place.nobodys += 1;
      if (look.class !== 'own') return;
      place.own += 1;
      if (look.digest === null) return;
      place.ownBodies += 1;
      if (isCacheHit(look)) place.ownHits += 1;
      compare(place, look, look.digest);
    },
    count(tally) {
      const place = of(tally.where);
      if (place !== null) place.own += tally.own;
    },
  };
}
