import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { SosieError } from '../../../../harness/model/errors.js';
import { openGateServer, type GateServer } from '../../../../harness/gate/server/gate-server.js';
import { ask } from '../ask.js';
import { rolloutStatus, settableSource, violationOn, type SettableSource } from '../watch-source.js';

const token = 'a-token-of-some-length-0123456789';

async function open(
  t: TestContext,
  options: { readonly listen?: string; readonly token?: string | null } = {},
): Promise<{ readonly server: GateServer; readonly url: string; readonly source: SettableSource }> {
  const source = settableSource();
  const { listen = '127.0.0.1:0', token: given = null } = options;
  const server = await openGateServer({ listen, token: given, source });
  t.after(() => server.close());
  return { server, url: server.url.replace('0.0.0.0', '127.0.0.1'), source };
}

const refused = (pattern: RegExp) => (error: unknown) =>
  error instanceof SosieError && error.code === 'SOSIE_CONFIG_USAGE' && pattern.test(error.message);

test('the verdict is HTTP 200 and JSON in all three cases', async (t) => {
  const { url, source } = await open(t);
  for (const verdict of ['pass', 'inconclusive', 'fail'] as const) {
    source.set(rolloutStatus(verdict));
    const answer = await ask(`${url}/verdict`);
    assert.equal(answer.status, 200);
    assert.match(String(answer.headers['content-type']), /^application\/json/);
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
    assert.equal(JSON.parse(answer.body).verdict, verdict);
  }
});

test('a verdict asked for one revision is inconclusive until that revision has answered', async (t) => {
  const { url, source } = await open(t);
  const of = async (revision: string): Promise<string> =>
    JSON.parse((await ask(`${url}/verdict?revision=${revision}`)).body).verdict;
  assert.equal(await of('v2'), 'inconclusive');
  source.set(rolloutStatus('pass'));
  assert.equal(await of('v2'), 'pass');
  assert.equal(await of('v3'), 'inconclusive', 'the pass of v2 is not that of v3');
  assert.equal(await of('v1'), 'inconclusive', 'v1 was seen during the rollout to v2, not after it');
  source.set(rolloutStatus('fail'));
  assert.equal(await of('v2'), 'fail');
  assert.equal(await of('v3'), 'inconclusive', 'the fail of v2 is not that of v3');
});

test('a fail that other releases alone brought about is none of the release that is asked for', async (t) => {
  const { url, source } = await open(t);
  const failed = rolloutStatus('fail', { goesOn: true });
  const of = async (revision: string, ...on: (string | null)[]): Promise<[string, string]> => {
    source.set({ ...failed, latest: on.map((one) => violationOn(one)) });
    const { verdict, reasons } = JSON.parse((await ask(`${url}/verdict?revision=${revision}`)).body);
    return [verdict, reasons[0].code];
  };
  const none: [string, string] = ['inconclusive', 'violation-on-another-release'];
  assert.deepEqual(await of('v2', 'v1'), none);
  assert.deepEqual(await of('v1', 'v1'), ['fail', 'violation']);
  assert.deepEqual(await of('v2', 'v1', 'v2'), ['fail', 'violation']);
  assert.deepEqual(await of('v2', 'v1', null), ['fail', 'violation'], 'it may have been v2');
  const many = Array.from({ length: 100 }, () => 'v1');
  assert.deepEqual(await of('v2', ...many), ['fail', 'violation'], 'what is told no longer may have been v2');
  source.set({
    ...failed,
    latest: [{ ...violationOn('v1'), run: 'before', seenAt: '2026-11-25T10:04:00.000Z' }],
  });
  assert.equal(JSON.parse((await ask(`${url}/verdict?revision=v2`)).body).verdict, 'fail');
});

