import type { Device } from '../../model/actor.js';
import { SosieError } from '../../model/errors.js';
import type { Identity } from '../../model/identity.js';
import type { ActorRef } from '../../model/look.js';
import type { Pace } from '../../model/pace.js';
import type { ActorSettings } from '../actor-settings.js';
import type { BrowserSignIn } from '../http/http-login.js';
import { until, within } from '../deadline.js';
import { createTransport } from '../http/transport.js';
import { createPageMap, isReachable } from '../reach.js';
import type { BrowserSessionCopy, SwappingActor } from '../session-copy.js';
import { createBrowserActor } from './browser-actor.js';
import { cookieLines, loginInBrowser } from './browser-login.js';
import { createDevice } from './device.js';
import { paceRequests } from './pace-requests.js';
import { navigationFailure } from './failure.js';
import { launchBrowser, type LaunchedBrowser } from './launch-browser.js';
import type { LaunchChoice } from './launch-options.js';
import type { RecorderOptions } from './recorder.js';
import { createRecorder } from './recorder.js';
import type { Seat } from './seat.js';
import { completeCopy } from './session-copy.js';
import { expectsEvents, watchStreams } from './watch-streams.js';
import { observeAll, draftOf } from './browser-looks.js';

/** Which browser, and how it is shared. */
export interface BrowserPoolOptions extends LaunchChoice {
  /** Contexts in one browser process before another is started. Default 24. */
  readonly contextsPerProcess?: number;
  /** A window of 1280×720 instead of 200×120, which costs 10 to 20 % more. Default false. */
  readonly screenshots?: boolean;
  /** An actor whose browser died and could not be replaced. */
  onActorLost?(actor: string, reason: string): void;
}

/** Browser processes, and a context of its own for each actor. Whoever creates it closes it. */
export interface BrowserPool {
  readonly version: string;
  openActor(
    options: ActorSettings & { readonly name: string; readonly identity: Identity | null },
  ): Promise<SwappingActor<BrowserSessionCopy>>;
  /** A browser that several people use one after the other; `name` is that of its actors: "d1". */
  openDevice(options: ActorSettings & { readonly name: string }): Device;
  /** Signs in with a browser on behalf of plain-HTTP actors, in a context that is thrown away afterwards. */
  signInFor(settings: ActorSettings): BrowserSignIn;
  /** Browser processes that are running now. */
  processes(): number;
  close(): Promise<void>;
}

interface Process extends LaunchedBrowser {
  seats: number;
}

interface SeatHooks extends RecorderOptions {
  readonly expectsEvents: boolean;
  /** Stands in front of every request; null: none is held back. */
  readonly pace: Pace | null;
}

/** How a place is furnished. */
interface Furnishing {
  readonly screenshots: boolean;
  /** The session that it begins with; null: none. */
  readonly copy: BrowserSessionCopy | null;
}

/** How long a browser may take to end, in milliseconds. */
const closeMs = 10_000;
/** How long it may take to be known that a browser has died, in milliseconds. */
const deathMs = 2_000;
/** Browsers that may die while one actor sits down, before that is taken for more than bad luck. */
const sitAttempts = 3;

