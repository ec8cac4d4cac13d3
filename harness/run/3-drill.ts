import type { ActorLogin, HttpClient, HttpSessionCopy, SwappingActor } from '../actors/index.js';
import type { Settings } from '../config/settings.js';
import type { Observer } from '../model/actor.js';
import type { DrillLook } from '../model/history.js';
import type { Identity } from '../model/identity.js';
import type { Page, PageKind } from '../model/page.js';
import type { RunClock } from '../model/phase.js';
import type { Prepared } from './1-prepare.js';
import type { Learned } from './2-learn.js';
import { choosePair, haveOneInCommon, type Pair } from './drill/choose-pair.js';
import { createDrillObserver } from './drill/drill-observer.js';
import { exchangedClients } from './drill/drill-plan.js';
import { exchange, type Exchange, type ExchangedLook } from './drill/exchange.js';
import type { Told } from './further-actors.js';

export interface DrillOptions {
  readonly settings: Settings;
  readonly prepared: Prepared;
  readonly learned: Learned;
  /** Records what a session was shown as its holder's. */
  readonly truth: Observer;
  /** Reads it as whoever looked; told to nobody else. */
  readonly alarm: Observer;
  readonly onLogin: (login: ActorLogin) => void;
  readonly onLook: (look: Omit<DrillLook, 'type' | 'atMs' | 'phase'>) => void;
  /** The drill could not go on; in a few words. */
  readonly onFailure: (why: string) => void;
  readonly clock: RunClock;
  readonly signal: AbortSignal;
  /** Requests per second where they are paced: the drill may take so much longer. */
  readonly ratePerSecond?: number;
}

/** What all exchanges of one drill share. */
type Shared = Omit<Exchange<unknown>, 'pair' | 'open' | 'placesOf'> & { readonly told: Told };

/** Milliseconds of a drill at most, and so many more for each place. */
const longestMs = 15_000;
const longestPlaceMs = 1_500;
/** Paced requests that a drill makes at most, besides those of each place: logins, and parts of pages. */
const pacedRequests = 24;
const pacedRequestsOfPlace = 6;
/** Where the first pair did not ring, another one is tried. */
const pairs = 2;
const shownInBrowser: readonly PageKind[] = ['page'];

/**
 * The fire drill: two people sign in afresh, their sessions are exchanged on purpose, and each looks at every page, API,
 * document and stream once, over plain HTTP and in a browser where the run has some; so do two API clients. The alarm
 * must ring on each. Each call is one drill; the actors' own sessions are left alone. Never rejects.
 */
export function createDrill(options: DrillOptions): () => Promise<void> {
  const { settings, prepared, clock, truth, alarm } = options;
  const observer = createDrillObserver({ truth, alarm });
  const sessions = new Map<string, string>();
  const told: Told = {
    observer,
    onLogin: (login) => {
      sessions.set(login.actor.name, login.session);
      options.onLogin(login);
    },
  };
  const names = numbered('f');
  return async () => {
    const rang = new Set<string>();
    const places = settings.pages.length + settings.streams.length;
    const pacedMs =
      options.ratePerSecond === undefined
        ? 0
        : ((pacedRequests + pacedRequestsOfPlace * places) / options.ratePerSecond) * 1000;
    const signal = AbortSignal.any([
      options.signal,
      AbortSignal.timeout(Math.round(longestMs + longestPlaceMs * places + pacedMs)),
    ]);
    const done = ({ page, ...look }: ExchangedLook): void => {
      if (look.result === 'rang') rang.add(page.name);
      options.onLook({ ...look, where: page.name, kind: page.kind });
    };
    const stopped = (): boolean => options.signal.aborted;
    const sessionOf = (actor: string): string => sessions.get(actor) ?? `${actor}#0`;
    const shared = { observer, clock, signal, stopped, done, sessionOf, told };
    const http = prepared.further.people(told, { connectionPerActor: false });
    const clients = prepared.further.clients(told);
    const all = allOf(options.onFailure);
    await all([
      exchangePeople(options, { shared, http, names, rang, all }),
      exchangeClients(options, { shared, clients, names }),
    ]);
    await Promise.allSettled([http.close(), clients.close()]);
  };
}

