import type { Page as BrowserPage } from 'playwright';
import type { Draft } from '../../actors/browser/browser-looks.js';
import type { RunClock } from '../../model/phase.js';

/**
 * Everything that is pushed to a page: WebSocket frames, and server-sent events, whose bodies never end and are
 * therefore read through the DevTools protocol (Chromium only; elsewhere they are not seen).
 */
export function watchPushes(page: BrowserPage, clock: RunClock, came: (draft: Draft) => void): void {
  const push = (url: string, data: string | Buffer): void => {
    const atMs = clock.nowMs();
    const type = typeof data === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream';
    const place = { channel: 'stream', page: null, url, startedMs: atMs, atMs } as const;
    const answer = { outcome: 'ok', reason: null, status: null, overlaps: 0 } as const;
    came({ ...place, ...answer, headers: { 'content-type': type }, body: Buffer.from(data) });
  };
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => push(socket.url(), payload)));
  void watchEvents(page, push).catch(() => undefined);
}

async function watchEvents(page: BrowserPage, push: (url: string, data: string) => void): Promise<void> {
  const session = await page.context().newCDPSession(page);
  session.on('Network.eventSourceMessageReceived', ({ data }) => push(page.url(), data));
  await session.send('Network.enable');
}
