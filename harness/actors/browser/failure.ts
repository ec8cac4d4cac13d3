import { DeadlineError } from '../deadline.js';
import type { Failure } from '../http/failure.js';

const beforeTheRequest: Readonly<Record<string, string>> = {
  ERR_CONNECTION_REFUSED: 'connection refused',
  ERR_ADDRESS_UNREACHABLE: 'host unreachable',
  ERR_NAME_NOT_RESOLVED: 'host not found, or not in target.allow',
  ERR_INTERNET_DISCONNECTED: 'network unreachable',
};

/** Why a navigation failed, in the words of a look: never the target's own words. */
export function navigationFailure(error: unknown): Failure {
  if (error instanceof DeadlineError) return { outcome: 'unknown', reason: error.message };
  const message = error instanceof Error ? error.message : '';
  const code = /net::(ERR_[A-Z_]+)/.exec(message)?.[1];
  const before = code === undefined ? undefined : beforeTheRequest[code];
  if (before !== undefined) return { outcome: 'refused', reason: before };
  if (code !== undefined) return { outcome: 'unknown', reason: `navigation failed (${code})` };
  if (/timeout/i.test(message)) return { outcome: 'unknown', reason: 'time-out' };
  if (/crash|closed|disconnected/i.test(message))
    return { outcome: 'unknown', reason: 'the browser is gone' };
  return { outcome: 'unknown', reason: 'navigation failed' };
}

/** True where the navigation became a download: nothing was shown, and the page is as it was before. */
export function isDownload(error: unknown): boolean {
  return error instanceof Error && /Download is starting|net::ERR_ABORTED/.test(error.message);
}

/** True where Chromium was still showing the error page of the navigation before: it is worth a second try. */
export function wasInterrupted(error: unknown): boolean {
  return (
    error instanceof Error && error.message.includes('is interrupted by another navigation to "chrome-error')
  );
}