/** Starts the first browser process. Rejects with SOSIE_CONFIG_BROWSER where it cannot be started. */
export async function openBrowsers(options: BrowserPoolOptions): Promise<BrowserPool> {
  const { contextsPerProcess = 24, screenshots = false, onActorLost } = options;
  const processes = new Set<Process>();
  const transport = createTransport(8);
  let starting: Promise<Process> | null = null;
  let closed = false;

  const start = async (): Promise<Process> => {
    try {
      const process: Process = { ...(await launchBrowser(options)), seats: 0 };
      process.browser.on('disconnected', () => processes.delete(process));
      processes.add(process);
      if (closed) await process.browser.close();
      return process;
    } catch (error) {
      throw new SosieError('SOSIE_CONFIG_BROWSER', 'The browser could not be started.', {
        hint: '`sosie check` names the browser that is used and tries to start it.',
        cause: error,
      });
    } finally {
      starting = null;
    }
  };
  const roomy = async (): Promise<Process> => {
    for (;;) {
      const free = [...processes].find(({ seats }) => seats < contextsPerProcess);
      if (free !== undefined) return free;
      await (starting ??= start());
    }
  };
  const takeSeat = async (hooks: SeatHooks, copy: BrowserSessionCopy | null = null): Promise<Seat> => {
    for (let attempt = 1; ; attempt += 1) {
      const process = await roomy();
      process.seats += 1;
      try {
        return await sit(process, hooks, { screenshots, copy });
      } catch (error) {
        process.seats -= 1;
        if (attempt === sitAttempts || closed || !(await hasDied(process, error))) throw error;
      }
    }
  };

  const first = await (starting = start());
  return {
    version: first.browser.version(),
    async openActor({ name, identity, ...settings }) {
      const ref: ActorRef = { name, kind: 'browser', identity };
      const pageAt = createPageMap(settings.target, settings.pages);
      const hooks = recorderHooks(ref, settings);
      const seatOrLost = (copy: BrowserSessionCopy | null): Promise<Seat> =>
        takeSeat(hooks, copy).catch((error: unknown) => {
          onActorLost?.(name, 'no browser could be had');
          throw error;
        });
      const actor = createBrowserActor({ ref, settings, pageAt, transport, takeSeat: seatOrLost });
      return Promise.resolve(actor);
    },
    openDevice({ name, ...settings }) {
      const pageAt = createPageMap(settings.target, settings.pages);
      const take = (user: ActorRef): Promise<Seat> => takeSeat(recorderHooks(user, settings));
      return createDevice({ name, settings, pageAt, transport, takeSeat: take });
    },
    signInFor:
      (settings) =>
      async (identity, alias, { actor, session, signal }) => {
        const seat = await takeSeat(recorderHooks(actor, settings));
        try {
          const username = alias === 0 ? identity.credentials.username : (identity.aliases[alias - 1] ?? '');
          const credentials = { username, password: identity.credentials.password };
          const job = { seat, settings, actor, identity, session, credentials, alias, transport, signal };
          const { reason, before } = await loginInBrowser(settings.login, job);
          await seat.recorder.drain(settings.target.timeoutMs, signal);
          const cookies = await seat.context.cookies();
          const shared = { actor, session, operation: 'login', cookies } as const;
          const observations = await observeAll(
            seat.recorder.take().map((one) => draftOf(one, null)),
            shared,
            settings,
          );
          return { reason, before, cookies: cookieLines(cookies, settings.target.baseUrl), observations };
        } finally {
          await seat.leave();
        }
      },
    processes: () => processes.size,
    async close() {
      closed = true;
      const closing = [...processes].map(({ browser, ended }) =>
        within(
          browser.close().then(() => ended),
          closeMs,
          AbortSignal.any([]),
        ),
      );
      await Promise.allSettled(closing);
      await transport.close();
    },
  };
}

function recorderHooks(actor: ActorRef, settings: ActorSettings): SeatHooks {
  const { clock, inFlight, observer, target, pages, pace } = settings;
  return {
    clock,
    pageAt: createPageMap(target, pages),
    begin: (page) => inFlight.begin(page, actor.identity),
    end: (flight) => inFlight.end(flight),
    reachable: (url) => isReachable(target, url),
    lost: (page) => observer.lostBody(actor, page),
    expectsEvents: expectsEvents(pages),
    // Who begins has waited for the crowd; the parts of a page have a deadline.
    pace: pace?.ahead ?? null,
  };
}

/** Whether the error comes of a browser that is no more: then another one is as good. */
async function hasDied({ browser }: Process, error: unknown): Promise<boolean> {
  if (navigationFailure(error).reason !== 'the browser is gone') return !browser.isConnected();
  return until(() => !browser.isConnected(), deathMs, AbortSignal.any([]));
}

async function sit(process: Process, hooks: SeatHooks, { screenshots, copy }: Furnishing): Promise<Seat> {
  const viewport = screenshots ? { width: 1280, height: 720 } : { width: 200, height: 120 };
  const context = await process.browser.newContext({
    ...{ viewport, acceptDownloads: false, locale: 'en' },
    ...(copy === null ? {} : { storageState: copy.state }),
  });
  if (hooks.pace !== null) await paceRequests(context, hooks.pace, hooks.clock);
  if (copy !== null) await completeCopy(context, copy);
  const page = await context.newPage().catch(async (error: unknown) => {
    await context.close();
    throw error;
  });
  let gone = false;
  let left = false;
  page.on('crash', () => (gone = true));
  page.on('close', () => (gone = true));
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  const recorder = createRecorder(context, page, hooks);
  await watchStreams(page, { ...hooks, caught: (message) => recorder.note(message) });
  return {
    context,
    page,
    recorder,
    gone: () => gone || !process.browser.isConnected(),
    async leave() {
      if (left) return;
      left = true;
      process.seats -= 1;
      await context.close().catch(() => undefined);
    },
  };
}
