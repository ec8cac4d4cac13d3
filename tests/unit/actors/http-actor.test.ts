import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { createHttpClient } from '../../../harness/actors/http/http-client.js';
import type { ActorSettings } from '../../../harness/actors/actor-settings.js';
import type { Actor } from '../../../harness/model/actor.js';
import type { Identity } from '../../../harness/model/identity.js';
import { SosieError } from '../../../harness/model/errors.js';
import type { Seen, SmallTarget } from './small-target.js';
import {
  html,
  jeanne,
  letter,
  me,
  never,
  paul,
  profile,
  settingsFor,
  shop,
  startTarget,
  textOf,
} from './small-target.js';

interface Scene {
  readonly target: SmallTarget;
  readonly seen: Seen;
  open(identity?: Identity | null): Actor;
}

async function onStage(
  handlers: Parameters<typeof startTarget>[0],
  play: (scene: Scene) => Promise<void>,
  overrides: (target: SmallTarget) => Partial<ActorSettings> = () => ({}),
): Promise<void> {
  const target = await startTarget(handlers);
  const { settings, seen } = settingsFor(target, overrides(target));
  const client = createHttpClient(settings);
  try {
    let count = 0;
    await play({
      target,
      seen,
      open: (identity = jeanne) => client.openActor({ name: `s${String((count += 1))}`, identity }),
    });
  } finally {
    await client.close();
    await target.close();
  }
}

test('a form with hidden fields, boxes and buttons is sent as a browser sends it', async () => {
  await onStage(shop(), async ({ open, seen }) => {
    const actor = open();
    assert.equal(actor.signedIn, false);
    await actor.perform({ kind: 'login', alias: 0 }, never);
    assert.equal(actor.signedIn, true);
    const [event] = seen.logins;
    assert.equal(event?.reason, null);
    assert.equal(event?.session, 's1#1');
    assert.match(event?.before[0]?.value ?? '', /^pre-/);
    assert.notEqual(event?.before[0]?.value, event?.after[0]?.value);
    const landed = seen.looks.at(-1);
    assert.equal(landed?.page?.name, 'profile');
    assert.equal(landed?.operation, 'login');
    assert.match(textOf(landed), /Hello jeanne/);
  });
});

test('an alias reaches the account, and each login begins a new session with a new jar', async () => {
  await onStage(shop(), async ({ open, seen }) => {
    const actor = open();
    await actor.perform({ kind: 'login', alias: 0 }, never);
    await actor.perform({ kind: 'login', alias: 1 }, never);
    assert.deepEqual(
      seen.logins.map(({ ok, session, alias }) => [ok, session, alias]),
      [
        [true, 's1#1', 0],
        [true, 's1#2', 1],
      ],
    );
    assert.match(seen.logins[1]?.before[0]?.value ?? '', /^pre-2$/);
  });
});

test('a session id that survives the login stands in both lists', async () => {
  await onStage(shop({ fixation: true }), async ({ open, seen }) => {
    await open().perform({ kind: 'login', alias: 0 }, never);
    assert.deepEqual(seen.logins[0]?.before, seen.logins[0]?.after);
  });
});

test('a wrong password is recognised by the form that comes back, and stands in no look and no reason', async () => {
  const wrong: Identity = {
    ...jeanne,
    credentials: { ...jeanne.credentials, password: 'not&the "right" one' },
  };
  await onStage(shop(), async ({ open, seen }) => {
    const actor = open(wrong);
    await actor.perform({ kind: 'login', alias: 0 }, never);
    assert.equal(actor.signedIn, false);
    assert.equal(seen.logins[0]?.ok, false);
    assert.equal(seen.logins[0]?.reason, 'the login form came back');
    assert.ok(seen.looks.some((look) => textOf(look).includes('Wrong: ****')));
    assert.ok(!JSON.stringify(seen.looks.map(textOf)).includes('right'));
  });
});

test('a login answered with an error status has failed', async () => {
  const broken = {
    ...shop(),
    'POST /login': (_request: IncomingMessage, response: ServerResponse) =>
      void response.writeHead(503).end(),
  };
  await onStage(broken, async ({ open, seen }) => {
    await open().perform({ kind: 'login', alias: 0 }, never);
    assert.equal(seen.logins[0]?.reason, 'the login was answered with status 503');
  });
});

test('two actors on shared connections keep their own cookies and see their own pages', async () => {
  await onStage(shop(), async ({ open, seen }) => {
    const actors = [open(jeanne), open(paul)];
    await Promise.all(actors.map((actor) => actor.perform({ kind: 'login', alias: 0 }, never)));
    await Promise.all(
      Array.from({ length: 40 }, async (_, i) =>
        actors[i % 2]?.perform({ kind: 'visit', page: profile }, never),
      ),
    );
    for (const look of seen.looks.filter(({ operation }) => operation === 'visit')) {
      assert.match(textOf(look), new RegExp(`Hello ${look.actor.identity?.credentials.username ?? ''}`));
      assert.equal(look.cookies.length, 1);
    }
    assert.ok(seen.looks.some(({ overlaps }) => overlaps === 1));
  });
});

