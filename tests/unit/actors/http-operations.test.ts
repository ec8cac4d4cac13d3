import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActorSettings } from '../../../harness/actors/actor-settings.js';
import { createEventReader } from '../../../harness/actors/http/event-stream.js';
import { createHttpClient } from '../../../harness/actors/http/http-client.js';
import { retryAfterMs } from '../../../harness/actors/retry-after.js';
import type { Actor } from '../../../harness/model/actor.js';
import type { Identity } from '../../../harness/model/identity.js';
import type { Page, Write } from '../../../harness/model/page.js';
import type { Seen, SmallTarget } from './small-target.js';
import { html, jeanne, me, never, profile, settingsFor, shop, startTarget, textOf } from './small-target.js';
import { events, socket, startStreams } from './streaming-target.js';

const login = { kind: 'login', alias: 0 } as const;

async function onStage(
  target: SmallTarget,
  play: (actor: Actor, seen: Seen) => Promise<void>,
  { identity = jeanne, ...more }: Partial<ActorSettings> & { readonly identity?: Identity | null } = {},
): Promise<void> {
  const { settings, seen } = settingsFor(target, more);
  const client = createHttpClient(settings);
  try {
    await play(client.openActor({ name: 's1', identity }), seen);
  } finally {
    await client.close();
    await target.close();
  }
}

const streams: Partial<ActorSettings> = {
  pages: [socket, events],
  login: {
    kind: 'http',
    run: async (client) => {
      await client.request('/login');
    },
  },
};

test('each message of a WebSocket is a look, in text and in bytes, and so is a refusal', async () => {
  const target = await startStreams();
  await onStage(
    target,
    async (actor, seen) => {
      await actor.perform({ kind: 'listen', page: socket, forMs: 200 }, never);
      const [refused] = seen.looks;
      assert.deepEqual([refused?.outcome, refused?.status, textOf(refused)], ['ok', 401, 'no!']);
      await actor.perform(login, never);
      seen.looks.length = 0;
      await actor.perform({ kind: 'listen', page: socket, forMs: 200 }, never);
      assert.deepEqual(
        seen.looks.map(({ operation, channel, status, contentType }) => [
          operation,
          channel,
          status,
          contentType,
        ]),
        [
          ['listen', 'stream', 101, 'application/json'],
          ['listen', 'stream', 101, 'application/octet-stream'],
        ],
      );
      assert.equal(textOf(seen.looks[0]), '{"user":"jeanne"}');
      assert.deepEqual([...(seen.looks[1]?.body ?? [])], [0, 255, 7]);
      assert.deepEqual(
        [seen.looks[0]?.page, seen.looks[0]?.session, seen.looks[0]?.cookies.length],
        [socket, 's1#1', 1],
      );
      assert.ok(target.requests.includes(`UPGRADE /socket ${target.baseUrl}`));
    },
    streams,
  );
});

test('a WebSocket that breaks off, is never answered, or has nobody behind it says so', async () => {
  const target = await startStreams();
  await onStage(
    target,
    async (actor, seen) => {
      await actor.perform(login, never);
      seen.looks.length = 0;
      const at = (path: string): Page => ({ ...socket, path });
      await actor.perform({ kind: 'listen', page: at('/breaks'), forMs: 5_000 }, never);
      await actor.perform({ kind: 'listen', page: at('/deaf'), forMs: 5_000 }, AbortSignal.timeout(200));
      await target.close();
      await actor.perform({ kind: 'listen', page: socket, forMs: 5_000 }, never);
      await actor.perform({ kind: 'listen', page: events, forMs: 5_000 }, never);
      assert.deepEqual(
        seen.looks.slice(2).map(({ outcome, reason, status }) => [outcome, reason, status]),
        [
          ['unknown', 'connection reset', 101],
          ['unknown', 'stopped', null],
          ['refused', 'connection refused', null],
          ['refused', 'connection refused', null],
        ],
      );
    },
    streams,
  );
});

