import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { get, openOrigin, privatePage, until, withEdge } from './origin.js';

test('requests go to the ready instances in turn, and keep what an instance says about itself', async () => {
  const origins = [await openOrigin('a', privatePage), await openOrigin('b', privatePage)];
  await withEdge(origins, async (edge) => {
    const served: (string | null)[] = [];
    for (let i = 0; i < 6; i += 1) {
      const answer = await get(`${edge.url}/profile`, 'ann');
      assert.equal(await answer.text(), 'page of ann');
      assert.equal(answer.headers.get('via'), '1.1 lab-edge');
      assert.equal(answer.headers.get('x-cache'), null);
      served.push(answer.headers.get('x-instance'));
    }
    assert.deepEqual([...served].sort(), ['a', 'a', 'a', 'b', 'b', 'b']);
  });
});

test('an instance learns who asked and by which host', async () => {
  const origin = await openOrigin('a', privatePage);
  await withEdge([origin], async (edge) => {
    await get(`${edge.url}/x`, 'ann', { 'x-forwarded-for': '203.0.113.7' });
    const headers = origin.seen[0]?.headers ?? {};
    assert.equal(headers['x-forwarded-for'], '203.0.113.7, 127.0.0.1');
    assert.equal(headers['x-forwarded-proto'], 'http');
    assert.equal(headers.host, new URL(edge.url).host);
  });
});

test('a body reaches the instance whole and an answer with two cookies comes back whole', async () => {
  const origin = await openOrigin('a', (request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      reply
        .writeHead(201, { 'set-cookie': ['sid=1', 'theme=dark'] })
        .end(String(Buffer.concat(chunks).length));
    });
  });
  await withEdge([origin], async (edge) => {
    const answer = await fetch(`${edge.url}/form`, { method: 'POST', body: 'x'.repeat(300_000) });
    assert.equal(answer.status, 201);
    assert.equal(await answer.text(), '300000');
    assert.deepEqual(answer.headers.getSetCookie(), ['sid=1', 'theme=dark']);
  });
});

test('a GET whose instance has gone is answered by the next one, and the dead one gets no more', async () => {
  const dead = await openOrigin('dead', privatePage);
  const alive = await openOrigin('alive', privatePage);
  await dead.close();
  await withEdge([dead, alive], async (edge) => {
    for (let i = 0; i < 4; i += 1) assert.equal((await get(`${edge.url}/profile`, 'ann')).status, 200);
    assert.equal(edge.upstreams.list().find((one) => one.name === 'dead')?.state, 'out');
  });
});

test('a POST that an instance may have seen is not sent a second time', async () => {
  const cut = await openOrigin('cut', (request) => void request.socket.destroy());
  const other = await openOrigin('other', (request) => void request.socket.destroy());
  await withEdge([cut, other], async (edge) => {
    assert.equal((await fetch(`${edge.url}/orders`, { method: 'POST', body: 'one' })).status, 502);
    assert.equal(cut.seen.length + other.seen.length, 1);
  });
});

test('a GET that is cut off before its first byte goes to another instance', async () => {
  const cut = await openOrigin('cut', (request) => void request.socket.destroy());
  const sound = await openOrigin('sound', privatePage);
  await withEdge([cut, sound], async (edge) => {
    for (let i = 0; i < 3; i += 1) assert.equal((await get(`${edge.url}/profile`, 'ann')).status, 200);
  });
});

test('without any instance the edge answers 503 by itself', async () => {
  await withEdge([], async (edge) => {
    const answer = await get(`${edge.url}/profile`, 'ann');
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  });
});

test('a draining instance finishes what is in flight and gets nothing new', async () => {
  let finish: () => void = () => undefined;
  const slow = await openOrigin('slow', (_request, reply) => {
    reply.writeHead(200).write('begun ');
    finish = () => void reply.end('done');
  });
  const other = await openOrigin('other', privatePage);
  await withEdge([slow], async (edge) => {
    const pending = get(`${edge.url}/long`, 'ann');
    await until('the request is in flight', () => slow.seen.length === 1);
    edge.upstreams.add(other.name, other.url);
    assert.equal(await edge.upstreams.drain('slow', 20), false);
    const drained = edge.upstreams.drain('slow', 5000);
    for (let i = 0; i < 4; i += 1) {
      assert.equal((await get(`${edge.url}/profile`, 'ben')).headers.get('x-instance'), 'other');
    }
    finish();
    assert.equal(await (await pending).text(), 'begun done');
    assert.equal(await drained, true);
    assert.equal(slow.seen.length, 1);
  });
  await other.close();
});

test('an instance that fails its health checks is out until they pass again', async () => {
  let healthy = false;
  const origin = await openOrigin('a', privatePage);
  const [listener] = origin.server.listeners('request');
  origin.server.removeAllListeners('request');
  origin.server.on('request', (request, reply) => {
    if (request.url === '/healthz' && !healthy) return void reply.writeHead(503).end();
    (listener as (...args: unknown[]) => void)(request, reply);
  });
  await withEdge([origin], async (edge) => {
    const state = (): string | undefined => edge.upstreams.list()[0]?.state;
    await until('the instance is out', () => state() === 'out');
    healthy = true;
    await until('the instance is in again', () => state() === 'in');
  });
});

test('an instance that dies in mid-body cuts the client off too, instead of ending the body', async () => {
  const origin = await openOrigin('a', (request, reply) => {
    reply.writeHead(200, { 'content-length': '1000' }).write('half');
    setImmediate(() => request.socket.destroy());
  });
  await withEdge([origin], async (edge) => {
    await assert.rejects(async () => (await get(`${edge.url}/profile`, 'ann')).text());
  });
});

test('a client that goes away ends its request at the instance too', async () => {
  let gone = false;
  const origin = await openOrigin('a', (_request, reply) => {
    reply.writeHead(200).write('begun');
    reply.once('close', () => (gone = true));
  });
  await withEdge([origin], async (edge) => {
    const socket = connect(Number(new URL(edge.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /long HTTP/1.1\r\nhost: lab\r\n\r\n');
    await until('the request is in flight', () => origin.seen.length === 1);
    socket.destroy();
    await until('the instance was told', () => gone);
    await until('nothing is in flight', () => edge.upstreams.list()[0]?.inFlight === 0);
  });
});