test('a compressed body is asked for now and then and handed over as it came', async () => {
  await onStage(shop(), async ({ open, seen }) => {
    const actor = open();
    await actor.perform({ kind: 'login', alias: 0 }, never);
    for (let i = 0; i < 16; i += 1) await actor.perform({ kind: 'fetch', page: me }, never);
    const looks = seen.looks.filter(({ page }) => page === me);
    const packed = looks.filter(({ contentEncoding }) => contentEncoding === 'gzip');
    assert.equal(looks.length, 16);
    assert.equal(packed.length, 1);
    assert.match(gunzipSync(packed[0]?.body ?? Buffer.alloc(0)).toString(), /jeanne/);
  });
});

test('a visit that lands on the login form, or is answered 401, says that the session is gone', async () => {
  await onStage(shop(), async ({ open, seen }) => {
    const actor = open();
    await actor.perform({ kind: 'login', alias: 0 }, never);
    await actor.perform({ kind: 'visit', page: profile }, never);
    assert.equal(actor.signedIn, true);
    await actor.perform({ kind: 'logout' }, never);
    assert.equal(actor.signedIn, false);
    await actor.perform({ kind: 'visit', page: profile }, never);
    assert.match(seen.looks.at(-1)?.url ?? '', /\/login$/);
    assert.equal(seen.looks.at(-1)?.page, profile);
  });
});

test('a redirect to a host outside the list is refused before a byte is sent', async () => {
  const other = await startTarget({});
  try {
    await onStage(
      {
        '/profile': (_request, response) =>
          void response.writeHead(302, { location: `${other.baseUrl}/x` }).end(),
      },
      async ({ open }) => {
        await assert.rejects(
          open().perform({ kind: 'visit', page: profile }, never),
          (error) => error instanceof SosieError && error.code === 'SOSIE_TARGET_REFUSED_HOST',
        );
        assert.deepEqual(other.requests, []);
      },
    );
  } finally {
    await other.close();
  }
});

test('where a guest is led, or an address that no config names, a redirect out of the list is the end of it', async () => {
  const other = await startTarget({});
  const away: Parameters<typeof startTarget>[0][string] = (_request, response) =>
    void response.writeHead(302, { location: `${other.baseUrl}/x` }).end();
  try {
    await onStage({ '/profile': away, '/invoices/1001/download': away }, async ({ open, seen }) => {
      await open(null).perform({ kind: 'visit', page: profile }, never);
      const harvested = { ...me, path: '/invoices/1001/download' };
      await open().perform({ kind: 'fetch', page: harvested }, never);
      assert.deepEqual(
        seen.looks.map(({ status, outcome }) => [status, outcome]),
        [
          [302, 'ok'],
          [302, 'ok'],
        ],
      );
      assert.deepEqual(other.requests, []);
    });
  } finally {
    await other.close();
  }
});

test('a page that asks somebody signed in for the password alone ends no session', async () => {
  const confirming: Parameters<typeof startTarget>[0] = {
    ...shop(),
    '/profile': (_request, response) =>
      void response
        .writeHead(200, html)
        .end(
          '<form method=post action=/profile><input name=password type=password><button>Delete account</form>',
        ),
  };
  const byFunction: ActorSettings['login'] = {
    kind: 'http',
    run: async (client) => {
      await client.request('/profile');
    },
  };
  for (const overrides of [{}, { login: byFunction }]) {
    await onStage(
      confirming,
      async ({ open, seen }) => {
        const actor = open();
        await actor.perform({ kind: 'login', alias: 0 }, never);
        await actor.perform({ kind: 'visit', page: profile }, never);
        assert.deepEqual([seen.logins[0]?.reason, actor.signedIn], [null, true]);
      },
      () => overrides,
    );
  }
});

test('a redirect without end stops after five', async () => {
  await onStage(
    { '/profile': (_request, response) => void response.writeHead(302, { location: '/profile' }).end() },
    async ({ open, target, seen }) => {
      await open().perform({ kind: 'visit', page: profile }, never);
      assert.equal(target.requests.length, 6);
      assert.equal(seen.looks.length, 1);
      assert.equal(seen.looks[0]?.status, 302);
    },
  );
});

test('nobody listening is refused; a reset, a time-out and a cut body are unknown', async () => {
  const rude = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${String((rude.address() as AddressInfo).port)}`;
  const outcomeAt = async (baseUrl: string, timeoutMs: number): Promise<readonly unknown[]> => {
    const place = { baseUrl, host: new URL(baseUrl).host, requests: [], close: () => Promise.resolve() };
    const { settings, seen } = settingsFor(place);
    const client = createHttpClient({ ...settings, target: { ...settings.target, timeoutMs } });
    await client.openActor({ name: 's1', identity: null }).perform({ kind: 'visit', page: profile }, never);
    await client.close();
    const look = seen.looks[0];
    return [look?.outcome, look?.reason, look?.status];
  };
  assert.deepEqual(await outcomeAt(`http://${host}`, 5_000), ['unknown', 'connection reset', null]);
  await new Promise((resolve) => rude.close(resolve));
  assert.deepEqual(await outcomeAt(`http://${host}`, 5_000), ['refused', 'connection refused', null]);
  const slow = await startTarget({ '/profile': () => undefined });
  assert.deepEqual(await outcomeAt(slow.baseUrl, 300), ['unknown', 'time-out after 0.3 s', null]);
  await slow.close();
  const short = await startTarget({
    '/profile': (_request, response) =>
      void response.writeHead(200, { 'content-length': '500' }).write('half', () => response.destroy()),
  });
  assert.deepEqual(await outcomeAt(short.baseUrl, 5_000), [
    'unknown',
    'connection closed by the other side',
    200,
  ]);
  await short.close();
});

