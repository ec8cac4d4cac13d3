import type { Finding, OracleName } from '../model/finding.js';
import type { Observation } from '../model/observation.js';
import { writtenTurn } from '../model/written.js';

/**
 * Violations that are told apart before anything else, because the way they were provoked already says much:
 * ordinary looks of signed-in people, and everything that is not one.
 */
export const families = [
  'shown',
  'stream',
  'access',
  'client',
  'logout',
  'write',
  'fixation',
  'cacheable',
  'kept',
] as const;
export type Family = (typeof families)[number];

const byOracle: Readonly<Record<OracleName, Family | null>> = {
  'foreign-data': 'shown',
  'stranger-data': 'shown',
  'identity-flip': 'shown',
  'wrong-account': 'shown',
  'shared-session': 'shown',
  'foreign-write': 'write',
  'anonymous-access': 'access',
  'object-access': 'access',
  'scope-excess': 'access',
  'stream-misdelivery': 'stream',
  'client-residue': 'client',
  'after-logout': 'logout',
  'session-fixation': 'fixation',
  'shared-cacheable': 'cacheable',
  'browser-cacheable': 'kept',
  'session-lost': null,
  'stale-self': null,
};

/** The family of a finding: that of the look which proves it, where its oracle reports looks of any kind. */
export function familyOf(finding: Finding, ofLook: (observation: string) => Family | null): Family | null {
  const family = byOracle[finding.oracle];
  const [first] = finding.evidence;
  const dependsOnLook = family === 'shown' || family === 'logout';
  return dependsOnLook && first !== undefined ? (ofLook(first.observation) ?? family) : family;
}

/** The family of a look that showed somebody else. */
export function familyOfLook(look: Observation): Family {
  const { operation, channel, viewer } = look;
  if (operation === 'handover' || operation === 'back' || channel === 'storage') return 'client';
  if (operation === 'probe' || operation === 'call' || viewer === null) return 'access';
  if (operation === 'reuse') return 'logout';
  if (operation === 'listen' || channel === 'stream') return 'stream';
  return showsWrite(look) ? 'write' : 'shown';
}

/** All that is somebody else's on it was written there by mistake: the page shows what the account holds. */
export function showsWrite({ viewer, seen, slots }: Observation): boolean {
  const others = seen.filter(({ owner }) => owner !== viewer);
  return (
    others.length > 0 &&
    others.every(({ fields }) => fields.every((field) => writtenTurn(field) !== null)) &&
    slots.every(({ says }) => says !== 'other' && says !== 'stranger')
  );
}
