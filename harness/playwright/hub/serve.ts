import { rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { deserialize } from 'node:v8';
import { createHub, type Hub, type HubOptions } from './hub.js';
import { crowdRequest, rolloutRequest, seenSecrets, toldFindings, turnRequest } from './protocol.js';
import type { HubAddress, HubVerdict } from './protocol.js';
import { addressFile } from './rendezvous.js';
import { openHubServer, type Route } from './server.js';

/** Serves one run of Playwright Test until somebody asks for its end, the runner is gone, or a signal comes. */
export async function serveHub(options: HubOptions): Promise<void> {
  const ended = new AbortController();
  const hub = createHub({ ...options, signal: ended.signal, push: (state) => server.push(state) });
  let last: Promise<HubVerdict> | null = null;
  const finish = (): Promise<HubVerdict> => (last ??= hub.finish());
  const server = await openHubServer(
    { ...routesOf(hub), '/finish': async () => finish().finally(() => ended.abort()) },
    hub.state(),
  );
  await announce(options.folder, { pid: process.pid, url: server.url, token: server.token });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ended.abort());
  while (!ended.signal.aborted && isRunning(options.runner))
    await delay(300, undefined, { signal: ended.signal }).catch(() => undefined);
  // Whatever is still being prepared is not needed any more.
  ended.abort();
  try {
    await finish().catch((error: unknown) => console.error(String(error)));
  } finally {
    await server.close();
    await rm(options.folder, { recursive: true, force: true });
  }
}

function routesOf(hub: Hub): Record<string, Route> {
  const json = (body: Buffer): unknown => JSON.parse(body.toString('utf8'));
  return {
    '/knowledge': () => hub.knowledge(),
    '/rollout': async (body) => {
      const { worker, together } = rolloutRequest.parse(json(body));
      await hub.askForRollout(worker, together);
      return {};
    },
    '/crowd': async (body) => ({ sessions: await hub.growCrowd(crowdRequest.parse(json(body)).sessions) }),
    '/turn': async (body) => ({ turn: hub.nextTurn(turnRequest.parse(json(body)).identity) }),
    '/told': async (body) => {
      hub.tell(toldFindings.parse(json(body)));
      return {};
    },
    '/told-before': async (_body, url) => hub.told(url.searchParams.get('test') ?? ''),
    '/secrets': async (body) => {
      await hub.hide(seenSecrets.parse(deserialize(body)));
      return {};
    },
    '/verdict': () => hub.verdict(),
  };
}

/** All of it or nothing, for its owner only: the token in it opens the hub. */
async function announce(folder: string, address: HubAddress): Promise<void> {
  const file = addressFile(folder);
  await writeFile(`${file}.tmp`, JSON.stringify(address), { mode: 0o600 });
  await rename(`${file}.tmp`, file);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
