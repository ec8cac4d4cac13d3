import { Client } from 'undici';
import type { Dispatcher } from 'undici';
import { within } from '../deadline.js';
import { createEventReader } from './event-stream.js';
import { failureOf } from './failure.js';
import type { Hearing, Listening, Opening } from './hearing.js';
import { messageLimit } from './hearing.js';
import { headersFor } from './request-headers.js';

/** Most that is read of an answer that is no stream: a login page, an error. */
const answerBytes = 256 * 1024;

/**
 * Listens to server-sent events on a connection of its own: the shared ones would all be held by streams. Never
 * rejects; what the target does wrong is told to `hearing`.
 */
export async function listenToEvents(listening: Listening, hearing: Hearing): Promise<void> {
  const { session, settings, url, page, run } = listening;
  const { timeoutMs } = settings.target;
  const client = new Client(url.origin, { headersTimeout: 0, bodyTimeout: 0 });
  const headers = [...headersFor(page, 0), 'cache-control', 'no-cache', ...session.credentialsFor(url)];
  const request = { method: 'GET', path: url.pathname + url.search, headers } as const;
  try {
    const answer = await within(client.request(request), timeoutMs, run.signal);
    const opening = {
      outcome: 'ok',
      reason: null,
      status: answer.statusCode,
      headers: flat(answer),
    } as const;
    const lines = answer.headers['set-cookie'];
    if (lines !== undefined) session.jar.store(Array.isArray(lines) ? lines : [lines], url);
    const isStream = opening.headers['content-type']?.startsWith('text/event-stream') === true;
    if (opening.status === 200 && isStream) await follow(answer, opening, listening, hearing);
    else
      hearing.end({
        ...opening,
        body: await within(firstOf(answer), timeoutMs, run.signal).catch(() => null),
      });
  } catch (error) {
    const { outcome, reason } =
      error instanceof Error && error.name === 'TimeoutError'
        ? { outcome: 'unknown' as const, reason: error.message }
        : failureOf(error);
    hearing.end({ outcome, reason, status: null, headers: {}, body: null });
  } finally {
    await client.destroy();
  }
}

/** Reads messages until the time is up, and tells of a stream that was silent or broke off. */
async function follow(
  { body }: Dispatcher.ResponseData,
  opening: Opening,
  { forMs, run }: Listening,
  hearing: Hearing,
): Promise<void> {
  const read = createEventReader((data) => hearing.message(opening, data));
  const reading = async (): Promise<void> => {
    for await (const piece of body) {
      read(piece as Buffer);
      if (hearing.count >= messageLimit) return;
    }
  };
  let broken: Pick<Opening, 'outcome' | 'reason'> | null = null;
  try {
    await within(reading(), forMs, run.signal);
  } catch (error) {
    // The time to listen is over: that is how it should end.
    if (!(error instanceof Error && error.name === 'TimeoutError'))
      broken = { ...failureOf(error), outcome: 'unknown' };
  }
  if (broken !== null || hearing.count === 0) hearing.end({ ...opening, ...broken, body: null });
}

/** The beginning of an answer that is no stream. */
async function firstOf({ body }: Dispatcher.ResponseData): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    pieces.push(piece as Buffer);
    bytes += (piece as Buffer).length;
    if (bytes >= answerBytes) break;
  }
  return Buffer.concat(pieces);
}

/** Lower-cased names, repeated lines joined as in any other look. */
function flat({ headers }: Dispatcher.ResponseData): Record<string, string> {
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => {
    if (!Array.isArray(value)) return [name, value ?? ''];
    return [name, value.join(name === 'set-cookie' ? '\n' : ', ')];
  });
  return Object.fromEntries(pairs);
}
