import type { Channel } from '../model/look.js';
import type { Observation } from '../model/observation.js';
import { STRANGER } from './report-of.js';

/** Whom an observation says the session to be: its viewer, another identity, or a stranger. */
export type Statement =
  | { readonly who: 'own' }
  | { readonly who: 'other'; readonly owner: string }
  | { readonly who: 'stranger'; readonly owner: typeof STRANGER };

/** What the browser keeps, or what is pushed to it, does not say whose the session is. */
const speaking: ReadonlySet<Channel> = new Set<Channel>(['page', 'api', 'document', 'dom']);

/**
 * Whose the session is according to one observation, or null where it does not say: nobody's page, an error,
 * or a page that holds others' data beside the viewer's own without an identity slot that disagrees (a list
 * that lacks its filter leaks data, but the session is still the viewer's).
 */
export function statementOf(observation: Observation): Statement | null {
  if (observation.viewer === null || !speaking.has(observation.channel)) return null;
  switch (observation.class) {
    case 'own':
      return { who: 'own' };
    case 'stranger':
      return { who: 'stranger', owner: STRANGER };
    case 'foreign': {
      const owner = statedOwner(observation);
      return owner === null ? null : { who: 'other', owner };
    }
    case 'anonymous':
    case 'blank':
    case 'error':
      return null;
  }
}

function statedOwner(observation: Observation): string | null {
  for (const slot of observation.slots) {
    if (slot.says === 'other' && slot.owner !== null) return slot.owner;
  }
  const [first, second] = observation.seen;
  return first === undefined || second !== undefined || first.owner === observation.viewer
    ? null
    : first.owner;
}
