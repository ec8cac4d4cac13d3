import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { RawData } from 'ws';
import { DeadlineError, within } from '../deadline.js';
import { failureOf } from './failure.js';
import type { Hearing, Listening, Opening } from './hearing.js';
import { messageLimit } from './hearing.js';
import { headersFor } from './request-headers.js';
import type { Heard } from './http-session.js';

/** Longest message that is taken, in bytes: a longer one ends the stream. */
const messageBytes = 4 * 1024 * 1024;
/** Most that is read of the answer of a handshake that was refused. */
const answerBytes = 256 * 1024;
/** How long the other side may take to say goodbye, in milliseconds. */
const closeMs = 300;

/**
 * Listens to a WebSocket (RFC 6455), opened with the session's cookies and the target's own origin. Never rejects;
 * what the target does wrong is told to `hearing`.
 */
export async function listenToSocket(listening: Listening, hearing: Hearing): Promise<void> {
  const { session, settings, url, page, forMs, run } = listening;
  const { timeoutMs } = settings.target;
  const socket = new WebSocket(url.href.replace(/^http/, 'ws'), {
    headers: pairs([...headersFor(page, 0), ...session.credentialsFor(url)]),
    origin: new URL(settings.target.baseUrl).origin,
    followRedirects: false,
    maxPayload: messageBytes,
  });
  let opening: Opening = { outcome: 'ok', reason: null, status: 101, headers: {} };
  let enough = (): void => undefined;
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve);
    enough = () => resolve(1000);
  });
  socket.on('upgrade', (response) => {
    opening = openingOf(response);
    session.jar.store(response.headers['set-cookie'] ?? [], url);
  });
  socket.on('message', (data, isBinary) => {
    hearing.message(opening, messageOf(data, isBinary));
    if (hearing.count >= messageLimit) enough();
  });
  try {
    const refused = await within(refusalOf(socket), timeoutMs, run.signal);
    if (refused !== null) {
      session.jar.store(refused.headers['set-cookie']?.split('\n') ?? [], url);
      hearing.end(refused);
      return;
    }
    const code = await within(closed, forMs, run.signal).catch(() => 1000);
    // 1006: the connection ended without a word; a server that goes away says so with 1001 or 1012.
    const broken = code === 1006 ? ({ outcome: 'unknown', reason: 'connection reset' } as const) : null;
    if (broken !== null || hearing.count === 0) hearing.end({ ...opening, ...broken, body: null });
  } catch (error) {
    const reason = error instanceof DeadlineError ? error.message : 'connection failed';
    hearing.end({ outcome: 'unknown', reason, status: null, headers: {}, body: null });
  } finally {
    socket.close();
    if (socket.readyState !== WebSocket.CLOSED)
      await within(closed, closeMs, run.signal).catch(() => undefined);
    socket.terminate();
  }
}

/** Null once the socket is open; otherwise the answer that refused it, or why there was none. */
function refusalOf(socket: WebSocket): Promise<Heard['answer'] | null> {
  return new Promise((resolve) => {
    socket.on('open', () => resolve(null));
    // Stays for the socket's whole life: an error that nobody listens to would end the process.
    socket.on('error', (error) => resolve({ ...failureOf(error), status: null, headers: {}, body: null }));
    socket.on('unexpected-response', (_request, response) => {
      const opening = openingOf(response);
      const pieces: Buffer[] = [];
      let bytes = 0;
      const end = (): void => resolve({ ...opening, body: Buffer.concat(pieces).subarray(0, answerBytes) });
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        bytes += piece.length;
        if (bytes >= answerBytes) end();
      });
      response.on('end', end);
      response.on('error', end);
    });
  });
}

function openingOf({ statusCode, headers }: IncomingMessage): Opening {
  const flat = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join('\n') : (value ?? ''),
  ]);
  return { outcome: 'ok', reason: null, status: statusCode ?? null, headers: Object.fromEntries(flat) };
}

function messageOf(data: RawData, isBinary: boolean): string | Uint8Array {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  return isBinary ? bytes : bytes.toString('utf8');
}

/** A flat list as an object. */
function pairs(flat: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) headers[flat[i] ?? ''] = flat[i + 1] ?? '';
  return headers;
}
