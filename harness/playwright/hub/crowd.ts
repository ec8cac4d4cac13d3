import { setMaxListeners } from 'node:events';
import { createHttpClient, findBrowser, openBrowsers, type ActorSettings } from '../../actors/index.js';
import type { Settings } from '../../config/settings.js';
import type { Actor } from '../../model/actor.js';
import type { Identity } from '../../model/identity.js';
import { createRandom } from '../../model/random.js';
import type { Cleanup } from '../../run/cleanup.js';
import { drive } from '../../workload/drive.js';
import { createMoments } from '../../workload/moments.js';
import { pagesOnly } from '../../workload/repertoire.js';

/** Milliseconds that the last answers may take. */
const lastAnswersMs = 3_000;

/** Plain-HTTP sessions of identities that no worker has, reloading until the run ends. */
export interface Crowd {
  /** Makes it at least this big, as far as there are identities; gives its size. */
  grow(sessions: number): Promise<number>;
  /** Lets the last answers come in, and stops. */
  stop(): Promise<void>;
}

/** A crowd of nobody. `onActorLost` is told of a session that cannot go on. */
export function createCrowd(options: {
  settings: Settings;
  actorSettings: ActorSettings;
  /** Those that the crowd may use, in order. */
  identities: readonly Identity[];
  cleanup: Cleanup;
  cwd: string;
  say: (line: string) => void;
  onActorLost: (actor: string) => void;
}): Crowd {
  const { settings, actorSettings, identities } = options;
  const stopped = new AbortController();
  setMaxListeners(0, stopped.signal);
  const cut = new AbortController();
  setMaxListeners(0, cut.signal);
  const driving: Promise<void>[] = [];
  let client: ReturnType<typeof openClient> | null = null;
  let size = 0;

  const join = (actors: readonly Actor[]): Promise<void> =>
    drive({
      actors,
      device: null,
      repertoire: pagesOnly(settings.pages),
      pressure: settings.load.pressure,
      schedules: settings.load.schedules,
      ratePerActor: settings.load.ratePerActor,
      random: createRandom(settings.seed).fork(`crowd ${String(driving.length)}`),
      clock: actorSettings.clock,
      moments: createMoments(),
      signal: stopped.signal,
      cut: cut.signal,
      onActorLost: ({ name }) => options.onActorLost(name),
    });
  return {
    grow: async (sessions) => {
      const fresh = identities.slice(size, Math.max(size, sessions));
      const first = size;
      size += fresh.length;
      if (fresh.length === 0) return size;
      client ??= openClient(settings, actorSettings, options);
      const { openActor } = await client;
      driving.push(
        join(fresh.map((identity, i) => openActor({ name: `s${String(first + i + 1)}`, identity }))),
      );
      return size;
    },
    stop: async () => {
      stopped.abort();
      const late = setTimeout(() => cut.abort(), lastAnswersMs);
      await Promise.all(driving);
      clearTimeout(late);
      await (await client)?.close();
    },
  };
}

/** A browser only where nothing else can sign in. */
async function openClient(
  settings: Settings,
  actorSettings: ActorSettings,
  { cleanup, cwd, say, onActorLost }: Parameters<typeof createCrowd>[0],
): Promise<ReturnType<typeof createHttpClient>> {
  if (settings.login.kind !== 'browser') return createHttpClient(actorSettings);
  const explicit = process.env['SOSIE_BROWSER'] ?? settings.browser.executable;
  const { executablePath, channel } = await findBrowser({
    explicit,
    projectDir: cwd,
    install: settings.browser.install,
    say,
  });
  const pool = await openBrowsers({
    executablePath,
    ...(channel === undefined ? {} : { channel }),
    allow: settings.target.allow,
    onActorLost,
  });
  cleanup.add("closing the crowd's browser", () => pool.close());
  return createHttpClient({ ...actorSettings, browserSignIn: pool.signInFor(actorSettings) });
}
