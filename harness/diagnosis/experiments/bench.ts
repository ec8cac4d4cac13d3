import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import { showsWrite } from '../family.js';
import { createWrongLooks } from '../wrong-look.js';
import type { Answer, Bench } from './experiment.js';

/** What a bench is made of, and how much it may ask. */
export interface BenchOptions extends Pick<Bench, 'members' | 'anonymous' | 'outsider' | 'pages' | 'apart'> {
  /** Requests at most, logins counted as four. */
  readonly mostRequests: number;
  /** Ends what is under way; asked anew for every experiment. */
  readonly signal: () => AbortSignal;
}

/** A form login: the form, the answer, and where it leads to, with one to spare. */
const REQUESTS_OF_A_LOGIN = 4;

/** Where in its time each request in turn is cut off: null, in its body. */
const cutsWhileWaiting = [null, 0.25, 0.5, 0.75];

/** A bench with its whole budget. */
export function createBench({ mostRequests, signal, ...parts }: BenchOptions): Bench {
  const wrongLookOf = createWrongLooks();
  let left = mostRequests;
  let queries = 0;
  let cuts = 0;
  const spend = (requests: number): boolean => {
    if (signal().aborted || left < requests) return false;
    left -= requests;
    return true;
  };
  const answerOf = (observations: readonly Observation[], page: Page): Answer | null => {
    const look = observations.findLast(({ where }) => where === page.name);
    if (look === undefined || !isAnswer(look)) return null;
    // What an earlier write put into the account stays there, whatever is changed.
    const wrong = showsWrite(look) ? null : wrongLookOf(look);
    return { viewer: look.viewer, owner: wrong?.owner ?? null, instance: look.instance };
  };
  return {
    ...parts,
    ask: async (actor, page) =>
      spend(1) ? answerOf(await actor.perform({ kind: 'fetch', page }, signal()), page) : null,
    login: async (actor) => {
      if (spend(REQUESTS_OF_A_LOGIN)) await actor.perform({ kind: 'login', alias: 0 }, signal());
    },
    cancel: async (actor, page) => {
      cuts += 1;
      const waiting = cutsWhileWaiting[cuts % cutsWhileWaiting.length] ?? null;
      if (spend(1)) await actor.perform({ kind: 'cancel', page, waiting }, signal());
    },
    unheardOf: (page) => {
      queries += 1;
      const mark = `sosie=${String(queries)}-${String(process.pid)}`;
      return { ...page, path: `${page.path}${page.path.includes('?') ? '&' : '?'}${mark}` };
    },
  };
}

/** An answer that says something: somebody's page, or, to one who did not sign in, that he must. */
function isAnswer({ class: kind, viewer }: Observation): boolean {
  return kind === 'own' || kind === 'foreign' || kind === 'stranger' || (viewer === null && kind !== 'error');
}
