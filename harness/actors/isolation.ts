import type { Actor, Observer } from '../model/actor.js';
import type { Identity } from '../model/identity.js';
import type { Look } from '../model/look.js';
import type { Observation } from '../model/observation.js';
import type { Page } from '../model/page.js';
import type { RunClock } from '../model/phase.js';
import type { ActorSettings } from './actor-settings.js';
import type { BrowserPool } from './browser/browser-pool.js';
import type { EchoServer } from './echo-server.js';
import { echoPaths, echoToken } from './echo-server.js';
import { createHttpClient } from './http/http-client.js';
import { createInFlight } from './in-flight.js';

/** What the proof rests on. */
export interface IsolationProof {
  readonly actors: number;
  readonly looks: number;
  /** Looks in which an actor saw its own token. */
  readonly own: number;
  /** What was mixed up, or never seen, one sentence each; empty where the actors share nothing. */
  readonly faults: readonly string[];
}

/** An observer that knows whose token may stand where. */
export interface IsolationWatch {
  readonly observer: Observer;
  proof(actors: readonly Actor[]): IsolationProof;
}

/** The pages of the echo server. */
export const echoPages: readonly Page[] = [
  { name: 'echo page', kind: 'page', path: echoPaths.page, self: null },
  { name: 'echo api', kind: 'api', path: echoPaths.api, self: null },
  { name: 'echo document', kind: 'document', path: echoPaths.document, self: null },
  { name: 'echo slow', kind: 'page', path: echoPaths.slow, self: null },
];

/** The users of the echo server, as identities. */
export function echoIdentities(echo: EchoServer, count: number): readonly Identity[] {
  return Array.from({ length: count }, (_, index) => {
    const username = `e${String(index)}`;
    const credentials = { username, password: echo.passwordOf(username) };
    return { id: username, index, credentials, aliases: [], traits: [], tenant: null, data: {}, minted: {} };
  });
}

/** Settings for actors on the echo server. */
export function echoSettings(echo: EchoServer, observer: Observer, clock: RunClock): ActorSettings {
  return {
    target: { baseUrl: echo.baseUrl, allow: [echo.host], revision: null, instance: null, timeoutMs: 5_000 },
    login: { kind: 'form', url: echoPaths.login, username: null, password: null, submit: null },
    logout: { url: echoPaths.logout, method: 'GET' },
    pages: echoPages,
    observer,
    clock,
    inFlight: createInFlight(),
    onLogin: () => undefined,
  };
}

/** Watches every look of actors on the echo server: bodies, headers, cookies, storage. */
export function watchIsolation(echo: EchoServer): IsolationWatch {
  const own = new Map<string, number>();
  const faults = new Set<string>();
  let looks = 0;
  const observe = (look: Look): Observation => {
    looks += 1;
    const username = look.actor.identity?.credentials.username ?? '';
    for (const token of textOf(look).match(echoToken) ?? []) {
      if (token === echo.tokenOf(username)) own.set(look.actor.name, (own.get(look.actor.name) ?? 0) + 1);
      else faults.add(`${look.actor.name} got another actor's data by ${look.channel} in ${look.operation}`);
    }
    return observationOf(look, looks);
  };
  return {
    observer: { observe, lostBody: () => undefined },
    proof(actors) {
      const blind = actors
        .filter(({ name }) => !own.has(name))
        .map(({ name }) => `${name} never saw its own data`);
      const seen = [...own.values()].reduce((sum, count) => sum + count, 0);
      return { actors: actors.length, looks, own: seen, faults: [...faults, ...blind] };
    },
  };
}

/** Every actor signs in, and then all ask for everything at once, `rounds` times, some of it cut off. */
export async function exercise(actors: readonly Actor[], rounds: number, signal: AbortSignal): Promise<void> {
  await Promise.all(actors.map((actor) => actor.perform({ kind: 'login', alias: 0 }, signal)));
  const work = async (actor: Actor, offset: number): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      const page = echoPages[(round + offset) % echoPages.length];
      if (page === undefined) continue;
      const turn = round + offset;
      if (turn % 3 === 0)
        await actor.perform({ kind: 'cancel', page, waiting: turn % 2 === 0 ? null : 0.5 }, signal);
      else
        await actor.perform(
          { kind: page.kind === 'page' && round % 4 === 1 ? 'reload' : 'fetch', page },
          signal,
        );
    }
  };
  await Promise.all(actors.map(work));
}

/**
 * Proves at the start of a run that actors share no jar, no storage and no answer: a handful of both kinds
 * against the echo server, all at once on shared connections. Takes about a second; `pool` must allow
 * `echo.host`, and is null where the run has no browsers.
 */
export async function proveIsolation(options: {
  readonly echo: EchoServer;
  readonly pool: BrowserPool | null;
  readonly clock: RunClock;
  readonly signal: AbortSignal;
}): Promise<IsolationProof> {
  const { echo, pool, clock, signal } = options;
  const watch = watchIsolation(echo);
  const settings = echoSettings(echo, watch.observer, clock);
  const client = createHttpClient({ ...settings, connections: 3 });
  const actors: Actor[] = [];
  try {
    for (const [i, identity] of echoIdentities(echo, pool === null ? 8 : 10).entries()) {
      const browser = pool !== null && i < 2;
      const name = `${browser ? 'b' : 's'}${String(i + 1)}`;
      actors.push(
        browser
          ? await pool.openActor({ ...settings, name, identity })
          : client.openActor({ name, identity }),
      );
    }
    await exercise(actors, 6, signal);
    return watch.proof(actors);
  } finally {
    await Promise.allSettled(actors.map((actor) => actor.close()));
    await client.close();
  }
}

function textOf({ body, headers, cookies }: Look): string {
  const text = body === null ? '' : Buffer.from(body).toString('latin1');
  return [
    text,
    headers['x-token'] ?? '',
    headers['set-cookie'] ?? '',
    ...cookies.map(({ value }) => value),
  ].join('\n');
}

/** The least that an observer has to give. */
function observationOf(look: Look, count: number): Observation {
  const { startedMs, atMs, actor, session, operation, channel, outcome, reason, status, overlaps } = look;
  return {
    type: 'observation',
    id: `echo-${String(count)}`,
    startedMs,
    atMs,
    actor: actor.name,
    actorKind: actor.kind,
    viewer: actor.identity?.id ?? null,
    session,
    operation,
    channel,
    where: look.page?.name ?? new URL(look.url).pathname,
    phase: 'before',
    revision: null,
    instance: null,
    outcome,
    reason,
    status,
    class: 'own',
    seen: [],
    slots: [],
    tokens: [],
    digest: null,
    replayOf: null,
    bytes: look.body?.length ?? 0,
    cache: {},
    overlaps,
  };
}
