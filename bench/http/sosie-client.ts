// Sosie's plain-HTTP sessions against the benchmark's target, in a process of their own: every byte of every
// answer is scanned, every observation classed, and one planted answer must be found. Prints one line of JSON.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { createHttpClient } from '../../harness/actors/http/http-client.js';
import { createInFlight } from '../../harness/actors/in-flight.js';
import type { Actor } from '../../harness/model/actor.js';
import type { Operation } from '../../harness/model/actor.js';
import type { Observation } from '../../harness/model/observation.js';
import { accountPages, benchTarget, identitiesOf, loginBenchAccount } from '../target/accounts.js';
import { isFound, plant } from '../target/plant.js';
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
/** One answer of those measured is another's: a benchmark that checks nothing would be no slower than this one. */
const victim = Math.min(500, options.sessions >> 1);
await plant(options.url, victim, victim - 1);
console.log(JSON.stringify({ ...(await measureRate()), bytesPerSession }));
await Promise.all(actors.map((actor) => actor.close()));
await client.close();

/** As many own observations as possible, `connections` at a time, all sessions in turn. */
async function measureRate(): Promise<{ perSecond: number; cpuMicros: number; plantedFound: number }> {
  const operation: Operation = { kind: 'reload', page: accountPages[0] };
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const until = startedAt + options.seconds * 1000;
  let next = 0;
  let observations = 0;
  let plantedFound = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) {
      const actor = actors[next++ % actors.length];
      if (actor === undefined) return;
      const made = await actor.perform(operation, signal);
      observations += made.length;
      for (const observation of made) {
        if (isFound(observation, victim, victim - 1)) plantedFound += 1;
        else expectOwn(observation);
      }
    }
  };
  await Promise.all(Array.from({ length: options.connections }, lane));
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - startedAt) / 1000;
  if (plantedFound !== 1)
    throw new Error(`the planted answer was found ${plantedFound} times instead of once`);
  return { perSecond: observations / seconds, cpuMicros: (user + system) / observations, plantedFound };
}

/** Performs it, and makes sure that what came back was the actor's own. */
async function own(actor: Actor, operation: Operation): Promise<void> {
  const observations = await actor.perform(operation, signal);
  if (operation.kind === 'login') return;
  if (observations.length === 0) throw new Error('the benchmark saw nothing');
  observations.forEach(expectOwn);
}

function expectOwn({ class: kind, reason }: Observation): void {
  if (kind !== 'own') throw new Error(`the benchmark saw "${kind}" (${reason ?? ''}) instead of own data`);
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
