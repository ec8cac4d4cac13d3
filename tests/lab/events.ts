import { WebSocket } from 'ws';

/** An open stream of the shop. */
export interface Events {
  /** The messages so far, JSON texts. */
  readonly seen: readonly string[];
  /** Whether the shop has ended it. */
  ended(): boolean;
  close(): void;
}

/** Opens a stream with this cookie, by server-sent events or by WebSocket. Rejects where the shop refuses it. */
export async function openEvents(origin: string, kind: 'events' | 'socket', cookie: string): Promise<Events> {
  return kind === 'events' ? openServerSent(origin, cookie) : openSocket(origin, cookie);
}

async function openServerSent(origin: string, cookie: string): Promise<Events> {
  const leave = new AbortController();
  const answer = await fetch(`${origin}/notifications/events`, { headers: { cookie }, signal: leave.signal });
  if (answer.status !== 200 || answer.body === null) throw new Error(`refused: ${answer.status}`);
  const seen: string[] = [];
  let ended = false;
  const read = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = events.pop() ?? '';
      seen.push(...events.map((event) => event.replace(/^data: /, '')));
    }
  };
  void read(answer.body)
    .catch(() => undefined)
    .finally(() => (ended = true));
  return { seen, ended: () => ended, close: () => leave.abort() };
}

async function openSocket(origin: string, cookie: string): Promise<Events> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/notifications/socket`, {
    headers: { cookie },
  });
  const seen: string[] = [];
  let ended = false;
  socket.on('message', (data) => seen.push((data as Buffer).toString('utf8')));
  socket.on('close', () => (ended = true));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return { seen, ended: () => ended, close: () => socket.close() };
}