test('each server-sent event is a look, and an answer that is no stream is one', async () => {
  const target = await startStreams();
  await onStage(
    target,
    async (actor, seen) => {
      await actor.perform({ kind: 'listen', page: events, forMs: 300 }, never);
      assert.deepEqual([seen.looks[0]?.status, textOf(seen.looks[0])], [401, 'who are you?']);
      await actor.perform(login, never);
      seen.looks.length = 0;
      await actor.perform({ kind: 'listen', page: events, forMs: 300 }, never);
      assert.deepEqual(seen.looks.map(textOf), ['{"user":\n"jeanne"}', 'second é']);
      assert.deepEqual([seen.looks[0]?.headers['x-instance'], seen.looks[0]?.operation], ['a', 'listen']);
    },
    streams,
  );
});

test('events are read whatever the line ends are and wherever the pieces are cut', () => {
  const got: string[] = [];
  const bytes = Buffer.from('data: é\r\ndata:b\r\rid: 4\n\ndata\n\nretry: 1\ndata: last\r\n\r\n');
  const read = createEventReader((data) => got.push(data));
  for (const byte of bytes) read(Uint8Array.of(byte));
  assert.deepEqual(got, ['é\nb', '', 'last']);
});

test('a form is filled with its hidden fields, and what was written is read back', async () => {
  const handlers = shop();
  let city = 'Rouen';
  const form = (): string => `<form action=/search><input name=city></form>
    <form method=post action=/address><input type=hidden name=csrf value=t1><textarea name=city>${city}</textarea><button>Save</button></form>`;
  const target = await startTarget({
    ...handlers,
    'GET /address': (_request, response) => void response.writeHead(200, html).end(form()),
    'POST /address': (_request, response, body) => {
      const fields = new URLSearchParams(body);
      if (fields.get('csrf') === 't1') city = fields.get('city') ?? '';
      response.writeHead(303, { location: '/address' }).end();
    },
    'PUT /api/address': (request, response, body) => {
      city = `${(JSON.parse(body) as { city: string }).city} by ${request.headers['content-type'] ?? ''}`;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    },
  });
  const address: Page = { name: 'address', kind: 'page', path: '/address', self: null };
  const write: Write = {
    name: 'city',
    path: '/address',
    method: 'POST',
    field: 'city',
    form: '/address',
    readBack: address,
  };
  await onStage(
    target,
    async (actor, seen) => {
      await actor.perform({ kind: 'write', write, value: 'Lyon <1>' }, never);
      assert.equal(city, 'Lyon <1>');
      assert.deepEqual(
        seen.looks.map(({ operation, page }) => [operation, page?.name]),
        [
          ['fetch', 'address'],
          ['write', 'address'],
          ['fetch', 'address'],
        ],
      );
      assert.match(textOf(seen.looks[2]), /Lyon/);
      seen.looks.length = 0;
      await actor.perform(
        {
          kind: 'write',
          write: { ...write, path: '/api/address', method: 'PUT', form: null },
          value: 'Nice',
        },
        never,
      );
      assert.equal(city, 'Nice by application/json');
      assert.deepEqual(
        seen.looks.map(({ operation, channel }) => [operation, channel]),
        [
          ['write', 'api'],
          ['fetch', 'page'],
        ],
      );
      seen.looks.length = 0;
      await actor.perform({ kind: 'write', write: { ...write, field: 'moon' }, value: 'x' }, never);
      assert.deepEqual(
        [seen.looks[1]?.outcome, seen.looks[1]?.reason],
        ['refused', 'no form with the field "moon" was found'],
      );
    },
    { pages: [address] },
  );
});

test('a write without a form comes with what protects from forged requests', async () => {
  const proofs: unknown[] = [];
  const target = await startTarget({
    '/guarded': (_request, response) =>
      void response
        .writeHead(200, { ...html, 'set-cookie': ['XSRF-TOKEN=a%3D%3D; Path=/', 'csrftoken=d; Path=/'] })
        .end('<meta name="csrf-token" content="m">'),
    'POST /api/city': ({ headers }, response) => {
      proofs.push(headers['x-xsrf-token'], headers['x-csrftoken'], headers['x-csrf-token']);
      response.end('{}');
    },
  });
  const readBack: Page = { name: 'guarded', kind: 'page', path: '/guarded', self: null };
  const write: Write = {
    ...{ name: 'city', path: '/api/city', method: 'POST', field: 'city', form: null },
    readBack,
  };
  await onStage(target, async (actor) => {
    await actor.perform({ kind: 'visit', page: readBack }, never);
    await actor.perform({ kind: 'write', write, value: 'Lyon' }, never);
    assert.deepEqual(proofs, ['a==', 'd', 'm']);
  });
});

