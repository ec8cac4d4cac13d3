import type { Channel, OperationKind } from '../model/look.js';
import type { Observation } from '../model/observation.js';
import { disclosureOf } from './disclosure.js';
import { STRANGER } from './report-of.js';

/** Whom an observation says the session to be: its viewer, another identity, or a stranger. */
export type Statement =
  | { readonly who: 'own' }
  | { readonly who: 'other'; readonly owner: string }
  | { readonly who: 'stranger'; readonly owner: typeof STRANGER };

/** What the browser keeps, or what is pushed to it, does not say whose the session is. */
const speaking: ReadonlySet<Channel> = new Set<Channel>(['page', 'api', 'document', 'dom']);

/**
 * What is asked for somebody else's object, as a partner, with the session of before the logout, or from a listener's
 * place says whether it may be had, and not whose the session is.
 */
const silent: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'probe',
  'call',
  'reuse',
  'back',
  'listen',
]);

/** Whether an observation is one that may say whose the session is, or that there is none any more. */
export function isSpeaking({ channel, operation }: Observation): boolean {
  return speaking.has(channel) && !silent.has(operation);
}

/**
 * Whose the session is according to one observation, or null where it does not say: nobody's page, an error, what
 * a used browser kept of another, or a page that holds others' data beside the viewer's own without an identity slot
 * that disagrees (a list that lacks its filter leaks data, but the session is still the viewer's).
 */
export function statementOf(observation: Observation): Statement | null {
  if (observation.viewer === null || !isSpeaking(observation)) return null;
  switch (observation.class) {
    case 'own':
      return { who: 'own' };
    case 'stranger':
      return { who: 'stranger', owner: STRANGER };
    case 'foreign': {
      const disclosure = disclosureOf(observation);
      if (disclosure === 'client-residue') return null;
      if (disclosure === 'foreign-write') return { who: 'own' };
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
