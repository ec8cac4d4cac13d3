import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { get, openOrigin, privatePage, until, withEdge } from './origin.js';

function asset(
  headers: Record<string, string | string[]>,
): (request: IncomingMessage, reply: ServerResponse) => void {
  return (request, reply) => {
    reply
      .writeHead(200, { 'content-type': 'text/css', ...headers })
      .end(`for ${request.headers.cookie ?? 'nobody'}`);
  };
}

async function fetchedTwice(headers: Record<string, string | string[]>): Promise<number> {
  const origin = await openOrigin('a', asset(headers));
  await withEdge([origin], async (edge) => {
    assert.equal(await (await get(`${edge.url}/assets/app.css`, 'ann')).text(), 'for ann');
    await (await get(`${edge.url}/assets/app.css`, 'ben')).text();
  });
  return origin.seen.length;
}

test('a public response with a lifetime is fetched once and says how old it is', async () => {
  const origin = await openOrigin('a', asset({ 'cache-control': 'public, max-age=60' }));
  await withEdge([origin], async (edge) => {
    const first = await get(`${edge.url}/assets/app.css`, 'ann');
    assert.equal(first.headers.get('x-cache'), 'MISS');
    const second = await get(`${edge.url}/assets/app.css`, 'ben');
    assert.equal(second.headers.get('x-cache'), 'HIT');
    assert.equal(second.headers.get('age'), '0');
    assert.equal(second.headers.get('x-instance'), 'a');
    assert.equal(await second.text(), 'for ann');
    assert.equal(origin.seen.length, 1);
  });
});

test('what is private, sets a cookie, must not be stored or varies on everything is fetched each time', async () => {
  assert.equal(await fetchedTwice({ 'cache-control': 'private, max-age=60' }), 2);
  assert.equal(await fetchedTwice({ 'cache-control': 'public, max-age=60, no-store' }), 2);
  assert.equal(await fetchedTwice({ 'cache-control': 'public, max-age=60', 'set-cookie': 'sid=1' }), 2);
  assert.equal(await fetchedTwice({ 'cache-control': 'public, max-age=60', vary: '*' }), 2);
  assert.equal(await fetchedTwice({ 'cache-control': 'max-age=60' }), 2);
  assert.equal(await fetchedTwice({ 'cache-control': 'public, s-maxage=0, max-age=60' }), 2);
  assert.equal(await fetchedTwice({ 'cache-control': 'public, s-maxage=60' }), 1);
});

test('a stored response answers only requests with the headers that it varies on', async () => {
  const origin = await openOrigin('a', asset({ 'cache-control': 'public, max-age=60', vary: 'Cookie' }));
  await withEdge([origin], async (edge) => {
    for (const person of ['ann', 'ben', 'ann', 'ben']) {
      assert.equal(await (await get(`${edge.url}/x`, person)).text(), `for ${person}`);
    }
    assert.equal(origin.seen.length, 2);
  });
});

test('a stored response is not used after its lifetime', async () => {
  const origin = await openOrigin('a', asset({ 'cache-control': 'public, max-age=60', age: '59' }));
  await withEdge([origin], async (edge) => {
    await get(`${edge.url}/x`, 'ann');
    assert.equal((await get(`${edge.url}/x`, 'ann')).headers.get('age'), '59');
    await until('it is fetched again', async () => {
      await get(`${edge.url}/x`, 'ann');
      return origin.seen.length === 2;
    });
  });
});

test('a client that asks for a fresh response gets one', async () => {
  const origin = await openOrigin('a', asset({ 'cache-control': 'public, max-age=60' }));
  await withEdge([origin], async (edge) => {
    await get(`${edge.url}/x`, 'ann');
    assert.equal(
      await (await get(`${edge.url}/x`, 'ben', { 'cache-control': 'no-cache' })).text(),
      'for ben',
    );
  });
});

test('a stored response confirms what a client holds', async () => {
  const origin = await openOrigin('a', asset({ 'cache-control': 'public, max-age=60', etag: '"1"' }));
  await withEdge([origin], async (edge) => {
    await get(`${edge.url}/x`, 'ann');
    const answer = await get(`${edge.url}/x`, 'ann', {
      'if-none-match': '"1"',
      'cache-control': 'max-age=10',
    });
    assert.equal(answer.status, 304);
    assert.equal(await answer.text(), '');
  });
});

test('a write to a URL makes what is stored for it unusable', async () => {
  const origin = await openOrigin('a', asset({ 'cache-control': 'public, max-age=60' }));
  await withEdge([origin], async (edge) => {
    await get(`${edge.url}/x`, 'ann');
    await fetch(`${edge.url}/x`, { method: 'POST' });
    assert.equal(await (await get(`${edge.url}/x`, 'ben')).text(), 'for ben');
  });
});

test('simultaneous requests for one storable response share one fetch', async () => {
  const replies: (() => void)[] = [];
  const origin = await openOrigin('a', (request, reply) => {
    replies.push(() => asset({ 'cache-control': 'public, max-age=60' })(request, reply));
  });
  await withEdge([origin], async (edge) => {
    const pending = ['ann', 'ben', 'cat'].map((person) => get(`${edge.url}/assets/app.css`, person));
    await until('the fetch is in flight', () => replies.length === 1);
    replies[0]?.();
    const bodies = await Promise.all(pending.map(async (answer) => (await answer).text()));
    assert.equal(new Set(bodies).size, 1);
    assert.equal(origin.seen.length, 1);
  });
});

test('simultaneous requests for one private page each get their own', async () => {
  const origin = await openOrigin('a', (request, reply) => setTimeout(() => privatePage(request, reply), 20));
  await withEdge([origin], async (edge) => {
    const people = Array.from({ length: 20 }, (_unused, number) => `p${number}`);
    for (let round = 0; round < 3; round += 1) {
      const bodies = await Promise.all(
        people.map(async (person) => (await get(`${edge.url}/profile`, person)).text()),
      );
      assert.deepEqual(
        bodies,
        people.map((person) => `page of ${person}`),
      );
    }
    assert.equal(origin.seen.length, 60);
  });
});
