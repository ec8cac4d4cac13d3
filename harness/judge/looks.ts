import type { Observation, ObservationClass } from '../model/observation.js';

/**
 * Decides which observations count as exposure. One reload is seen through several lenses (the response, the DOM,
 * the browser's storage); counting each would promise more than was looked at. The DOM counts where it says
 * something else than the response did (a page that is drawn in the browser); headers, storage and subresources
 * only where they show a mix-up. State: one entry per actor and page.
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
        return observation.class === 'foreign' || observation.class === 'stranger';
    }
  };
}
