/** Which stream to open from inside the page. */
export interface PageListening {
  readonly url: string;
  readonly kind: 'websocket' | 'events';
  /** From the opening on, in milliseconds. */
  readonly forMs: number;
  /** For the opening, in milliseconds. */
  readonly timeoutMs: number;
}

/** How it went; the messages themselves are caught by whoever watches the page. */
export interface PageListened {
  readonly opened: boolean;
  /** Why it was not opened, or how it broke off; null where the time was up or the other side said goodbye. */
  readonly failure: string | null;
}

/** Runs inside the page, as a script of the page would. Refers to nothing outside itself and names no function inside itself. */
export function listenInPage({ url, kind, forMs, timeoutMs }: PageListening): Promise<PageListened> {
  return new Promise((resolve) => {
    const stream =
      kind === 'websocket'
        ? new WebSocket(url.replace(/^http/, 'ws'))
        : new EventSource(url, { withCredentials: true });
    const state = { opened: false };
    const timer = { id: setTimeout(() => stream.dispatchEvent(new Event('time-out')), timeoutMs) };
    stream.addEventListener('open', () => {
      // EventSource says so again after each reconnection.
      if (state.opened) return;
      state.opened = true;
      clearTimeout(timer.id);
      timer.id = setTimeout(() => stream.dispatchEvent(new Event('time-out')), forMs);
    });
    stream.addEventListener('time-out', () => {
      resolve({ opened: state.opened, failure: state.opened ? null : 'time-out' });
      stream.close();
    });
    stream.addEventListener('close', (event) => {
      clearTimeout(timer.id);
      const broken = state.opened && event instanceof CloseEvent && event.code === 1006;
      resolve({
        opened: state.opened,
        failure: broken ? 'connection reset' : state.opened ? null : 'not opened',
      });
    });
    stream.addEventListener('error', () => {
      // A stream of events that breaks off is opened again by the browser itself.
      if (!(stream instanceof EventSource) || stream.readyState !== EventSource.CLOSED) return;
      clearTimeout(timer.id);
      resolve({ opened: state.opened, failure: 'not opened' });
    });
  });
}
