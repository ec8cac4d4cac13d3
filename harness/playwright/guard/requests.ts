import type { APIRequestContext, APIResponse } from 'playwright';
import { channelOf } from '../../actors/content-kind.js';
import { createPageMap } from '../../actors/reach.js';
import type { WorkerRun } from '../worker-run.js';
import type { Arrival, Intake } from './intake.js';

/**
 * Observes what a test asks for without a page: `request.get` and all its kind go through `fetch`. What is sent may
 * sign somebody in. The answer is handed on as it is.
 */
export function watchRequests(request: APIRequestContext, intake: () => Intake | null, run: WorkerRun): void {
  const { target, pages } = run.actorSettings;
  const pageAt = createPageMap(target, pages);
  const fetch = request.fetch.bind(request);
  request.fetch = async (asked, options) => {
    const sent = JSON.stringify([options?.data, options?.form, options?.headers]);
    intake()?.viewer.sendsText(sent);
    const startedMs = run.clock.nowMs();
    const answer = await fetch(asked, options);
    const arrival = await arrivalOf(answer, startedMs, run).catch(() => null);
    if (arrival !== null) intake()?.take([arrival], 'fetch');
    return answer;
  };

  async function arrivalOf(answer: APIResponse, startedMs: number, { clock }: WorkerRun): Promise<Arrival> {
    const page = URL.canParse(answer.url()) ? pageAt(new URL(answer.url())) : null;
    const body = await answer.body();
    const place = { page, url: answer.url(), startedMs, atMs: clock.nowMs() };
    const channel = page === null ? 'api' : channelOf(page);
    return {
      ...place,
      channel,
      outcome: 'ok',
      reason: null,
      status: answer.status(),
      headers: answer.headers(),
      body,
      overlaps: 0,
    };
  }
}
