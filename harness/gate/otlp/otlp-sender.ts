import { setTimeout as delay } from 'node:timers/promises';

export interface OtlpSenderOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Pauses between the attempts of one request. */
  readonly pausesMs?: readonly number[];
  /** Requests that may wait; the oldest go first when there are more. */
  readonly mostWaiting?: number;
}

/** Sends one request after another, in the background. */
export interface OtlpSender {
  /** Never waits and never throws. */
  send(url: string, body: unknown): void;
  /** Waits for what is under way, at most `withinMs`; what is left then is given up. Never rejects. */
  close(withinMs: number): Promise<SenderTally>;
}

export interface SenderTally {
  readonly sent: number;
  readonly dropped: number;
  /** Why the last one that failed did; null where none did. Holds no address and no header. */
  readonly why: string | null;
}

const retryable = new Set([408, 429, 502, 503, 504]);

/** OTLP over HTTP with JSON: tries again on what the protocol calls retryable, obeys Retry-After up to 10 s, follows no redirect. */
export function createOtlpSender(options: OtlpSenderOptions): OtlpSender {
  const { headers, timeoutMs, pausesMs = [500, 2000], mostWaiting = 64 } = options;
  const waiting: { readonly url: string; readonly body: string }[] = [];
  const stop = new AbortController();
  let working: Promise<void> | null = null;
  let sent = 0;
  let dropped = 0;
  let why: string | null = null;

  const attempt = async (
    url: string,
    body: string,
  ): Promise<{ readonly again: boolean; readonly afterMs: number } | null> => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(timeoutMs)]),
      });
      await response.body?.cancel();
      if (response.ok) return null;
      why = `the receiver answered ${String(response.status)}`;
      const afterMs = Math.min(10_000, Number(response.headers.get('retry-after') ?? 0) * 1000 || 0);
      return { again: retryable.has(response.status), afterMs };
    } catch {
      why = 'the receiver gave no answer';
      return { again: true, afterMs: 0 };
    }
  };
  const deliver = async (url: string, body: string): Promise<boolean> => {
    for (let tries = 0; ; tries += 1) {
      const refusal = await attempt(url, body);
      if (refusal === null) return true;
      const pauseMs = pausesMs[tries];
      if (!refusal.again || pauseMs === undefined || stop.signal.aborted) return false;
      await delay(Math.max(pauseMs, refusal.afterMs), undefined, { signal: stop.signal, ref: false }).catch(
        () => undefined,
      );
    }
  };
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (!stop.signal.aborted && (await deliver(next.url, next.body))) sent += 1;
      else dropped += 1;
    }
    working = null;
  };

  return {
    send(url, body) {
      waiting.push({ url, body: JSON.stringify(body) });
      if (waiting.length > mostWaiting) {
        waiting.shift();
        dropped += 1;
        why ??= 'the receiver is too slow';
      }
      working ??= work();
    },
    async close(withinMs) {
      const enough = setTimeout(() => {
        stop.abort();
      }, withinMs);
      await working;
      clearTimeout(enough);
      return { sent, dropped, why };
    },
  };
}