test('an address that others can reach asks for a token at the start', async () => {
  const source = settableSource();
  await assert.rejects(openGateServer({ listen: '0.0.0.0:0', token: null, source }), refused(/no token/));
  await assert.rejects(
    openGateServer({ listen: '0.0.0.0:0', token: 'short', source }),
    refused(/at least 16/),
  );
  await assert.rejects(openGateServer({ listen: 'nowhere', token: null, source }), refused(/HOST:PORT/));
  assert.equal(source.listeners, 0, 'a server that did not open leaves nothing behind');
});

test('a port that is taken is told as such', async (t) => {
  const { server } = await open(t);
  const source = settableSource();
  await assert.rejects(
    openGateServer({ listen: server.url.replace('http://', ''), token: null, source }),
    refused(/EADDRINUSE/),
  );
  assert.equal(source.listeners, 0);
});

test('with a token nothing but the probes answers without it', async (t) => {
  const { url } = await open(t, { listen: '0.0.0.0:0', token });
  for (const path of ['/', '/events', '/verdict', '/metrics', '/report', '/status', '/nothing'])
    assert.equal((await ask(`${url}${path}`)).status, 401, path);
  const wrong = { authorization: `Bearer ${token.slice(0, -1)}x` };
  assert.equal((await ask(`${url}/verdict`, { headers: wrong })).status, 401);
  const refusal = await ask(`${url}/verdict`, { headers: { authorization: 'Bearer' } });
  assert.equal(refusal.status, 401);
  assert.ok(!refusal.body.includes(token));
  for (const path of ['/healthz', '/readyz']) assert.equal((await ask(`${url}${path}`)).status, 200, path);
  for (const path of ['/', '/verdict', '/metrics', '/report', '/status'])
    assert.equal(
      (await ask(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status,
      200,
      path,
    );
});

test('a browser may give the token as the password, for reading only', async (t) => {
  const { url } = await open(t, { token });
  const headers = { authorization: `Basic ${Buffer.from(`anybody:${token}`).toString('base64')}` };
  assert.equal((await ask(url, { headers })).status, 200);
  const body = JSON.stringify({ name: 'shop', namespace: 'test' });
  assert.equal((await ask(`${url}/flagger/rollout`, { method: 'POST', headers, body })).status, 401);
});

test('on loopback a Host header of another site is refused', async (t) => {
  const { url } = await open(t);
  for (const host of ['evil.example', '127.0.0.1.evil.example:9464', 'localhost.evil.example'])
    assert.equal((await ask(`${url}/verdict`, { headers: { host } })).status, 403, host);
  for (const host of ['localhost:1234', '127.0.0.1', '[::1]:9464'])
    assert.equal((await ask(`${url}/verdict`, { headers: { host } })).status, 200, host);
});

test('a post that a page of another site makes is refused', async (t) => {
  const { url } = await open(t);
  const body = JSON.stringify({ name: 'shop', namespace: 'test' });
  const post = (headers: Readonly<Record<string, string>>) =>
    ask(`${url}/flagger/rollout`, { method: 'POST', headers, body });
  assert.equal((await post({})).status, 200);
  assert.equal((await post({ origin: 'https://evil.example' })).status, 403);
  assert.equal((await post({ origin: 'null' })).status, 403);
  assert.equal((await post({ 'sec-fetch-site': 'cross-site' })).status, 403);
});

test('other methods, other paths and long bodies are refused', async (t) => {
  const { url } = await open(t);
  const post = await ask(`${url}/verdict`, { method: 'POST' });
  assert.equal(post.status, 405);
  assert.equal(post.headers['allow'], 'GET');
  for (const method of ['HEAD', 'PUT', 'DELETE', 'OPTIONS'])
    assert.equal((await ask(`${url}/verdict`, { method })).status, 405, method);
  assert.equal((await ask(`${url}/flagger/rollout`)).status, 405);
  assert.equal((await ask(`${url}/no-such-path`)).status, 404);
  assert.equal(
    (await ask(`${url}/flagger/rollout`, { method: 'POST', body: 'x'.repeat(70_000) })).status,
    413,
  );
  assert.equal((await ask(`${url}/flagger/rollout`, { method: 'POST', body: 'no json' })).status, 400);
  assert.equal((await ask(`${url}/flagger/rollout`, { method: 'POST', body: '{}' })).status, 400);
});

test('readiness follows the watch, and a stopped watch is ready to tell its fail', async (t) => {
  const { url, source } = await open(t);
  const expected = { learning: 503, watching: 200, stopped: 200, ending: 503 } as const;
  for (const [state, status] of Object.entries(expected)) {
    source.set({ state: state as keyof typeof expected });
    assert.equal((await ask(`${url}/readyz`)).status, status, state);
    assert.equal((await ask(`${url}/healthz`)).status, 200, state);
  }
});

test('a source that throws gives a 500 without its message, and the server goes on', async (t) => {
  const source = settableSource();
  let broken = true;
  const server = await openGateServer({
    listen: '127.0.0.1:0',
    token: null,
    source: {
      ...source,
      status: () => {
        if (broken) throw new Error('ann@shop.example');
        return source.status();
      },
    },
  });
  t.after(() => server.close());
  const answer = await ask(`${server.url}/verdict`);
  assert.equal(answer.status, 500);
  assert.ok(!answer.body.includes('ann'));
  broken = false;
  assert.equal((await ask(`${server.url}/verdict`)).status, 200);
});

test('events send the status at once and on every change, and end with the server', async (t) => {
  const { server, url, source } = await open(t);
  const response = await fetch(`${url}/events`);
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.ok(reader !== undefined);
  let text = '';
  const until = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(text)) {
      const { done, value } = await reader.read();
      assert.ok(!done, `the stream ended before ${String(pattern)}`);
      text += value;
    }
  };
  await until(/event: status\ndata: \{.*"verdict":"inconclusive".*\}\n\n/);
  source.set(rolloutStatus('fail'));
  await until(/event: status\ndata: \{.*"verdict":"fail".*\}\n\n/);
  await server.close();
  const rest = await reader.read().catch(() => ({ done: true }));
  assert.ok(rest.done);
  assert.equal(source.listeners, 0);
});

