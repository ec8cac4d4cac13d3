import { createHttpClient } from '../actors/index.js';
import { kindOfPath } from '../config/page-list.js';
import type { Observation } from '../model/observation.js';
import type { Page } from '../model/page.js';
import { closedPages } from '../run/repertoire-of.js';
import { throwViolations } from './violations.js';
import type { WorkerRun } from './worker-run.js';

/** Somebody who never signs in, and comes with an empty cookie jar each time (Optical Center, 2017; Francetest, 2021). */
export interface Anonymous {
  /** What must not open without a login: the config's pages, and its `objects.exposed` (listings, exports, backups, admin pages). */
  readonly closed: readonly Page[];
  /**
   * Asks for a page by its name in the config, by a path on the target, or for one of `closed` and `ownedPages`. Gives
   * what was observed; throws at once where that is somebody's data.
   */
  ask(page: string | Page): Promise<readonly Observation[]>;
  close(): Promise<void>;
}

/** Opens a plain-HTTP actor without an identity. Whoever opens it closes it. */
export function openAnonymous(run: WorkerRun, name: string): Anonymous {
  const { pages } = run.settings;
  const client = createHttpClient(run.actorSettings);
  const actor = client.openActor({ name, identity: null });
  const { signal } = new AbortController();
  return {
    closed: closedPages(run.settings),
    ask: async (asked) => {
      const page = typeof asked === 'string' ? pageOf(asked, pages) : asked;
      const seen = await actor.perform({ kind: 'probe', page }, signal);
      throwViolations(run);
      return seen;
    },
    close: () => client.close(),
  };
}

function pageOf(asked: string, pages: readonly Page[]): Page {
  const known = pages.find(({ name, path }) => name === asked || path === asked);
  return known ?? { name: asked, kind: kindOfPath(asked), path: asked, self: null };
}
