import { randomBytes } from 'node:crypto';
import { openEdge } from '../edge/edge.js';
import type { Edge } from '../edge/edge.js';
import { standardEdge } from '../edge/standard-edge.js';
import { openBacking } from './backing.js';
import type { Backing } from './backing.js';
import { startChild } from './child.js';
import { startInstance } from './instance.js';
import type { Instance } from './instance.js';
import { LabError } from './lab-error.js';
import type { LabOptions } from './options.js';
import { standardPlan } from './plan.js';
import { roll } from './roll.js';
import type { Fleet } from './roll.js';
import { deleteSessions } from './sessions.js';
import { createTeardown } from './teardown.js';
import type { Teardown } from './teardown.js';

/** What is running now. */
export interface LabStatus {
  readonly url: string;
  readonly fault: string;
  readonly release: string;
  readonly rolling: boolean;
  readonly redis: string;
  readonly instances: readonly { name: string; release: string; url: string; pid: number }[];
}

/** A running lab. Whoever opens it closes it. */
export interface Lab {
  readonly url: string;
  /** For the shop's admin API. */
  readonly adminToken: string;
  /** The test accounts. */
  readonly accounts: Backing['accounts'];
  status(): LabStatus;
  /**
   * Replaces every instance by one of this release, one line per step. Rolling back to the first release
   * takes the fault away. Rejects with LabError where a rollout is under way or an instance does not start.
   */
  roll(release: string, report: (line: string) => void): Promise<void>;
  close(): Promise<void>;
}

/** Starts the edge, Redis, the population, the instances and the crowd. Throws LabError, with nothing left. */
export async function openLab(options: LabOptions): Promise<Lab> {
  const teardown = createTeardown();
  try {
    const edge = await openFrontDoor(options.port);
    teardown.add('the edge', () => edge.close());
    const backing = await openBacking(options, teardown);
    const adminToken = randomBytes(18).toString('base64url');
    const start = instanceStarter(options, backing, adminToken);
    const instances = await startAll(options, start, teardown);
    for (const instance of instances) edge.upstreams.add(instance.name, instance.url);
    options.log(`${instances.length} instances of ${options.release} behind ${edge.url}`);
    startCrowd(options, edge.url, teardown);
    return toLab(options, { edge, backing, adminToken, instances, start, teardown });
  } catch (error) {
    await teardown.run().catch((failure: unknown) => options.log(String(failure)));
    throw error;
  }
}

interface LabParts {
  readonly edge: Edge;
  readonly backing: Backing;
  readonly adminToken: string;
  readonly instances: Instance[];
  readonly start: StartInstance;
  readonly teardown: Teardown;
}

type StartInstance = (slot: string, release: string) => Promise<Instance>;

function toLab(options: LabOptions, parts: LabParts): Lab {
  const { edge, backing, instances } = parts;
  let release = options.release;
  let rolling = false;
  return {
    url: edge.url,
    adminToken: parts.adminToken,
    accounts: backing.accounts,
    status: () => ({
      url: edge.url,
      fault: options.fault.id,
      release,
      rolling,
      redis: backing.how,
      instances: instances.map(({ name, release: runs, url, pid }) => ({ name, release: runs, url, pid })),
    }),
    async roll(next, report) {
      if (rolling)
        throw new LabError('start', `A rollout to ${release} is under way.`, 'Wait until it has ended.');
      rolling = true;
      release = next;
      const broken = isBroken(options, next);
      edge.configure(broken ? (options.fault.edge?.(standardEdge) ?? standardEdge) : standardEdge);
      const fleet: Fleet = {
        instances,
        upstreams: edge.upstreams,
        tools: { deleteSessions: () => deleteSessions(backing.client, backing.keyPrefix) },
        start: (slot) => parts.start(slot, next),
      };
      try {
        await roll(
          fleet,
          broken ? (options.fault.rollout?.(standardPlan) ?? standardPlan) : standardPlan,
          report,
        );
      } finally {
        rolling = false;
      }
    },
    close: () => parts.teardown.run(),
  };
}

/** The first release is sound for good, also when it comes back. */
function isBroken(options: LabOptions, release: string): boolean {
  return release !== options.release;
}

async function openFrontDoor(port: number): Promise<Edge> {
  try {
    return await openEdge({ port, config: standardEdge });
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const said = why === 'EADDRINUSE' ? 'is taken' : `cannot be had (${why})`;
    throw new LabError(
      'start',
      `Port ${port} ${said}.`,
      'Choose another one with --port, or --port 0 for any free one.',
    );
  }
}

function instanceStarter(options: LabOptions, backing: Backing, adminToken: string): StartInstance {
  const env = {
    LAB_ADMIN_TOKEN: adminToken,
    LAB_HOST: '127.0.0.1',
    LAB_KEY_PREFIX: backing.keyPrefix,
    LAB_SEED: String(options.seed),
  };
  return (slot, release) => {
    const broken = isBroken(options, release);
    return startInstance({
      slot,
      release,
      fault: broken ? options.fault.id : '',
      relay: broken ? (options.fault.relay ?? null) : null,
      redisUrl: backing.url,
      env,
      log: options.log,
    });
  };
}

async function startAll(options: LabOptions, start: StartInstance, teardown: Teardown): Promise<Instance[]> {
  const instances: Instance[] = [];
  teardown.add('the instances', async () => {
    await Promise.all(instances.map((instance) => instance.stop(6000)));
  });
  const slots = Array.from({ length: options.instances }, (_unused, position) => `web${position + 1}`);
  const started = await Promise.allSettled(slots.map((slot) => start(slot, options.release)));
  for (const one of started) if (one.status === 'fulfilled') instances.push(one.value);
  const failed = started.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return instances;
}

function startCrowd(options: LabOptions, url: string, teardown: Teardown): void {
  if (options.crowd === 0) return;
  const env = {
    LAB_URL: url,
    LAB_CROWD: String(options.crowd),
    LAB_CUSTOMERS: String(options.customers),
    LAB_SEED: String(options.seed),
  };
  const crowd = startChild({ name: 'the crowd', program: 'lab/population/crowd', env, log: options.log });
  teardown.add('the crowd', () => crowd.stop(3000));
  options.log(`${options.crowd} strangers come and go`);
}
