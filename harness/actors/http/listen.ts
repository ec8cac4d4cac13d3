import type { Operation } from '../../model/actor.js';
import { longestPacedMs, retryAfterMs } from '../retry-after.js';
import { createHearing } from './hearing.js';
import type { HttpActorParts } from './http-actor-parts.js';
import type { AskRun, HttpSession } from './http-session.js';
import { listenToEvents } from './listen-events.js';
import { listenToSocket } from './listen-socket.js';

/** Opens the stream, observes each message as it comes, and closes it; an answer of 401 ends the actor's session. */
export async function listenOverHttp(
  session: HttpSession,
  { settings, urlOf }: Pick<HttpActorParts, 'settings' | 'urlOf'>,
  { page, forMs }: Extract<Operation, { kind: 'listen' }>,
  run: AskRun,
): Promise<void> {
  const { pace } = settings;
  if (pace !== undefined) await pace.turn(run.signal);
  const listening = { session, settings, page, url: urlOf(page), forMs, run };
  const hearing = createHearing(listening);
  try {
    const listen = page.kind === 'websocket' ? listenToSocket : listenToEvents;
    await listen(listening, hearing);
  } finally {
    await hearing.settled();
    const { opened } = hearing;
    if (pace !== undefined && opened !== null && !run.signal.aborted) {
      const { how } = opened;
      // A stream that is silent for long is no slow answer.
      const tookMs = how.status === null || how.status >= 400 ? opened.tookMs : 0;
      pace.ended({
        ...how,
        tookMs,
        awayMs: retryAfterMs(how.status, how.headers, Date.now(), longestPacedMs),
      });
    }
  }
}
