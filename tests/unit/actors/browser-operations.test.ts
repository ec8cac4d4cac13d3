import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ActorSettings } from '../../../harness/actors/actor-settings.js';
import type { BrowserPool } from '../../../harness/actors/browser/browser-pool.js';
import { openBrowsers } from '../../../harness/actors/browser/browser-pool.js';
import { findBrowser } from '../../../harness/actors/browser/find-browser.js';
import type { Actor } from '../../../harness/model/actor.js';
import type { Identity } from '../../../harness/model/identity.js';
import type { Look } from '../../../harness/model/look.js';
import type { Page, Write } from '../../../harness/model/page.js';
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
import { events, socket, startStreams } from './streaming-target.js';

let pool: BrowserPool;
let target: SmallTarget;
let streams: SmallTarget;
let city = 'Rouen';
const proofs: unknown[] = [];

const address: Page = { name: 'address', kind: 'page', path: '/address', self: null };
const stores: Page = { name: 'stores', kind: 'page', path: '/stores', self: null };
const cached: Page = { name: 'cached', kind: 'page', path: '/cached', self: null };
const login = { kind: 'login', alias: 0 } as const;

const handlers = shop();
const extra: Parameters<typeof startTarget>[0] = {
  'GET /address': (_request, response) =>
    void response.writeHead(200, html).end(`<form action=/search><input name=city></form>
      <form method=post action=/address><input type=hidden name=csrf value=t1><input name=city value="${city}"><button>Save</button></form>`),
  'POST /address': (_request, response, body) => {
    const fields = new URLSearchParams(body);
    if (fields.get('csrf') === 't1') city = fields.get('city') ?? '';
    response.writeHead(303, { location: '/address' }).end();
  },
  'PUT /api/address': (_request, response, body) => {
    city = (JSON.parse(body) as { city: string }).city;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  },
  '/guarded': (_request, response) =>
    void response
      .writeHead(200, { ...html, 'set-cookie': ['XSRF-TOKEN=a%3D%3D; Path=/', 'csrftoken=d; Path=/'] })
      .end('<!doctype html><meta name="csrf-token" content="m"><p>city</p>'),
  'POST /api/guarded': ({ headers }, response) => {
    proofs.push(headers['x-xsrf-token'], headers['x-csrftoken'], headers['x-csrf-token']);
    response.end('{}');
  },
  '/confirming': (_request, response) =>
    void response
      .writeHead(200, html)
      .end('<form method=post action=/confirming><input name=password type=password><button>Delete</form>'),
  '/navigation': (_request, response) =>
    void response
      .writeHead(200, html)
      .end(
        '<a href="/catalog-offers">Offers</a><a href="/help/logout-page">Help</a><a href="/logout">Bye</a>',
      ),
  '/logout': (_request, response) => void response.writeHead(200, html).end('<p>Bye</p>'),
  '/private': (_request, response) => void response.writeHead(401, html).end('no'),
  // Keeps whoever came first in IndexedDB and the Cache Storage, and answers from there without a network.
  '/stores': (_request, response) =>
    void response.writeHead(200, html).end(`<!doctype html><title>loading</title><script type=module>
      const me = await (await fetch('/api/me')).json();
      await navigator.serviceWorker.register('/worker.js');
      await navigator.serviceWorker.ready;
      const cache = await caches.open('kept');
      if (!(await cache.match('/offline'))) await cache.put('/offline', new Response('Kept for ' + me.user, { headers: { 'content-type': 'text/html' } }));
      await new Promise((resolve) => {
        const request = indexedDB.open('kept', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('people');
        request.onsuccess = () => {
          const change = request.result.transaction('people', 'readwrite');
          change.objectStore('people').add({ name: me.user }, 'first');
          change.oncomplete = resolve; change.onabort = resolve;
        };
      });
      document.title = 'stored';
    </script>`),
  // Asks for its data some time after `load`, once for whose page it is and once for what stands on it.
  '/drawn': (_request, response) =>
    void response.writeHead(200, html).end(`<!doctype html><p>Loading</p><script type=module>
      addEventListener('load', () => setTimeout(async () => {
        const { user } = await (await fetch('/api/me')).json();
        document.querySelector('p').textContent = 'Drawn for ' + user;
        const city = await (await fetch('/api/city')).text();
        document.querySelector('p').textContent += ' of ' + city;
      }, 50));
    </script>`),
  '/api/city': (_request, response) => void setTimeout(() => response.end(city), 250),
  '/ticking': (_request, response) =>
    void response
      .writeHead(200, html)
      .end(
        '<p>0</p><script>setInterval(() => (document.querySelector("p").textContent += "1"), 20)</script>',
      ),
  '/worker.js': (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/javascript' }).end(`
      self.addEventListener('install', () => self.skipWaiting());
      self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
      self.addEventListener('fetch', (event) => {
        if (event.request.mode === 'navigate') event.respondWith(fetch(event.request).catch(() => caches.match('/offline')));
      });`),
  '/profile': (request, response, body) => {
    response.setHeader('cache-control', 'no-store');
    handlers['/profile']?.(request, response, body);
  },
  '/cached': (request, response, body) => {
    const show = handlers['/profile'];
    response.setHeader('cache-control', 'private, max-age=600');
    show?.(request, response, body);
  },
};

before(async () => {
  const found = await findBrowser({
    explicit: process.env['SOSIE_BROWSER'] ?? null,
    projectDir: process.cwd(),
    install: false,
    say: () => undefined,
  });
  target = await startTarget({ ...handlers, ...extra });
  streams = await startStreams();
  const channel = found.channel === undefined ? {} : { channel: found.channel };
  pool = await openBrowsers({
    executablePath: found.executablePath,
    ...channel,
    allow: [target.host, streams.host],
  });
});
after(async () => {
  await pool.close();
  await target.close();
  await streams.close();
});

async function withActor(
  play: (actor: Actor, seen: Seen) => Promise<void>,
  options: { at?: SmallTarget; identity?: Identity | null; overrides?: Partial<ActorSettings> } = {},
): Promise<void> {
  const { at = target, identity = jeanne } = options;
  const { settings, seen } = settingsFor(at, options.overrides);
  const actor = await pool.openActor({ ...settings, name: 'b1', identity });
  try {
    await play(actor, seen);
  } finally {
    await actor.close();
  }
}

const streamed = ({ looks }: Seen): readonly Look[] => looks.filter(({ channel }) => channel === 'stream');

const listening: Partial<ActorSettings> = {
  pages: [socket, events],
  login: {
    kind: 'http',
    run: async (client) => {
      await client.request('/login');
    },
  },
};

test('a browser hears WebSockets and server-sent events, and is told where it may not', async () => {
  await withActor(
    async (actor, seen) => {
      await actor.perform({ kind: 'listen', page: socket, forMs: 300 }, never);
      await actor.perform({ kind: 'listen', page: events, forMs: 300 }, never);
      assert.deepEqual(
        streamed(seen).map(({ outcome, reason, status, body }) => [outcome, reason, status, body]),
        [
          ['ok', null, 401, null],
          ['ok', null, 401, null],
        ],
      );
      await actor.perform(login, never);
      seen.looks.length = 0;
      await actor.perform({ kind: 'listen', page: socket, forMs: 300 }, never);
      await actor.perform({ kind: 'listen', page: events, forMs: 300 }, never);
      assert.deepEqual(
        streamed(seen).map((look) => [
          look.operation,
          look.page?.name,
          look.status,
          textOf(look).slice(0, 8),
        ]),
        [
          ['listen', 'socket', 101, '{"user":'],
          ['listen', 'socket', 101, Buffer.from([0, 255, 7]).toString('utf8')],
          ['listen', 'events', 200, '{"user":'],
          ['listen', 'events', 200, 'second é'],
        ],
      );
    },
    { at: streams, overrides: listening },
  );
});

test('what is pushed to the scripts of a page is seen, too', async () => {
  await withActor(
    async (actor, seen) => {
      await actor.perform(login, never);
      const live: Page = { name: 'live', kind: 'page', path: '/live', self: null };
      const deadline = performance.now() + 10_000;
      const pushed = (): readonly Look[] => streamed(seen);
      await actor.perform({ kind: 'visit', page: live }, never);
      while (pushed().length < 4 && performance.now() < deadline)
        await actor.perform({ kind: 'fetch', page: live }, never);
      assert.deepEqual(
        pushed()
          .map(({ page, operation }) => `${page?.name ?? ''} ${operation}`)
          .sort(),
        ['events listen', 'events listen', 'socket listen', 'socket listen'],
      );
    },
    { at: streams, overrides: listening },
  );
});

test('a browser writes by the form and as JSON, and reads back', async () => {
  await withActor(
    async (actor, seen) => {
      const write = {
        name: 'city',
        path: '/address',
        method: 'POST',
        field: 'city',
        form: '/address',
        readBack: address,
      } as const;
      await actor.perform({ kind: 'write', write, value: 'Lyon "2"' }, never);
      assert.equal(city, 'Lyon "2"');
      const answer = seen.looks.find(({ operation, channel }) => operation === 'write' && channel === 'page');
      assert.match(textOf(answer), /Lyon/);
      assert.deepEqual([seen.looks.at(-1)?.operation, seen.looks.at(-1)?.page], ['fetch', address]);
      seen.looks.length = 0;
      const json = { ...write, path: '/api/address', method: 'PUT', form: null } as const;
      await actor.perform({ kind: 'write', write: json, value: 'Nice' }, never);
      assert.equal(city, 'Nice');
      assert.deepEqual(
        seen.looks.map(({ operation, status }) => [operation, status]),
        [
          ['write', 200],
          ['fetch', 200],
        ],
      );
      seen.looks.length = 0;
      await actor.perform({ kind: 'write', write: { ...write, field: 'moon' }, value: 'x' }, never);
      assert.ok(seen.looks.some(({ outcome, reason }) => outcome === 'refused' && reason?.includes('moon')));
    },
    { overrides: { pages: [address] } },
  );
});

test('a write without a form comes with what protects from forged requests', async () => {
  const readBack: Page = { name: 'guarded', kind: 'page', path: '/guarded', self: null };
  const write: Write = {
    ...{ name: 'city', path: '/api/guarded', method: 'POST', field: 'city', form: null },
    readBack,
  };
  await withActor(async (actor) => {
    await actor.perform({ kind: 'visit', page: readBack }, never);
    await actor.perform({ kind: 'write', write, value: 'Lyon' }, never);
    assert.deepEqual(proofs, ['a==', 'd', 'm']);
  });
});

test('a page that asks somebody signed in for the password alone ends no session', async () => {
  const confirming: Page = { name: 'confirming', kind: 'page', path: '/confirming', self: null };
  const byFunction: ActorSettings['login'] = {
    kind: 'browser',
    run: async (page) => {
      await page.goto(`${target.baseUrl}/confirming`);
    },
  };
  for (const overrides of [{}, { login: byFunction }]) {
    await withActor(
      async (actor, seen) => {
        await actor.perform(login, never);
        await actor.perform({ kind: 'visit', page: confirming }, never);
        assert.deepEqual([seen.logins[0]?.reason, actor.signedIn], [null, true]);
      },
      { overrides },
    );
  }
});

test('of several links the plainest way out is taken', async () => {
  const navigation: Page = { name: 'navigation', kind: 'page', path: '/navigation', self: null };
  await withActor(
    async (actor) => {
      await actor.perform(login, never);
      await actor.perform({ kind: 'visit', page: navigation }, never);
      target.requests.length = 0;
      await actor.perform({ kind: 'logout' }, never);
      assert.deepEqual([actor.signedIn, target.requests], [false, ['GET /logout']]);
    },
    { overrides: { logout: null, pages: [navigation] } },
  );
});

test('a probe leaves the session as it is, and an anonymous browser sends no cookie', async () => {
  const page: Page = { name: 'object', kind: 'api', path: '/private', self: null };
  await withActor(async (actor, seen) => {
    await actor.perform(login, never);
    await actor.perform({ kind: 'probe', page }, never);
    assert.deepEqual(
      [actor.signedIn, seen.looks.at(-1)?.operation, seen.looks.at(-1)?.status],
      [true, 'probe', 401],
    );
  });
  await withActor(
    async (actor, seen) => {
      await actor.perform({ kind: 'visit', page: { ...profile, path: '/login' } }, never);
      await actor.perform({ kind: 'probe', page: me }, never);
      const look = seen.looks.at(-1);
      assert.deepEqual([look?.operation, textOf(look).includes('user":')], ['probe', false]);
    },
    { identity: null },
  );
});

test('the old session is asked for after the logout, and what the browser goes back to is read', async () => {
  await withActor(
    async (actor, seen) => {
      await actor.perform(login, never);
      await actor.perform({ kind: 'reuse', page: me }, never);
      const reused = seen.looks.at(-1);
      assert.deepEqual([reused?.operation, reused?.session, actor.signedIn], ['reuse', 'b1#1', false]);
      assert.ok(!textOf(reused).includes('"user":"jeanne'));
      await actor.perform(login, never);
      seen.looks.length = 0;
      await actor.perform({ kind: 'back', page: cached }, never);
      const back = seen.looks.filter(({ operation }) => operation === 'back');
      assert.ok(back.some((look) => look.channel === 'dom' && textOf(look).includes('Hello jeanne')));
      assert.ok(back.every(({ session, channel }) => session === 'b1#2' && channel !== 'storage'));
      assert.equal(actor.signedIn, false);
    },
    { overrides: { pages: [profile, me, cached] } },
  );
  await withActor(
    async (actor, seen) => {
      await actor.perform(login, never);
      await actor.perform({ kind: 'back', page: profile }, never);
      const fresh = seen.looks.filter(({ operation, channel }) => operation === 'back' && channel === 'dom');
      assert.ok(fresh.length > 0 && !fresh.some((look) => textOf(look).includes('Hello jeanne')));
    },
    { overrides: { pages: [profile, me, cached] } },
  );
});

test('a drawn page is read once its scripts have filled it in, and one that never rests in time', async () => {
  const drawn: Page = { name: 'drawn', kind: 'page', path: '/drawn', self: null };
  const ticking: Page = { name: 'ticking', kind: 'page', path: '/ticking', self: null };
  const pages = [drawn, ticking, me];
  const shownOn = async (isDrawn: boolean, page: Page): Promise<{ text: string; api: number }> => {
    let shown = { text: '', api: 0 };
    await withActor(
      async (actor, seen) => {
        await actor.perform(login, never);
        seen.looks.length = 0;
        await actor.perform({ kind: 'visit', page }, never);
        const text = textOf(seen.looks.find(({ channel }) => channel === 'dom'));
        shown = { text, api: seen.looks.filter(({ channel }) => channel === 'api').length };
      },
      { overrides: { pages, isDrawn: () => isDrawn } },
    );
    return shown;
  };
  const filledIn = await shownOn(true, drawn);
  assert.ok(filledIn.text.includes(`Drawn for jeanne@example.test of ${city}`), filledIn.text);
  assert.equal(filledIn.api, 2);
  assert.match((await shownOn(false, drawn)).text, /Loading/);
  const begun = performance.now();
  assert.match((await shownOn(true, ticking)).text, /^\s*01+/);
  assert.ok(performance.now() - begun < 10_000);
});

test('IndexedDB and the Cache Storage are read as storage is', async () => {
  await withActor(
    async (actor, seen) => {
      await actor.perform(login, never);
      const kept = (): Look[] =>
        seen.looks.filter((look) => look.channel === 'storage' && look.page === stores);
      const deadline = performance.now() + 10_000;
      while (kept().length < 3 && performance.now() < deadline) {
        seen.looks.length = 0;
        await actor.perform({ kind: 'visit', page: stores }, never);
      }
      const texts = kept().map(textOf);
      assert.ok(
        texts.some((text) => text.includes('"people":[{"name":"jeanne')),
        texts.join('\n'),
      );
      assert.ok(texts.includes('Kept for jeanne@example.test'));
      assert.ok(kept().some(({ url, status }) => url.endsWith('/offline') && status === 200));
    },
    { overrides: { pages: [stores] } },
  );
});

test(
  'what one person leaves in a browser is seen by the next, in caches, storage and without a network',
  { timeout: 90_000 },
  async () => {
    const { settings, seen } = settingsFor(target, { pages: [profile, cached, stores, me, letter] });
    const device = pool.openDevice({ ...settings, name: 'd1' });
    try {
      await device.handover(jeanne, paul, never);
      assert.deepEqual(
        seen.logins.map(({ ok, session }) => [ok, session]),
        [
          [true, 'd1#1'],
          [true, 'd1#2'],
        ],
      );
      const first = seen.looks.filter(({ actor }) => actor.identity === jeanne);
      const second = seen.looks.filter(({ actor }) => actor.identity === paul);
      assert.ok(
        first.every(({ operation, predecessor }) => operation !== 'handover' && predecessor === undefined),
      );
      assert.ok(!first.some((look) => textOf(look).includes('paul@')));
      assert.ok(
        second.every(
          ({ operation, predecessor }) =>
            (operation === 'handover' || operation === 'back') && predecessor === 'u01',
        ),
      );
      assert.ok(second.some(({ operation }) => operation === 'back'));
      // A turn ends signed out: the login form may not be there for whoever is signed in.
      const shown = second.findLast(({ channel }) => channel === 'dom');
      assert.equal(new URL(shown?.url ?? '').pathname, '/login');
      assert.ok(!second.some((look) => textOf(look).includes(paul.credentials.password)));
      const left = new Set(
        second.filter((look) => textOf(look).includes('jeanne@')).map(({ channel }) => channel),
      );
      assert.deepEqual([...left].sort(), ['dom', 'page', 'storage']);
      const offline = second.filter(
        (look) => look.channel === 'dom' && textOf(look).includes('Kept for jeanne'),
      );
      assert.ok(offline.length > 0);
      assert.ok(second.some((look) => look.channel === 'page' && textOf(look).includes('Hello paul')));
      seen.looks.length = 0;
      await device.handover(paul, jeanne, never);
      assert.deepEqual([seen.logins.length, seen.logins.every(({ ok }) => ok)], [4, true]);
    } finally {
      await device.close();
    }
  },
);

test('a browser that keeps nothing hands nothing over', { timeout: 60_000 }, async () => {
  const { settings, seen } = settingsFor(target, { pages: [address, me] });
  const device = pool.openDevice({
    ...settings,
    name: 'd1',
    logout: { url: '/account/logout', method: 'POST' },
  });
  const wrong: Identity = { ...paul, credentials: { ...paul.credentials, password: 'nope' } };
  try {
    assert.ok((await device.handover(jeanne, wrong, never)).length > 0 || seen.logins.length < 2);
    const second = seen.looks.filter(({ actor }) => actor.identity === wrong);
    assert.ok(second.every(({ cookies }) => cookies.length === 0));
  } finally {
    await device.close();
  }
});
