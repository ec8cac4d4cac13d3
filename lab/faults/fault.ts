import type { EdgeConfig } from '../edge/config.js';
import type { PopulationPlan } from '../population/plan.js';
import type { RelayPlan } from '../redis/relay.js';
import type { RolloutPlan } from '../rollout/plan.js';
import type { ShopParts } from '../shop/parts.js';

/** When a fault can be seen. */
export type Acts = 'always' | 'cold-start' | 'mixed-versions' | 'drain' | 'load' | 'configuration-change';

/** The layers in the order of a request's way; a diagnosis names one of them. */
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

/**
 * One defect seeded on purpose, or one benign control. It is defined by what really goes wrong, in the place
 * where it happens: each hook replaces a part of the new release. The old release is always healthy.
 */
export type Fault = Defect | Control;

/** A fault that a run must catch. */
export interface Defect extends Replacements {
  readonly kind: 'fault';
  /** The incident or CVE that it stands for, with an address that says so. */
  readonly incident: { readonly what: string; readonly source: string };
  /** For the catalogue: how people meet it, and what prevents it, a sentence or two each. */
  readonly advice: { readonly shows: string; readonly prevent: string };
  /** Oracles of which at least one must report. */
  readonly oracles: readonly string[];
  /** The layer that a diagnosis must name. */
  readonly layer: Layer;
}

/** Something that looks like a mix-up and is none: a run must not fail on it. */
export interface Control extends Replacements {
  readonly kind: 'control';
  readonly incident: null;
  readonly oracles: readonly [];
  readonly layer: null;
}

interface Replacements {
  readonly id: string;
  /** One line: what goes wrong. */
  readonly title: string;
  readonly acts: Acts;
  /** Parts of the shop in the processes of the new release. */
  shop?(parts: ShopParts): ShopParts;
  /** Configuration of the edge from the moment the rollout begins. */
  edge?(config: EdgeConfig): EdgeConfig;
  /** What lies between the instances of the new release and Redis. */
  relay?: RelayPlan;
  /** Who is there from the start, before any rollout. */
  population?(plan: PopulationPlan): PopulationPlan;
  /** How the rollout itself goes. */
  rollout?(plan: RolloutPlan): RolloutPlan;
}
