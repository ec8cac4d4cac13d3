import type { Outcome } from '../../model/look.js';

/** How an attempt failed, in the words of a look. */
export interface Failure {
  readonly outcome: Exclude<Outcome, 'ok'>;
  readonly reason: string;
}

/** Errors of the phase before the first byte of the request: it certainly did not happen. */
const beforeTheRequest = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ENOTFOUND', 'host not found'],
  ['EAI_AGAIN', 'host not found'],
  ['EHOSTUNREACH', 'host unreachable'],
  ['ENETUNREACH', 'network unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection in time'],
]);

const afterwards = new Map([
  ['ECONNRESET', 'connection reset'],
  ['EPIPE', 'connection reset'],
  ['UND_ERR_SOCKET', 'connection closed by the other side'],
  ['UND_ERR_HEADERS_TIMEOUT', 'time-out'],
  ['UND_ERR_BODY_TIMEOUT', 'time-out'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'body shorter or longer than announced'],
]);

/** Sorts an error of the connection into `refused` (not sent) and `unknown` (may have happened). */
export function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  const before = beforeTheRequest.get(code);
  if (before !== undefined) return { outcome: 'refused', reason: before };
  if (code.startsWith('HPE_')) return { outcome: 'unknown', reason: 'not an HTTP answer' };
  return { outcome: 'unknown', reason: afterwards.get(code) ?? `connection failed (${code})` };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'not an Error';
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? codeOf(error.cause) : error.name;
}
