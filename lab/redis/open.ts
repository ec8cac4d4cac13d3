import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { startChild } from '../rollout/child.js';
import { openClient } from '../shop/links.js';
import { findServerProgram, startInstalled } from './installed.js';
import { inParts, wholeKeys } from './whole-keys.js';

/** A Redis for one lab. Whoever opens it closes it. */
export interface LabRedis {
  readonly url: string;
  /** Put before every key; "" on a Redis that nobody else uses. */
  readonly keyPrefix: string;
  /** Which one it is, in a sentence. */
  readonly how: string;
  /** Ends it; on a Redis that was there before, removes the lab's keys. */
  close(): Promise<void>;
}

const embeddedWithinMs = 15_000;
const embeddedReady = z.object({ ready: z.literal(true), url: z.string().startsWith('redis://') });

/**
 * REDIS_URL, else a private redis-server or valkey-server found on PATH, else the embedded one. Throws if the
 * one that was chosen does not answer.
 */
export async function openRedis(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<LabRedis> {
  const given = env['REDIS_URL'];
  if (given !== undefined && given !== '') return openGiven(given);
  const program = findServerProgram(env['PATH'] ?? '');
  if (program === null) return openEmbedded();
  const server = await startInstalled(program);
  return {
    ...server,
    keyPrefix: '',
    how: `Redis: a private ${program} at ${server.url}, nothing kept on disk.`,
  };
}

async function openGiven(url: string): Promise<LabRedis> {
  const keyPrefix = `lab:${randomBytes(4).toString('hex')}:`;
  const client = openClient(url, '');
  try {
    await client.ping();
  } catch (error) {
    throw new Error(`The Redis of REDIS_URL does not answer (${new URL(url).host}).`, { cause: error });
  } finally {
    client.disconnect();
  }
  const how = `Redis: the one of REDIS_URL (${new URL(url).host}), under keys of our own that begin with ${keyPrefix}`;
  return { url, keyPrefix, how, close: () => removeKeys(url, keyPrefix) };
}

async function removeKeys(url: string, keyPrefix: string): Promise<void> {
  const client = openClient(url, '');
  try {
    const keys = await wholeKeys(client, `${keyPrefix}*`);
    await inParts(keys, (part) => client.unlink(...part));
  } finally {
    client.disconnect();
  }
}

async function openEmbedded(): Promise<LabRedis> {
  const child = startChild({
    name: 'the embedded Redis',
    program: 'lab/redis/embedded',
    env: {},
    log: () => undefined,
  });
  const { url } = embeddedReady.parse(JSON.parse(await child.firstLine(embeddedWithinMs)));
  const how = `Redis: the embedded one (js-redis-server) at ${url}; a real one on PATH or REDIS_URL is faster.`;
  return { url, keyPrefix: '', how, close: () => child.stop(2_000) };
}
