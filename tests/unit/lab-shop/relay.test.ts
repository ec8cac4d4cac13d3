import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRedis } from '../../../lab/redis/open.js';
import { openRelay } from '../../../lab/redis/relay.js';
import { commandName, createCutter, encodeCommand } from '../../../lab/redis/resp.js';
import { openClient } from '../../../lab/shop/links.js';

test('a stream of replies is cut into whole values however the chunks fall', () => {
  const stream = '+OK\r\n$5\r\na\r\nbc\r\n$-1\r\n*2\r\n:1\r\n*1\r\n$0\r\n\r\n-ERR no\r\n';
  const whole = ['+OK\r\n', '$5\r\na\r\nbc\r\n', '$-1\r\n', '*2\r\n:1\r\n*1\r\n$0\r\n\r\n', '-ERR no\r\n'];
  for (let size = 1; size <= stream.length; size += 1) {
    const cut = createCutter();
    const values: string[] = [];
    for (let at = 0; at < stream.length; at += size) {
      values.push(...cut(Buffer.from(stream.slice(at, at + size))).map(String));
    }
    assert.deepEqual(values, whole, `chunks of ${String(size)}`);
  }
});

test('the name of a command is read whatever its case', () => {
  assert.equal(commandName(Buffer.from(encodeCommand(['GeT', 'é']))), 'get');
});

test('a relay shifts replies after one was given up, then a new connection is sound again', async (t) => {
  const redis = await openRedis({ PATH: process.env['PATH'] });
  t.after(() => redis.close());
  const relay = await openRelay({ command: 'get', oneIn: 10, healAfter: 5, seed: 1 }, redis.url);
  t.after(() => relay.close());
  const client = openClient(relay.url, '');
  t.after(() => client.disconnect());
  for (let key = 0; key < 300; key += 1) await client.set(`k${String(key)}`, `v${String(key)}`);
  const seen = { own: 0, previous: 0, other: 0, failed: 0 };
  for (let key = 0; key < 300; key += 1) {
    const value = await client.get(`k${String(key)}`).catch(() => 'failed');
    if (value === `v${String(key)}`) seen.own += 1;
    else if (value === `v${String(key - 1)}`) seen.previous += 1;
    else if (value === 'failed') seen.failed += 1;
    else seen.other += 1;
  }
  assert.ok(seen.own > 50 && seen.previous > 25 && seen.failed > 5, JSON.stringify(seen));
  assert.equal(seen.other, 0);
});

test('a relay that gives up nothing changes nothing', async (t) => {
  const redis = await openRedis({ PATH: process.env['PATH'] });
  t.after(() => redis.close());
  const relay = await openRelay(
    { command: 'get', oneIn: Number.MAX_SAFE_INTEGER, healAfter: 5, seed: 1 },
    redis.url,
  );
  t.after(() => relay.close());
  const client = openClient(relay.url, '');
  t.after(() => client.disconnect());
  const keys = Array.from({ length: 200 }, (_, index) => `k${String(index)}`);
  await Promise.all(keys.map((key) => client.set(key, `value of ${key}`)));
  assert.deepEqual(
    await Promise.all(keys.map((key) => client.get(key))),
    keys.map((key) => `value of ${key}`),
  );
});
