import {
  createHttpClient,
  createInFlight,
  type ActorLogin,
  type ActorSettings,
  type BrowserPool,
  type BrowserSessionCopy,
  type HttpClient,
  type SwappingActor,
} from '../actors/index.js';
import type { Settings } from '../config/settings.js';
import type { Observer } from '../model/actor.js';
import type { Identity } from '../model/identity.js';
import { asCalls } from './as-calls.js';

/** Where the looks and logins of further actors go: to nobody else. */
export interface Told {
  readonly observer: Observer;
  onLogin(login: ActorLogin): void;
}

/** Actors beside those of the run, for one purpose. Whoever opens something closes it. */
export interface FurtherActors {
  /** People over plain HTTP. */
  people(told: Told, options: { readonly connectionPerActor: boolean }): HttpClient;
  /** API clients, each by its own token. */
  clients(told: Told): HttpClient;
  /** Somebody in a browser; null where the run has no browser actors. */
  readonly browser:
    | ((
        told: Told,
        who: { readonly name: string; readonly identity: Identity },
      ) => Promise<SwappingActor<BrowserSessionCopy>>)
    | null;
}

/** Further actors on the run's target, in its browsers, with traffic of their own. */
export function createFurtherActors(
  shared: ActorSettings,
  settings: Settings,
  { pool, browsers }: { readonly pool: BrowserPool | null; readonly browsers: number },
): FurtherActors {
  const { pace } = shared;
  const apart = (told: Told): ActorSettings => ({
    ...{ ...shared, ...told, inFlight: createInFlight() },
    // They are few, and have a deadline.
    ...(pace === undefined ? {} : { pace: pace.ahead }),
  });
  return {
    people: (told, { connectionPerActor }) =>
      createHttpClient({
        ...apart(told),
        browserSignIn: pool?.signInFor(apart(told)) ?? null,
        connectionPerActor,
      }),
    clients: (told) => createHttpClient(asApiClients(apart(told), settings)),
    browser:
      pool === null || browsers === 0 ? null : (told, who) => pool.openActor({ ...apart(told), ...who }),
  };
}

/** The settings of people turned into those of API clients: by token, on pages of their own, every look a call. */
export function asApiClients(shared: ActorSettings, { clients }: Settings): ActorSettings {
  return {
    ...shared,
    login: { kind: 'bearer', token: ({ password }) => password },
    pages: clients.flatMap(({ pages }) => pages),
    observer: asCalls(shared.observer),
  };
}