/** Waits for all of the work; what fails is told, and the rest goes on. */
type All = (work: readonly Promise<void>[]) => Promise<void>;

function allOf(onFailure: DrillOptions['onFailure']): All {
  return async (work) => {
    for (const ended of await Promise.allSettled(work))
      if (ended.status === 'rejected')
        onFailure(ended.reason instanceof Error ? ended.reason.name : 'unknown');
  };
}

/** Pair after pair, each at the places where none before it rang; the browsers are other people's where there are enough. */
async function exchangePeople(
  options: DrillOptions,
  run: {
    shared: Shared;
    http: HttpClient;
    names: () => string;
    rang: ReadonlySet<string>;
    all: All;
  },
): Promise<void> {
  const { settings, prepared } = options;
  const { shared, http, names, rang, all } = run;
  const { browser } = prepared.further;
  const tried = new Set<Identity>();
  const exchanged = <Copy>(
    pair: Pair,
    wanted: readonly Page[],
    open: (identity: Identity) => Promise<SwappingActor<Copy>>,
  ): Promise<void> => {
    tried.add(pair.one).add(pair.other);
    return exchange({ ...shared, pair, placesOf: () => wanted, open });
  };
  const byHttp = (identity: Identity): Promise<SwappingActor<HttpSessionCopy>> =>
    Promise.resolve(http.openActor({ name: names(), identity }));
  let places: readonly Page[] = [...settings.pages, ...settings.streams];
  for (let turn = 0; turn < pairs && places.length > 0 && !shared.signal.aborted; turn += 1) {
    const pair = pairFor(places, tried, options);
    if (pair === null) return;
    const looking = all([exchanged(pair, places, byHttp)]);
    const shown = places.filter(({ kind }) => shownInBrowser.includes(kind));
    const inBrowser = browser === null || shown.length === 0 ? null : pairFor(shown, tried, options);
    if (browser !== null && inBrowser !== null) {
      // Two sign-ins of one person may end each other's session.
      if (haveOneInCommon(pair, inBrowser)) await looking;
      await all([
        exchanged(inBrowser, shown, (identity) => browser(shared.told, { name: names(), identity })),
      ]);
    }
    await looking;
    places = places.filter(({ name }) => !rang.has(name));
  }
}

function pairFor(
  places: readonly Page[],
  tried: ReadonlySet<Identity>,
  { settings, prepared, learned }: DrillOptions,
): Pair | null {
  const usable = prepared.identities.filter(({ id }) => !learned.unusable.includes(id));
  const { ownFields } = learned.recognizer;
  return choosePair(usable, {
    between: settings.isolation.between,
    tried,
    shows: ({ index }) => places.filter(({ name }) => ownFields(name, index).length > 0).length,
  });
}

/** Two API clients use each other's token; what the one was not granted must ring. */
async function exchangeClients(
  { settings, prepared }: DrillOptions,
  { shared, clients, names }: { shared: Shared; clients: HttpClient; names: () => string },
): Promise<void> {
  const exchanged = exchangedClients(settings);
  if (exchanged === null) return;
  const [one, other] = exchanged.map((client) => prepared.clientIdentities[settings.clients.indexOf(client)]);
  if (one === undefined || other === undefined) return;
  await exchange({
    ...shared,
    pair: { one, other },
    placesOf: (holder) => (holder === one ? exchanged[0] : exchanged[1]).pages,
    open: (identity) => Promise.resolve(clients.openActor({ name: names(), identity })),
  });
}

/** "f1", "f2", …: never the same twice, since sessions are told apart by their actor's name. */
function numbered(letter: string): () => string {
  let last = 0;
  return () => `${letter}${String((last += 1))}`;
}
