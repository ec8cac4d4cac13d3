import type { Channel } from './look.js';
import type { Phase } from './phase.js';

/** Every oracle of the contract, in the order shown to users. */
export const oracleNames = [
  'foreign-data',
  'stranger-data',
  'identity-flip',
  'wrong-account',
  'foreign-write',
  'shared-session',
  'anonymous-access',
  'object-access',
  'scope-excess',
  'stream-misdelivery',
  'client-residue',
  'after-logout',
  'session-fixation',
  'shared-cacheable',
  'browser-cacheable',
  'session-lost',
  'stale-self',
] as const;
export type OracleName = (typeof oracleNames)[number];

/** `violation`: proven. `hazard`: it will happen. `notice`: worth knowing, no mix-up. */
export const severities = ['violation', 'hazard', 'notice'] as const;
export type Severity = (typeof severities)[number];

/** The layer of the target that a cause lies in. */
export const layers = [
  'client',
  'edge-cache',
  'request-collapsing',
  'connection',
  'process-state',
  'session-store',
  'login-mapping',
  'authorization',
  'data',
] as const;
export type Layer = (typeof layers)[number];

export interface Cause {
  readonly layer: Layer;
  /** 0…1. */
  readonly confidence: number;
  readonly because: readonly string[];
}

/** What an oracle reports for one or more observations. The judge folds equal ones into one Finding. */
export interface Report {
  readonly oracle: OracleName;
  readonly severity: Severity;
  /** `Identity.id`, or "anonymous". */
  readonly viewer: string;
  /** `Identity.id`, "stranger", or null where nobody else is concerned. */
  readonly owner: string | null;
  readonly where: string;
  readonly channel: Channel;
  readonly phase: Phase;
  readonly revision: string | null;
  readonly instance: string | null;
  readonly atMs: number;
  /** One plain sentence without any personal value. */
  readonly summary: string;
  readonly evidence: readonly Evidence[];
}

/** One observation that proves a finding, masked. */
export interface Evidence {
  /** `Observation.id`. */
  readonly observation: string;
  readonly atMs: number;
  /** Field names or slots that were seen. */
  readonly fields: readonly string[];
  readonly masked: readonly string[];
  readonly fingerprints: readonly string[];
}

/** One reported violation, hazard or notice (compare SARIF 2.1.0, `result`). */
export interface Finding extends Omit<Report, 'atMs'> {
  /** "F1", "F2", … in the order of first sighting. */
  readonly id: string;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly count: number;
  /** Stable across runs: hash of oracle, viewer, owner and where. */
  readonly fingerprint: string;
  readonly causes: readonly Cause[];
}