test('a cancelled request keeps what it got, and the next one on the connection is whole', async () => {
  const pieces: Parameters<typeof startTarget>[0] = {
    '/profile': (_request, response) => {
      response.writeHead(200, html).write('first piece');
      setTimeout(() => response.end('x'.repeat(200_000)), 20);
    },
  };
  await onStage(pieces, async ({ open, seen }) => {
    const actor = open();
    await actor.perform({ kind: 'cancel', page: profile, waiting: null }, never);
    await actor.perform({ kind: 'visit', page: profile }, never);
    assert.deepEqual([seen.looks[0]?.outcome, textOf(seen.looks[0])], ['unknown', 'first piece']);
    assert.deepEqual([seen.looks[1]?.outcome, seen.looks[1]?.body?.length], ['ok', 200_011]);
  });
});

test('a request that is cut off while its answer is made is noticed by the server before it answers', async () => {
  let answered = 0;
  let left = 0;
  const slow: Parameters<typeof startTarget>[0] = {
    '/profile': (_request, response) => {
      const making = setTimeout(() => {
        answered += 1;
        response.writeHead(200, html).end('made');
      }, 60);
      response.on('close', () => {
        clearTimeout(making);
        if (!response.writableEnded) left += 1;
      });
    },
  };
  await onStage(slow, async ({ open, seen }) => {
    const actor = open();
    await actor.perform({ kind: 'fetch', page: profile }, never);
    await actor.perform({ kind: 'cancel', page: profile, waiting: 0.5 }, never);
    await actor.perform({ kind: 'fetch', page: profile }, never);
    assert.deepEqual([answered, left], [2, 1]);
    const [, cut, next] = seen.looks;
    assert.deepEqual([cut?.status, cut?.reason], [null, 'cut off on purpose']);
    assert.equal(textOf(next), 'made');
  });
});

test('a signal stops every request under way at once', async () => {
  await onStage({ '/profile': () => undefined }, async ({ open, seen }) => {
    const stop = new AbortController();
    const waiting = Promise.all(
      Array.from({ length: 20 }, () => open().perform({ kind: 'visit', page: profile }, stop.signal)),
    );
    stop.abort();
    await waiting;
    assert.equal(seen.looks.length, 20);
    assert.ok(seen.looks.every(({ outcome, reason }) => outcome === 'unknown' && reason === 'stopped'));
  });
});

test('a function over HTTP signs in, and its failure never tells the password', async () => {
  const recipe = (fail: boolean): ActorSettings['login'] => ({
    kind: 'http',
    async run(client, { username, password }) {
      const { text } = await client.request('/login');
      const csrf = /value='([^']+)'/.exec(text)?.[1] ?? '';
      const body = new URLSearchParams({
        csrf,
        'login[user]': username,
        'login[pass]': password,
        stay: 'on',
        go: 'in',
      }).toString();
      const { status } = await client.request('/login', {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      });
      if (fail) throw new Error(`got ${String(status)} for ${username} with ${password}`);
    },
  });
  for (const fail of [false, true]) {
    await onStage(
      shop(),
      async ({ open, seen }) => {
        const actor = open();
        await actor.perform({ kind: 'login', alias: 0 }, never);
        assert.equal(actor.signedIn, !fail);
        if (fail) assert.equal(seen.logins[0]?.reason, 'the login function failed: got 303 for *** with ***');
        else await actor.perform({ kind: 'fetch', page: me }, never);
      },
      () => ({ login: recipe(fail) }),
    );
  }
});

test('a bearer token goes along with every request', async () => {
  const tokens: string[] = [];
  await onStage(
    {
      '/api/me': (request, response) =>
        void (tokens.push(request.headers.authorization ?? ''), response.end('{}')),
    },
    async ({ open }) => {
      const actor = open();
      await actor.perform({ kind: 'login', alias: 0 }, never);
      await actor.perform({ kind: 'fetch', page: me }, never);
      assert.deepEqual([actor.signedIn, tokens], [true, ['Bearer t-jeanne@example.test']]);
    },
    () => ({ login: { kind: 'bearer', token: ({ username }) => `t-${username}` } }),
  );
});

test('a document is opened, bytes untouched', async () => {
  await onStage(shop(), async ({ open, seen }) => {
    const actor = open();
    await actor.perform({ kind: 'login', alias: 0 }, never);
    await actor.perform({ kind: 'visit', page: letter }, never);
    const look = seen.looks.at(-1);
    assert.deepEqual([look?.operation, look?.channel, look?.body?.at(-2)], ['open', 'document', 254]);
  });
});
