import type { Upstreams } from '../edge/upstreams.js';
import type { Instance } from './instance.js';
import type { RolloutPlan, RolloutTools } from './plan.js';

/** What a rollout works on. */
export interface Fleet {
  /** One per slot; replaced in place. */
  readonly instances: Instance[];
  readonly upstreams: Upstreams;
  readonly tools: RolloutTools;
  /** Starts an instance of the new release and resolves once it is healthy. */
  start(slot: string): Promise<Instance>;
}

const drainWithinMs = 15_000;
const stopWithinMs = 8000;

/**
 * Replaces the instances one by one. `report` gets one line per step. Rejects where an instance does not
 * start: what was replaced until then stays, as a real rollout leaves it.
 */
export async function roll(fleet: Fleet, plan: RolloutPlan, report: (line: string) => void): Promise<void> {
  const order = fleet.instances.map((_instance, position) => position);
  if (plan.order === 'last-to-first') order.reverse();
  for (const [index, position] of order.entries()) {
    const old = fleet.instances[position];
    if (old === undefined) continue;
    if (index > 0) await wait(plan.pauseMs);
    const step = { index, of: order.length, from: old.name, to: old.slot };
    await plan.before?.(step, fleet.tools);
    const next = await replace(fleet, plan, old);
    fleet.instances[position] = next;
    await plan.after?.({ ...step, to: next.name }, fleet.tools);
    report(`${index + 1}/${order.length} ${old.name} (${old.release}) -> ${next.name} (${next.release})`);
  }
}

async function replace(fleet: Fleet, plan: RolloutPlan, old: Instance): Promise<Instance> {
  if (!plan.surge) await retire(fleet, plan, old);
  await wait(plan.startDelayMs);
  const next = await fleet.start(old.slot);
  fleet.upstreams.add(next.name, next.url);
  if (plan.surge) await retire(fleet, plan, old);
  else await fleet.upstreams.remove(old.name);
  return next;
}

/** Ends the old instance. Without surge the edge keeps it listed until its successor is there. */
async function retire(fleet: Fleet, plan: RolloutPlan, old: Instance): Promise<void> {
  if (plan.drain) {
    await fleet.upstreams.drain(old.name, drainWithinMs);
    await old.stop(stopWithinMs);
  } else {
    await old.kill();
  }
  if (plan.surge) await fleet.upstreams.remove(old.name);
}

async function wait(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