test('a probe leaves the session as it is, and an anonymous one comes with an empty jar', async () => {
  const cookies: string[] = [];
  const target = await startTarget({
    ...shop(),
    '/private': (request, response) => {
      cookies.push(request.headers.cookie ?? '');
      response.writeHead(401, { 'set-cookie': 'trace=1; Path=/' }).end('no');
    },
    '/away': (_request, response) =>
      void response.writeHead(302, { location: 'http://127.0.0.1:9/x' }).end('go'),
  });
  const page: Page = { name: 'object', kind: 'api', path: '/private', self: null };
  const { settings, seen } = settingsFor(target);
  const client = createHttpClient(settings);
  try {
    const own = client.openActor({ name: 's1', identity: jeanne });
    await own.perform(login, never);
    await own.perform({ kind: 'probe', page }, never);
    await own.perform({ kind: 'probe', page: { ...page, path: '/away' } }, never);
    assert.equal(own.signedIn, true);
    assert.deepEqual([seen.looks.at(-1)?.operation, seen.looks.at(-1)?.status], ['probe', 302]);
    const nobody = client.openActor({ name: 'a1', identity: null });
    await nobody.perform({ kind: 'probe', page }, never);
    await nobody.perform({ kind: 'probe', page }, never);
    assert.match(cookies[0] ?? '', /^sid=/);
    assert.deepEqual(cookies.slice(1), ['', '']);
  } finally {
    await client.close();
    await target.close();
  }
});

test('a session that outlives its logout is seen under its old name, and never comes back into the jar', async () => {
  const handlers = shop();
  const forgetful = {
    ...handlers,
    'POST /account/logout': (
      _request: unknown,
      response: { writeHead: (status: number, headers: object) => { end: () => void } },
    ) => response.writeHead(303, { location: '/login', 'set-cookie': 'sid=; Path=/; Max-Age=0' }).end(),
  } as Parameters<typeof startTarget>[0];
  for (const [kind, target, sees] of [
    ['reuse', await startTarget(handlers), false],
    ['back', await startTarget(forgetful), true],
  ] as const) {
    await onStage(target, async (actor, seen) => {
      await actor.perform(login, never);
      await actor.perform({ kind, page: me }, never);
      const look = seen.looks.at(-1);
      assert.deepEqual([look?.operation, look?.session, actor.signedIn], ['reuse', 's1#1', false]);
      assert.equal(textOf(look).includes('jeanne'), sees);
      await actor.perform({ kind: 'fetch', page: me }, never);
      assert.ok(!textOf(seen.looks.at(-1)).includes('jeanne'));
    });
  }
});

test('a logout that the target did not take proves nothing: the old session is not asked for', async () => {
  const target = await startTarget({
    ...shop(),
    'POST /account/logout': (_request, response) =>
      void response.writeHead(503, { 'retry-after': '7' }).end(),
  });
  await onStage(target, async (actor, seen) => {
    await actor.perform(login, never);
    assert.equal(actor.notBefore, 0);
    const startedMs = performance.now();
    await actor.perform({ kind: 'reuse', page: profile }, never);
    assert.ok(!seen.looks.some(({ operation }) => operation === 'reuse'));
    assert.ok(actor.notBefore > startedMs + 6_900 && actor.notBefore < performance.now() + 7_001);
  });
});

test('Retry-After is understood in seconds and as a date, and kept within bounds', () => {
  const nowMs = Date.parse('2026-01-01T00:00:00Z');
  const at = (status: number, value: string): number => retryAfterMs(status, { 'retry-after': value }, nowMs);
  assert.deepEqual(
    [at(503, '2'), at(429, 'Thu, 01 Jan 2026 00:00:05 GMT'), at(503, '900'), at(503, 'soon'), at(200, '2')],
    [2_000, 5_000, 30_000, 0, 0],
  );
  assert.equal(at(503, 'Wed, 31 Dec 2025 23:00:00 GMT'), 0);
});
