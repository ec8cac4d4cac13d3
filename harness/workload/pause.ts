import { setTimeout as delay } from 'node:timers/promises';

/** Waits `ms` milliseconds; false where `signal` aborted before they were over. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(Math.max(0, ms), undefined, { signal });
    return !signal.aborted;
  } catch {
    return false;
  }
}
