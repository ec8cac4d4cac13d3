import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { programArguments } from '../../../lab/rollout/program.js';
import { openRedis } from '../../../lab/redis/open.js';

async function startInstance(redisUrl: string) {
  const env = {
    ...process.env,
    LAB_REDIS_URL: redisUrl,
    LAB_ADMIN_TOKEN: 'x',
    LAB_INSTANCE: 'web1',
    LAB_RELEASE: 'v1',
  };
  const child = spawn(process.execPath, programArguments('lab/shop/main'), {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { port, pid, ready } = JSON.parse(line) as { port: number; pid: number; ready: boolean };
  assert.deepEqual([ready, pid], [true, child.pid]);
  return { child, exited, origin: `http://127.0.0.1:${String(port)}` };
}

async function health(origin: string): Promise<{ status: number; connection: unknown }> {
  const answer = await request(`${origin}/healthz`);
  await answer.body.dump();
  return { status: answer.statusCode, connection: answer.headers['connection'] };
}

test('an instance', async (t) => {
  const redis = await openRedis({ PATH: process.env['PATH'] });
  t.after(() => redis.close());

  await t.test('drains at SIGTERM: unhealthy, closing connections, then ends with 0 within 5 s', async () => {
    const { child, exited, origin } = await startInstance(redis.url);
    assert.equal((await health(origin)).status, 200);
    const before = performance.now();
    child.kill('SIGTERM');
    let seen = await health(origin);
    while (seen.status === 200 && performance.now() - before < 250) {
      await delay(5);
      seen = await health(origin);
    }
    assert.deepEqual(seen, { status: 503, connection: 'close' });
    assert.deepEqual(await exited, [0, null]);
    assert.ok(performance.now() - before < 5_000);
  });

  await t.test('ends by itself when its parent is gone', async () => {
    const { child, exited } = await startInstance(redis.url);
    child.stdin.end();
    assert.deepEqual(await exited, [0, null]);
  });
});
