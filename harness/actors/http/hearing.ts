import type { Page } from '../../model/page.js';
import type { ActorSettings } from '../actor-settings.js';
import { messageType } from '../content-kind.js';
import type { AskRun, Heard, HttpSession } from './http-session.js';

/** Messages of one listening that are observed; a stream that has more to say has been heard enough. */
export const messageLimit = 1_000;

/** What is listened to, and by whom. */
export interface Listening {
  readonly session: HttpSession;
  readonly settings: ActorSettings;
  readonly page: Page;
  readonly url: URL;
  /** From the opening on, in milliseconds. */
  readonly forMs: number;
  readonly run: AskRun;
}

/** How a stream was opened: 101 for a WebSocket, 200 for events; null where no answer came. */
export type Opening = Omit<Heard['answer'], 'body'>;

/** Turns what a stream brings into looks, each as soon as it comes. */
export interface Hearing {
  /** Messages so far. */
  readonly count: number;
  /** How the stream was opened; null until that is known. */
  readonly opened: { readonly how: Opening; readonly tookMs: number } | null;
  message(opening: Opening, message: string | Uint8Array): void;
  /** One look without a message: the opening that failed or brought nothing, or how the stream broke off. */
  end(answer: Heard['answer']): void;
  /** Resolves once everything has been observed. */
  settled(): Promise<void>;
}

/** Listens on behalf of one session; `settled` ends it. */
export function createHearing({ session, settings, page, url, run }: Listening): Hearing {
  const { inFlight, clock } = settings;
  const pending: Promise<void>[] = [];
  let startedMs = clock.nowMs();
  let flight = inFlight.begin(page, session.actor.identity);
  let count = 0;
  let opened: Hearing['opened'] = null;

  const tell = (answer: Heard['answer']): void => {
    opened ??= { how: answer, tookMs: clock.nowMs() - startedMs };
    const overlaps = inFlight.end(flight);
    flight = inFlight.begin(page, session.actor.identity);
    const heard = { operation: 'listen', channel: 'stream', page, url, answer, startedMs, overlaps } as const;
    pending.push(Promise.resolve(session.tell(heard, run)));
    startedMs = clock.nowMs();
  };
  return {
    get count() {
      return count;
    },
    get opened() {
      return opened;
    },
    message(opening, message) {
      if (count >= messageLimit) return;
      count += 1;
      const headers: Record<string, string> = { ...opening.headers, 'content-type': messageType(message) };
      delete headers['set-cookie'];
      tell({ ...opening, headers, body: Buffer.from(message) });
    },
    end(answer) {
      if (answer.status === 401) session.signedIn = false;
      tell(answer);
    },
    async settled() {
      inFlight.end(flight);
      await Promise.all(pending);
    },
  };
}
