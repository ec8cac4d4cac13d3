import type { Evidence, OracleName, Report, Severity } from '../model/finding.js';
import type { Observation } from '../model/observation.js';

/** Owner of whatever belongs to somebody who is not one of ours. */
export const STRANGER = 'stranger';

/** What an oracle adds to the observation that it reports. `where` replaces the observation's own. */
export interface Claim {
  readonly oracle: OracleName;
  readonly severity: Severity;
  readonly owner: string | null;
  readonly summary: string;
  readonly where?: string;
  readonly evidence?: readonly Evidence[];
}

/** A report about one observation: place, time, phase, revision and instance are the observation's. */
export function reportOf(observation: Observation, claim: Claim): Report {
  return {
    oracle: claim.oracle,
    severity: claim.severity,
    viewer: viewerOf(observation),
    owner: claim.owner,
    where: claim.where ?? observation.where,
    channel: observation.channel,
    phase: observation.phase,
    revision: observation.revision,
    instance: observation.instance,
    atMs: observation.atMs,
    summary: claim.summary,
    evidence: claim.evidence ?? [evidenceOf(observation, claim.owner)],
  };
}

/** The viewer's identity id, or "anonymous". */
export function viewerOf(observation: Observation): string {
  return observation.viewer ?? 'anonymous';
}

/** "u07's" or "a stranger's", for summaries. */
export function whose(owner: string | null): string {
  if (owner === null) return "somebody else's";
  return owner === STRANGER ? "a stranger's" : `${owner}'s`;
}

/** What one observation shows of `owner`, masked: field names, slots, shapes and salted fingerprints. */
export function evidenceOf(observation: Observation, owner: string | null): Evidence {
  const concerns = (says: string, of: string | null): boolean =>
    owner === STRANGER ? says === 'stranger' : says === 'other' && (owner === null || of === owner);
  const slots = observation.slots.filter((slot) => concerns(slot.says, slot.owner));
  const fields = observation.seen
    .filter((sighting) => (owner === null ? sighting.owner !== observation.viewer : sighting.owner === owner))
    .flatMap((sighting) => sighting.fields);
  const present = <T>(values: readonly (T | null)[]): T[] => values.filter((value) => value !== null);
  return {
    observation: observation.id,
    atMs: observation.atMs,
    fields: [...new Set([...fields, ...slots.map((slot) => slot.slot)])],
    masked: present(slots.map((slot) => slot.masked)),
    fingerprints: present(slots.map((slot) => slot.fingerprint)),
  };
}
