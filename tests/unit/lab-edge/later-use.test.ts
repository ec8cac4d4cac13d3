import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { standardEdge } from '../../../lab/edge/standard-edge.js';
import { get, openOrigin, until, withEdge } from './origin.js';

type Listener = (request: IncomingMessage, reply: ServerResponse) => void;

/** A numbered response, so that one can tell which fetch it came with. */
function numbered(headers: Record<string, string>): Listener {
  let last = 0;
  return (request, reply) => {
    if (headers['etag'] !== undefined && request.headers['if-none-match'] === headers['etag']) {
      reply.writeHead(304, headers).end();
      return;
    }
    last += 1;
    reply.writeHead(200, headers).end(`number ${last}`);
  };
}

test('a response with an ETag is confirmed once it is no longer fresh, and given again', async () => {
  const origin = await openOrigin('a', numbered({ 'cache-control': 'public, max-age=0', etag: '"1"' }));
  await withEdge([origin], async (edge) => {
    assert.equal((await get(`${edge.url}/x`, 'ann')).headers.get('x-cache'), 'MISS');
    const second = await get(`${edge.url}/x`, 'ben');
    assert.equal(second.headers.get('x-cache'), 'REVALIDATED');
    assert.equal(await second.text(), 'number 1');
    assert.equal(origin.seen.length, 2);
    const held = await get(`${edge.url}/x`, 'cat', { 'if-none-match': '"1"' });
    assert.equal(held.status, 304);
  });
});

test('a private response is never kept for a confirmation', async () => {
  const origin = await openOrigin('a', numbered({ 'cache-control': 'private, no-cache', etag: '"1"' }));
  await withEdge([origin], async (edge) => {
    assert.equal(await (await get(`${edge.url}/x`, 'ann')).text(), 'number 1');
    assert.equal(await (await get(`${edge.url}/x`, 'ben')).text(), 'number 2');
  });
});

test('stale-while-revalidate: the stale response is given at once and fetched anew behind it', async () => {
  const origin = await openOrigin(
    'a',
    numbered({ 'cache-control': 's-maxage=1, stale-while-revalidate=60' }),
  );
  await withEdge([origin], async (edge) => {
    await get(`${edge.url}/x`, 'ann');
    let stale = 'number 1';
    await until('it is stale', async () => {
      const given = await get(`${edge.url}/x`, 'ben');
      stale = await given.text();
      return given.headers.get('x-cache') === 'STALE';
    });
    assert.equal(stale, 'number 1');
    await until('the new one is given', async () => {
      return (await (await get(`${edge.url}/x`, 'ben')).text()) === 'number 2';
    });
  });
});

test('stale-if-error: the stale response stands in for an instance that fails, and only then', async () => {
  let fails = false;
  const origin = await openOrigin('a', (_request, reply) => {
    const headers = { 'cache-control': 'public, max-age=1, stale-if-error=60' };
    if (fails) reply.writeHead(503).end('down');
    else reply.writeHead(200, headers).end('page');
  });
  await withEdge([origin], async (edge) => {
    await get(`${edge.url}/x`, 'ann');
    fails = true;
    await until('it stands in', async () => {
      const given = await get(`${edge.url}/x`, 'ben');
      assert.equal(await given.text(), 'page');
      return given.headers.get('x-cache') === 'STALE';
    });
    assert.equal((await get(`${edge.url}/y`, 'ben')).status, 503);
  });
});

test('with affinity a client comes back to the instance that its cookie names', async () => {
  const page: Listener = (_request, reply) =>
    void reply.writeHead(200, { 'set-cookie': 'sid=1' }).end('page');
  const origins = [await openOrigin('a', page), await openOrigin('b', page)];
  const affinity = { cookie: 'route', seconds: 5 };
  await withEdge(
    origins,
    async (edge) => {
      const first = await get(`${edge.url}/x`, 'sid=1');
      const [sid, given = ''] = first.headers.getSetCookie();
      assert.equal(sid, 'sid=1');
      assert.match(given, /^route=[ab]; Max-Age=5;/);
      for (let visit = 0; visit < 4; visit += 1) {
        const next = await get(`${edge.url}/x`, `sid=1; ${given.split(';', 1)[0] ?? ''}`);
        assert.equal(next.headers.get('x-instance'), first.headers.get('x-instance'));
        assert.deepEqual(next.headers.getSetCookie(), ['sid=1']);
      }
    },
    { ...standardEdge, affinity },
  );
});
