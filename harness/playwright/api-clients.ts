import { createHttpClient } from '../actors/index.js';
import { clientIdentities } from '../identities/client-identities.js';
import type { Grant } from '../model/identity.js';
import type { Observation } from '../model/observation.js';
import type { Page } from '../model/page.js';
import { asCalls } from '../run/as-calls.js';
import { named } from './named.js';
import { throwViolations } from './violations.js';
import type { WorkerRun } from './worker-run.js';

/** Software that was granted a part of the data, as the config's `clients` name it (Doctolib, 2020). */
export interface ApiClient {
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly pages: readonly Page[];
  /**
   * Asks for one of its pages with its token. An answer with granted data only is `own`; throws at once where there is
   * more in it.
   */
  call(page: string): Promise<readonly Observation[]>;
}

/** The clients of a test, on connections of their own. */
export interface ApiClients {
  readonly clients: readonly ApiClient[];
  close(): Promise<void>;
}

/** Opens an actor for each client of the config. Throws SOSIE_CONFIG_INVALID where a token is missing. */
export function openApiClients(run: WorkerRun, name: string): ApiClients {
  const { settings, actorSettings, knowledge, vault } = run;
  const http = createHttpClient({
    ...actorSettings,
    login: { kind: 'bearer', token: ({ password }) => password },
    pages: settings.clients.flatMap(({ pages }) => pages),
    observer: asCalls(actorSettings.observer),
  });
  const { signal } = new AbortController();
  const identities = clientIdentities(settings.clients, {
    first: knowledge.identities.length,
    env: process.env,
  });
  const clients = identities.map((identity, i): ApiClient => {
    const { pages = [] } = settings.clients[i] ?? {};
    const actor = http.openActor({ name: `${name}-${identity.id}`, identity });
    vault.add('token', identity.credentials.password);
    return {
      name: identity.credentials.username,
      grants: identity.grants ?? [],
      pages,
      call: async (asked) => {
        const page = named('page', asked, pages);
        if (!actor.signedIn) await actor.perform({ kind: 'login', alias: 0 }, signal);
        const seen = await actor.perform({ kind: 'fetch', page }, signal);
        throwViolations(run);
        return seen;
      },
    };
  });
  return { clients, close: () => http.close() };
}
