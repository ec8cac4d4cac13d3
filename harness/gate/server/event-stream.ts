import type { ServerResponse } from 'node:http';
import type { WatchSource, WatchStatus } from '../../model/watch-status.js';

/** Pages that are open at one time. */
const mostListeners = 20;
/** Proxies end a connection on which nothing comes; a comment is something. */
const heartbeatMs = 15_000;

export interface EventStream {
  /** Sends the status now and whenever it changes, until the other side leaves. False where too many listen already. */
  listen(response: ServerResponse): boolean;
  close(): void;
}

/** `/events`: server-sent events (WHATWG HTML, "Server-sent events"), each a whole status as JSON. */
export function createEventStream(source: WatchSource): EventStream {
  const listeners = new Set<ServerResponse>();
  const behind = new Set<ServerResponse>();
  const send = (response: ServerResponse, status: WatchStatus): void => {
    // A listener that does not keep up misses states in between, and is sent the last one once it has room again.
    if (response.writableNeedDrain) behind.add(response);
    else response.write(`event: status\ndata: ${JSON.stringify(status)}\n\n`);
  };
  const unsubscribe = source.subscribe((status) => {
    for (const response of listeners) send(response, status);
  });
  const heartbeat = setInterval(() => {
    for (const response of listeners) {
      // Nothing was taken for a whole interval: the other side is gone without a word.
      if (response.writableNeedDrain) response.destroy();
      else response.write(': still here\n\n');
    }
  }, heartbeatMs);
  heartbeat.unref();

  return {
    listen(response) {
      if (listeners.size >= mostListeners) return false;
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-accel-buffering': 'no',
      });
      response.write('retry: 2000\n\n');
      listeners.add(response);
      response.on('drain', () => {
        if (behind.delete(response)) send(response, source.status());
      });
      response.on('close', () => {
        listeners.delete(response);
        behind.delete(response);
      });
      send(response, source.status());
      return true;
    },
    close() {
      unsubscribe();
      clearInterval(heartbeat);
      for (const response of listeners) response.end();
      listeners.clear();
    },
  };
}