test('a listener that falls behind is sent the last state once it reads again', async (t) => {
  const { url, source } = await open(t);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  t.after(() => socket.destroy());
  socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await new Promise((done) => socket.once('data', done));
  socket.pause();
  const detail = 'x'.repeat(100_000);
  // More than the buffers of both sides hold.
  for (let n = 0; n < 400; n += 1) source.set({ target: `http://t-${String(n)}/${detail}` });
  source.set({ target: 'http://the-last.example' });
  let tail = '';
  await new Promise<void>((done) => {
    socket.on('data', (chunk) => {
      tail = (tail + chunk.toString('utf8')).slice(-5000);
      if (tail.includes('http://the-last.example')) done();
    });
    socket.resume();
  });
});

test('closing does not wait for idle or half-open connections, and a signal closes too', async () => {
  const source = settableSource();
  const stop = new AbortController();
  const server = await openGateServer({ listen: '127.0.0.1:0', token: null, source, signal: stop.signal });
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  await new Promise((done) => socket.once('connect', done));
  socket.write('GET /verdict HTTP/1.1\r\n');
  const ended = new Promise((done) => socket.once('close', done));
  socket.on('error', () => undefined);
  stop.abort();
  await Promise.all([server.close(), ended]);
  await assert.rejects(ask(`${server.url}/verdict`));
});

test('the live page names no site, holds no data, and admits only its own style and script', async (t) => {
  const { url, source } = await open(t);
  source.set(rolloutStatus('fail'));
  const { body, headers } = await ask(`${url}/`);
  assert.match(String(headers['content-type']), /^text\/html/);
  assert.match(String(headers['content-security-policy']), /default-src 'none'.*connect-src 'self'/);
  assert.ok(!/https?:\/\//.test(body));
  assert.ok(!/u03|u07|innerHTML|insertAdjacentHTML|document\.write/.test(body));
});
