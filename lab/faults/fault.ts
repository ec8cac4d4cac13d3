import type { EdgeConfig } from '../edge/config.js';
import type { PopulationPlan } from '../population/plan.js';
import type { RelayPlan } from '../redis/relay.js';
import type { RolloutPlan } from '../rollout/plan.js';
import type { ShopParts } from '../shop/parts.js';

/** When a fault can be seen. */
export type Acts = 'always' | 'cold-start' | 'mixed-versions' | 'drain' | 'load' | 'configuration-change';

/**
 * One defect seeded on purpose, or one benign control. It is defined by what really goes wrong, in the place
 * where it happens: each hook replaces a part of the new release. The old release is always healthy.
 */
export interface Fault {
  readonly id: string;
  readonly kind: 'fault' | 'control';
  /** One line: what goes wrong. */
  readonly title: string;
  /** The incident or CVE that it stands for, with its address; null for a control that stands for none. */
  readonly incident: { readonly what: string; readonly source: string } | null;
  readonly acts: Acts;
  /** Oracles of which at least one must report; empty for a control. */
  readonly oracles: readonly string[];
  /** The layer that a diagnosis must name; null for a control. */
  readonly layer: string | null;
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
