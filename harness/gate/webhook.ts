import { setTimeout as delay } from 'node:timers/promises';
import type { Breach } from './breach.js';
import { breachLines } from './breach-text.js';

/** Where the first violation is told. */
export interface Webhook {
  /** Its host may be reached because it stands here, and no other. */
  readonly url: string;
  /** `slack`: `{ "text": … }` (Slack, Mattermost, Rocket.Chat); `json`: the breach as it is. */
  readonly format: 'json' | 'slack';
}

export interface WebhookOptions {
  /** Pauses between attempts in milliseconds; one attempt more than there are pauses. */
  readonly pausesMs?: readonly number[];
  readonly timeoutMs?: number;
  /** Once it has fired no further attempt is begun; that under way comes to its end. */
  readonly signal?: AbortSignal;
}

const defaultPausesMs = [500, 1000, 2000, 4000, 8000];
const defaultTimeoutMs = 5000;

/**
 * Posts the breach, again and again until it is taken (2xx), at most six times in 45 s. A redirect is not followed: it
 * would lead to a host that nobody allowed. A refusal that time does not mend (4xx but 408 and 429) ends it. Gives a line
 * for people, without the address, which often is a secret; never rejects.
 */
export async function callWebhook(
  webhook: Webhook,
  breach: Breach,
  { pausesMs = defaultPausesMs, timeoutMs = defaultTimeoutMs, signal }: WebhookOptions = {},
): Promise<string> {
  const { host } = new URL(webhook.url);
  const body = JSON.stringify(webhook.format === 'slack' ? { text: breachLines(breach).join('\n') } : breach);
  let why = '';
  for (let attempt = 0; attempt <= pausesMs.length; attempt += 1) {
    if (attempt > 0)
      await delay(pausesMs[attempt - 1], undefined, signal && { signal }).catch(() => undefined);
    if (attempt > 0 && signal?.aborted === true) break;
    const answer = await post(webhook.url, body, timeoutMs);
    if (answer.ok) return `webhook: ${host} was told (attempt ${String(attempt + 1)})`;
    why = answer.why;
    if (!answer.again) break;
  }
  return `webhook: ${host} could not be told: ${why}`;
}

async function post(
  url: string,
  body: string,
  timeoutMs: number,
): Promise<{ readonly ok: boolean; readonly again: boolean; readonly why: string }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    const { status } = response;
    const again = status === 408 || status === 429 || status >= 500;
    return { ok: response.ok, again, why: `it answered ${String(status)}` };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
    return { ok: false, again: true, why: code };
  }
}
