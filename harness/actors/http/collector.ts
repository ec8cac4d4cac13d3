import type { Dispatcher } from 'undici';
import type { Outcome } from '../../model/look.js';
import type { BufferPool } from './buffer-pool.js';
import { cutOff, type Cut } from '../cut.js';
import { failureOf } from './failure.js';

/** Longest body that is read, in bytes; what comes after it is lost and said so. */
export const bodyLimitBytes = 32 * 1024 * 1024;

const noHeaders: Readonly<Record<string, string>> = {};
const noLines: readonly string[] = [];

/**
 * Gathers one response and is then the answer itself: one object for each of 20,000 requests a second, which
 * holds the body's buffer until `release`. `done` is called exactly once, whatever happens.
 */
export class Collector implements Dispatcher.DispatchHandler {
  outcome: Outcome = 'unknown';
  reason: string | null = null;
  status: number | null = null;
  /** Lower-cased names; several `set-cookie` lines are joined by "\n", others by ", ". */
  headers = noHeaders;
  setCookies = noLines;
  /** As received, up to 32 MiB; null where no body began. */
  body: Buffer | null = null;
  readonly timeoutMs: number;
  /** Monotonic milliseconds at which the time is up. */
  readonly deadlineMs: number;
  readonly #cut: Cut;
  #cutting: NodeJS.Timeout | null = null;
  readonly #buffers: BufferPool;
  #done: ((answer: Collector) => void) | null;
  #controller: Dispatcher.DispatchController | null = null;
  /** Null while the body is in one piece, which is handed on as it came. */
  #gathered: Buffer | null = null;

  constructor(cut: Cut, timeoutMs: number, buffers: BufferPool, done: (answer: Collector) => void) {
    this.#cut = cut;
    this.timeoutMs = timeoutMs;
    this.deadlineMs = performance.now() + timeoutMs;
    this.#buffers = buffers;
    this.#done = done;
  }

  /** Ends the exchange early: outcome `unknown` with this reason. */
  stop(reason: string): void {
    const controller = this.#controller;
    this.#finish('unknown', reason);
    controller?.abort(new Error(reason));
  }

  /** Nothing looks at the body any more. */
  release(): void {
    if (this.#gathered !== null) this.#buffers.give(this.#gathered);
    this.#gathered = null;
    this.body = null;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#done === null) controller.abort(new Error('ended before it was sent'));
    else {
      this.#controller = controller;
      if (typeof this.#cut === 'number')
        this.#cutting = setTimeout(() => {
          this.stop(cutOff);
        }, this.#cut);
    }
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200 || this.#done === null) return;
    this.status = status;
    const lines = headers['set-cookie'];
    if (lines !== undefined) this.setCookies = Array.isArray(lines) ? lines : [lines];
    this.headers = flatten(headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#done === null) return;
    this.body = this.body === null ? chunk : this.#append(this.body, chunk);
    if (this.#cut === 'in-body') this.stop(cutOff);
    else if (this.body.length > bodyLimitBytes)
      this.stop(`body above ${String(bodyLimitBytes / 1_048_576)} MiB`);
  }

  onResponseEnd(): void {
    this.#finish('ok', null);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const { outcome, reason } = failureOf(error);
    this.#finish(this.status === null ? outcome : 'unknown', reason);
  }

  #finish(outcome: Outcome, reason: string | null): void {
    const done = this.#done;
    if (done === null) return;
    this.#done = null;
    this.#controller = null;
    if (this.#cutting !== null) clearTimeout(this.#cutting);
    this.outcome = outcome;
    this.reason = reason;
    done(this);
  }

  /** Copies into a pooled buffer, grown by doubling. */
  #append(soFar: Buffer, chunk: Buffer): Buffer {
    const needed = soFar.length + chunk.length;
    const previous = this.#gathered;
    let target = previous;
    if (target === null || target.length < needed) {
      target = this.#buffers.take(Math.max(needed, 2 * soFar.length));
      soFar.copy(target);
      if (previous !== null) this.#buffers.give(previous);
      this.#gathered = target;
    }
    chunk.copy(target, soFar.length);
    return target.subarray(0, needed);
  }
}

/** Joins repeated lines in place: the object was made for this response and nobody else holds it. */
function flatten(headers: Record<string, string | string[] | undefined>): Readonly<Record<string, string>> {
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) headers[name] = value.join(name === 'set-cookie' ? '\n' : ', ');
  }
  return headers as Record<string, string>;
}
