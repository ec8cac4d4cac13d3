import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { openRelay } from '../redis/relay.js';
import type { RelayPlan } from '../redis/relay.js';
import { startChild } from './child.js';
import type { Child } from './child.js';
import { LabError } from './lab-error.js';

/** One running copy of the shop, with what stands between it and Redis. */
export interface Instance extends Child {
  /** "web1", the place that it fills. Its name adds what tells it from its predecessor: "web1-3f2a". */
  readonly slot: string;
  /** The release that it runs. */
  readonly release: string;
  /** Straight to it, past the edge. */
  readonly url: string;
}

export interface InstancePlan {
  readonly slot: string;
  readonly release: string;
  /** Id of the fault, or "". */
  readonly fault: string;
  readonly relay: RelayPlan | null;
  readonly redisUrl: string;
  /** The other `LAB_*` variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

const readyLine = z.object({ ready: z.literal(true), port: z.number().int().positive() });
// A release that starts a database of its own takes long on a busy machine.
const readyWithinMs = 60_000;

/** Starts an instance and waits until it listens and is healthy. Throws LabError. */
export async function startInstance(plan: InstancePlan): Promise<Instance> {
  const name = `${plan.slot}-${randomBytes(2).toString('hex')}`;
  const relay = plan.relay === null ? null : await openRelay(plan.relay, plan.redisUrl);
  try {
    const env = {
      ...plan.env,
      LAB_INSTANCE: name,
      LAB_RELEASE: plan.release,
      LAB_FAULT: plan.fault,
      LAB_REDIS_URL: relay?.url ?? plan.redisUrl,
      LAB_PORT: '0',
    };
    const child = startChild({ name, program: 'lab/shop/main', env, log: plan.log });
    const url = `http://127.0.0.1:${portFrom(name, await child.firstLine(readyWithinMs))}`;
    const instance = withRelay(child, relay, { slot: plan.slot, release: plan.release, url });
    await healthy(instance);
    return instance;
  } catch (error) {
    await relay?.close();
    throw error;
  }
}

function portFrom(name: string, line: string): number {
  try {
    return readyLine.parse(JSON.parse(line)).port;
  } catch {
    throw new LabError('start', `${name} printed "${line.slice(0, 80)}" where a ready line was expected.`);
  }
}

function withRelay(
  child: Child,
  relay: { close(): Promise<void> } | null,
  own: Pick<Instance, 'slot' | 'release' | 'url'>,
): Instance {
  return {
    ...child,
    ...own,
    async stop(deadlineMs) {
      await child.stop(deadlineMs);
      await relay?.close();
    },
    async kill() {
      await child.kill();
      await relay?.close();
    },
  };
}

async function healthy(instance: Instance): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline && instance.isRunning()) {
    const answer = await fetch(`${instance.url}/healthz`, { signal: AbortSignal.timeout(2000) }).catch(
      () => null,
    );
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await instance.kill();
  throw new LabError('start', `${instance.name} listens but did not become healthy.`, 'Does Redis answer?');
}
