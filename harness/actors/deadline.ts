import { setMaxListeners } from 'node:events';

/** A wait that went on for longer than it may, or that was told to stop. `message` is fit for a look's reason. */
export class DeadlineError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Waits for `work` at most `ms` milliseconds and only until `signal` fires. Rejects with DeadlineError; the
 * work itself goes on, and what becomes of it is ignored.
 */
export async function within<T>(work: Promise<T>, ms: number, signal: AbortSignal): Promise<T> {
  // All actors of a run share one signal: many listeners are no leak.
  setMaxListeners(0, signal);
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => undefined;
  const end = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new DeadlineError('stopped'));
    timer = setTimeout(() => reject(new DeadlineError(`time-out after ${String(ms / 1000)} s`)), ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Asks `done` every 10 ms until it says true; false where `ms` milliseconds pass or `signal` fires before. */
export async function until(
  done: () => boolean | Promise<boolean>,
  ms: number,
  signal: AbortSignal,
): Promise<boolean> {
  const end = performance.now() + ms;
  while (!(await done())) {
    if (performance.now() >= end || signal.aborted) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}
