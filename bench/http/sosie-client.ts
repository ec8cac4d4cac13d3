// Sosie's plain-HTTP sessions against the benchmark's target, in a process of their own: every byte of every
// answer is scanned, every observation classed. Prints one line of JSON.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { createHttpClient } from '../../harness/actors/http/http-client.js';
import { createInFlight } from '../../harness/actors/in-flight.js';
import type { Actor } from '../../harness/model/actor.js';
import type { Operation } from '../../harness/model/actor.js';
import { accountPages, benchTarget, identitiesOf, loginBenchAccount } from '../target/accounts.js';
import { createCheckedObserver } from './checked-observer.js';

const options = z
  .object({ url: z.string(), seconds: z.number(), connections: z.number(), sessions: z.number() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

const signal = AbortSignal.timeout((options.seconds + 120) * 1000);
const clock = { nowMs: () => performance.now() };
const identities = identitiesOf(options.sessions);
const target = benchTarget(options.url);
const observer = createCheckedObserver({ identities, target, clock });
const before = heldBytes();
const client = createHttpClient({
  target,
  login: loginBenchAccount,
  logout: null,
  pages: accountPages,
  observer,
  clock,
  inFlight: createInFlight(),
  connections: options.connections,
  onLogin: ({ ok, reason }) => {
    if (!ok) throw new Error(`a login of the benchmark failed: ${reason ?? ''}`);
  },
});
const actors = identities.map((identity, i) => client.openActor({ name: `s${i + 1}`, identity }));
await forEachInLanes((actor) => own(actor, { kind: 'login', alias: 0 }));
await forEachInLanes((actor) => own(actor, { kind: 'reload', page: accountPages[0] }));
const bytesPerSession = (heldBytes() - before) / options.sessions;
console.log(JSON.stringify({ ...(await measureRate()), bytesPerSession }));
await Promise.all(actors.map((actor) => actor.close()));
await client.close();

/** As many own observations as possible, `connections` at a time, all sessions in turn. */
async function measureRate(): Promise<{ perSecond: number; cpuMicros: number }> {
  const operation: Operation = { kind: 'reload', page: accountPages[0] };
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const until = startedAt + options.seconds * 1000;
  let next = 0;
  let observations = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) {
      const actor = actors[next++ % actors.length];
      const made = actor === undefined ? 0 : await own(actor, operation);
      observations += made;
    }
  };
  await Promise.all(Array.from({ length: options.connections }, lane));
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: observations / seconds, cpuMicros: (user + system) / observations };
}

/** Performs it, makes sure that what came back was the actor's own, and gives the number of observations. */
async function own(actor: Actor, operation: Operation): Promise<number> {
  const observations = await actor.perform(operation, signal);
  const other = observations.find((observation) => observation.class !== 'own');
  if (operation.kind !== 'login' && (other !== undefined || observations.length === 0)) {
    throw new Error(
      `the benchmark saw "${other?.class ?? 'nothing'}" (${other?.reason ?? ''}) instead of own data`,
    );
  }
  return observations.length;
}

async function forEachInLanes(action: (actor: Actor) => Promise<unknown>): Promise<void> {
  const waiting = actors.values();
  const lane = async (): Promise<void> => {
    for (const actor of waiting) await action(actor);
  };
  await Promise.all(Array.from({ length: options.connections }, lane));
}

/** What this process holds after a full collection, in and outside the JavaScript heap. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
