import type { OperationKind } from '../model/look.js';
import type { Observation, ObservationClass } from '../model/observation.js';

/** Operations that seek what should not be there, or that try the instrument. */
const searching: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'probe',
  'reuse',
  'back',
  'handover',
  'drill',
]);

/**
 * Decides which observations count as exposure. One reload is seen through several lenses (the response, the DOM,
 * the browser's storage); counting each would promise more than was looked at. The DOM counts where it says
 * something else than the response did (a page that is drawn in the browser); headers, storage and subresources
 * only where they show a mix-up; so also what is asked for without a right to it, after a logout, or on a used
 * browser, since a refusal is no look at one's own data. State: one entry per actor and page.
 */
export function createLooks(): (observation: Observation) => boolean {
  const lastPage = new Map<string, Map<string, ObservationClass>>();
  const pagesOf = (actor: string): Map<string, ObservationClass> => {
    const known = lastPage.get(actor);
    if (known !== undefined) return known;
    const pages = new Map<string, ObservationClass>();
    lastPage.set(actor, pages);
    return pages;
  };
  return (observation) => {
    const isMixUp = observation.class === 'foreign' || observation.class === 'stranger';
    if (searching.has(observation.operation)) return isMixUp;
    switch (observation.channel) {
      case 'page':
        pagesOf(observation.actor).set(observation.where, observation.class);
        return true;
      case 'api':
      case 'document':
      case 'stream':
        return true;
      case 'dom':
        return pagesOf(observation.actor).get(observation.where) !== observation.class;
      case 'subresource':
      case 'storage':
      case 'header':
        return isMixUp;
    }
  };
}
