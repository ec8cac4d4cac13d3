import type { Facts, WrongLook } from './facts.js';

/** A slip in reading a page can look like a displaced one; several do not happen in a row. */
const FEWEST = 3;

/** Wrong answers to requests for a page or the API, and those of them that were no answer to what was asked. */
export interface Displaced {
  readonly telling: readonly WrongLook[];
  readonly displaced: number;
  /** Too many for a slip. */
  readonly whole: boolean;
}

/** Counts the wrong answers that were not even the page that was asked for. */
export function displacedAnswers(facts: Pick<Facts, 'wrong' | 'places'>): Displaced {
  const telling = facts.wrong.filter(({ look }) => look.channel === 'page' || look.channel === 'api');
  const displaced = telling.filter((each) => isDisplaced(each, facts)).length;
  return { telling, displaced, whole: displaced >= FEWEST && displaced > 0.02 * telling.length };
}

/** The page says elsewhere whose it is, and not here; or it is nobody's for everybody else. */
function isDisplaced({ look }: WrongLook, { places }: Pick<Facts, 'places'>): boolean {
  const place = places.get(look.where);
  if (place === undefined) return false;
  return place.states ? look.slots.length === 0 : place.own === 0 && place.nobodys >= FEWEST;
}
