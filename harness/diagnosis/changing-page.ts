import type { Facts } from './facts.js';
import { share } from './words.js';

/** Whether a page's bytes are different at every look, so that equal ones are one answer that was sent twice. */
export function isChangingPage(where: string, { places }: Pick<Facts, 'places'>): boolean {
  const place = places.get(where);
  return place !== undefined && place.compared >= 3 && share(place.repeated, place.compared) < 0.3;
}
