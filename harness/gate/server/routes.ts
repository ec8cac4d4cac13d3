import type { IncomingMessage } from 'node:http';
import type { WatchSource } from '../../model/watch-status.js';
import { prometheusText, prometheusType } from '../metrics/prometheus-text.js';
import { watchMetrics } from '../metrics/watch-metrics.js';
import { jsonAnswer, textAnswer, type Answer } from './answer.js';
import {
  flaggerHooks,
  flaggerPayloadSchema,
  type createFlaggerHooks,
  type FlaggerHook,
} from './flagger-hooks.js';
import { aliveAnswer, readyAnswer } from './health.js';
import { livePage } from './page/live-page.js';
import { readBody } from './read-body.js';
import { verdictAnswer } from './verdict-answer.js';

/** An endpoint. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** `open`: tells so little that probes need no token. `body`: the token may stand in what is posted. */
  readonly asks: 'token' | 'token-or-body' | 'open';
  answer(request: IncomingMessage, url: URL, holdsToken: HoldsToken): Promise<Answer> | Answer | 'stream';
}

/** Whether the request, or else this text of its body, is the token. */
export type HoldsToken = (text: string | undefined) => boolean;

/** A canary's payload is some hundred bytes; metadata are the user's. */
const mostBodyBytes = 65_536;

/** Every endpoint by its path. */
export function createRoutes(
  source: WatchSource,
  hooks: ReturnType<typeof createFlaggerHooks>,
): ReadonlyMap<string, Route> {
  const get = (asks: Route['asks'], answer: Route['answer']): Route => ({ method: 'GET', asks, answer });
  return new Map<string, Route>([
    ['/', get('token', () => livePage())],
    ['/events', get('token', () => 'stream')],
    [
      '/report',
      get('token', async () => ({
        status: 200,
        type: 'text/html; charset=utf-8',
        body: await source.report(),
      })),
    ],
    ['/status', get('token', () => jsonAnswer(source.status()))],
    [
      '/verdict',
      get('token', (_request, url) => verdictAnswer(source.status(), url.searchParams.get('revision'))),
    ],
    [
      '/metrics',
      get('token', () => ({
        status: 200,
        type: prometheusType,
        body: prometheusText(watchMetrics(source.status())),
      })),
    ],
    ['/healthz', get('open', () => aliveAnswer())],
    ['/readyz', get('open', () => readyAnswer(source.status()))],
    ...flaggerHooks.map((hook): [string, Route] => [`/flagger/${hook}`, flaggerRoute(hook, source, hooks)]),
  ]);
}

function flaggerRoute(
  hook: FlaggerHook,
  source: WatchSource,
  hooks: ReturnType<typeof createFlaggerHooks>,
): Route {
  return {
    method: 'POST',
    asks: 'token-or-body',
    async answer(request, _url, holdsToken) {
      const body = await readBody(request, mostBodyBytes);
      if (body === null)
        return textAnswer(413, `the body is longer than ${String(mostBodyBytes)} bytes`, {
          connection: 'close',
        });
      const payload = flaggerPayloadSchema.safeParse(parsed(body));
      // Flagger can send no headers of its own: its documentation puts a token into the metadata.
      if (!holdsToken(payload.data?.metadata?.['token'])) return unauthorized();
      if (!payload.success)
        return textAnswer(
          400,
          'the body must be JSON as Flagger posts it: { "name": …, "namespace": …, "phase": … }',
        );
      return hooks(hook, payload.data, source.status());
    },
  };
}

/** Told to whoever lacks the token, the same for all that is wrong with it. */
export function unauthorized(): Answer {
  return textAnswer(401, 'a token is needed: Authorization: Bearer <SOSIE_GATE_TOKEN>', {
    'www-authenticate': 'Basic realm="sosie", charset="UTF-8"',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
