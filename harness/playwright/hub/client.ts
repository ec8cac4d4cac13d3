import { createInterface } from 'node:readline';
import { serialize } from 'node:v8';
import { request } from 'undici';
import type { z } from 'zod';
import { errorCodes, SosieError } from '../../model/errors.js';
import { unpackKnowledge, type Knowledge } from './knowledge.js';
import { crowdAnswer, hubError, hubState, hubVerdict, toldFindings, turnAnswer } from './protocol.js';
import type { HubAddress, HubState, HubVerdict, ToldFindings } from './protocol.js';

/** Signing everybody in and learning the pages of a slow target takes its time. */
const learningWithinMs = 600_000;
const answerWithinMs = 60_000;

/** A worker's line to the hub of its run. */
export interface HubClient {
  /** Waits until the hub has learned. Rejects with the hub's own SosieError where it could not. */
  knowledge(): Promise<Knowledge>;
  /** The hub's state as last pushed. */
  state(): HubState;
  /** Resolves at the next push for which `fits` holds, or at once. Rejects after `timeoutMs`, or if the hub goes. */
  until(fits: (state: HubState) => boolean, timeoutMs: number, what: string): Promise<HubState>;
  startRollout(worker: string, together: number): Promise<void>;
  startCrowd(sessions: number): Promise<number>;
  /** The number of an identity's next write, from 1. */
  nextTurn(identity: string): Promise<number>;
  tell(told: ToldFindings): Promise<void>;
  /** What earlier attempts at a test have seen. */
  told(test: string): Promise<ToldFindings>;
  hide(secrets: Iterable<{ readonly value: string; readonly what: string }>): Promise<void>;
  /** Judges what is on disk so far. */
  verdict(): Promise<HubVerdict>;
  /** Ends the run: judges it, writes the reports, removes the accounts. */
  finish(): Promise<HubVerdict>;
  close(): void;
}

/** Connects to a hub and follows its state. Rejects where it does not answer. */
export async function connectHub(address: HubAddress): Promise<HubClient> {
  const ask = (path: string, body?: string | Buffer, timeoutMs = answerWithinMs): Promise<Buffer> =>
    send(address, path, { body: body ?? null, timeoutMs });
  const read = async <T>(
    schema: z.ZodType<T>,
    path: string,
    body?: unknown,
    timeoutMs?: number,
  ): Promise<T> => {
    const answer = await ask(path, body === undefined ? undefined : JSON.stringify(body), timeoutMs);
    return schema.parse(JSON.parse(answer.toString('utf8')));
  };
  const states = await followStates(address);
  return {
    knowledge: async () => unpackKnowledge(await ask('/knowledge', undefined, learningWithinMs)),
    state: states.now,
    until: states.until,
    startRollout: async (worker, together) => {
      await ask('/rollout', JSON.stringify({ worker, together }));
    },
    startCrowd: async (sessions) =>
      (await read(crowdAnswer, '/crowd', { sessions }, learningWithinMs)).sessions,
    nextTurn: async (identity) => (await read(turnAnswer, '/turn', { identity })).turn,
    tell: async (told) => {
      await ask('/told', JSON.stringify(told));
    },
    told: (test) => read(toldFindings, `/told-before?test=${encodeURIComponent(test)}`),
    hide: async (secrets) => {
      await ask('/secrets', serialize([...secrets]));
    },
    verdict: () => read(hubVerdict, '/verdict', undefined, learningWithinMs),
    finish: () => read(hubVerdict, '/finish', undefined, learningWithinMs),
    close: states.close,
  };
}

async function send(
  { url, token }: HubAddress,
  path: string,
  { body, timeoutMs }: { body: string | Buffer | null; timeoutMs: number },
): Promise<Buffer> {
  const answer = await request(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  if (answer.statusCode < 300) return bytes;
  const { code, message, hint } = hubError.parse(JSON.parse(bytes.toString('utf8')));
  const known = errorCodes.find((one) => one === code) ?? 'SOSIE_INTERNAL_UNEXPECTED';
  throw new SosieError(known, message, hint === null ? {} : { hint });
}

interface Waiter {
  readonly fits: (state: HubState) => boolean;
  readonly resolve: (state: HubState) => void;
  readonly reject: (error: Error) => void;
}

/** One long answer, a line of JSON at each change: a worker knows of a phase within a millisecond. */
async function followStates({
  url,
  token,
}: HubAddress): Promise<Pick<HubClient, 'until' | 'close'> & { now: () => HubState }> {
  const stop = new AbortController();
  const answer = await request(`${url}/states`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
    headersTimeout: answerWithinMs,
    bodyTimeout: 0,
  });
  let state: HubState = { phase: 'before', rollout: 'waiting', detail: '', alarms: [] };
  const waiting = new Set<Waiter>();
  const follow = async (): Promise<void> => {
    for await (const line of createInterface({ input: answer.body })) {
      state = hubState.parse(JSON.parse(line));
      for (const waiter of waiting) if (waiter.fits(state)) waiter.resolve(state);
    }
  };
  void follow()
    .catch(() => undefined)
    .finally(() => {
      for (const waiter of waiting) waiter.reject(new Error('the hub of this test run has gone'));
    });
  return {
    now: () => state,
    close: () => stop.abort(),
    until: (fits, timeoutMs, what) =>
      new Promise<HubState>((resolve, reject) => {
        const late = (): void =>
          end(() => reject(new Error(`${what}: not within ${String(timeoutMs / 1000)} s`)));
        const timer = setTimeout(late, timeoutMs);
        const waiter: Waiter = {
          fits,
          resolve: (now) => end(() => resolve(now)),
          reject: (error) => end(() => reject(error)),
        };
        const end = (settle: () => void): void => {
          clearTimeout(timer);
          waiting.delete(waiter);
          settle();
        };
        waiting.add(waiter);
        if (fits(state)) waiter.resolve(state);
      }),
  };
}
