import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import type { ActorSettings } from '../../../harness/actors/actor-settings.js';
import type { BrowserPool } from '../../../harness/actors/browser/browser-pool.js';
import { openBrowsers } from '../../../harness/actors/browser/browser-pool.js';
import type { FoundBrowser } from '../../../harness/actors/browser/find-browser.js';
import { findBrowser } from '../../../harness/actors/browser/find-browser.js';
import { createHttpClient } from '../../../harness/actors/http/http-client.js';
import type { Actor } from '../../../harness/model/actor.js';
import { SosieError } from '../../../harness/model/errors.js';
import type { Identity } from '../../../harness/model/identity.js';
import type { LoginRecipe } from '../../../harness/model/login.js';
import type { Page } from '../../../harness/model/page.js';
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

let found: FoundBrowser;
let pool: BrowserPool;
let target: SmallTarget;

const extra: Parameters<typeof startTarget>[0] = {
  '/broken': (_request, response) =>
    void response
      .writeHead(200, { ...html, 'content-length': '90000' })
      .write('<p>half', () => response.destroy()),
  '/away': (_request, response) =>
    void response.writeHead(302, { location: 'http://127.0.0.1:9/stolen' }).end(),
  '/events-page': (_request, response) =>
    void response.writeHead(200, html).end('<p>live</p><script>new EventSource("/events")</script>'),
  '/events': (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n'),
  '/hang': () => undefined,
  '/long': (_request, response) => void response.writeHead(200, html).write('first piece'),
  '/late': (_request, response) =>
    void setTimeout(() => response.writeHead(200, html).end('late'), 5000).unref(),
};

before(async () => {
  found = await findBrowser({
    explicit: process.env['SOSIE_BROWSER'] ?? null,
    projectDir: process.cwd(),
    install: false,
    say: () => undefined,
  });
  target = await startTarget({ ...shop(), ...extra });
  pool = await openPool(target);
});
after(async () => {
  await pool.close();
  await target.close();
});

function openPool(at: SmallTarget): Promise<BrowserPool> {
  const channel = found.channel === undefined ? {} : { channel: found.channel };
  return openBrowsers({ executablePath: found.executablePath, ...channel, allow: [at.host] });
}

async function withActor(
  play: (actor: Actor, seen: Seen) => Promise<void>,
  options: { identity?: Identity; overrides?: Partial<ActorSettings>; timeoutMs?: number } = {},
): Promise<void> {
  const { settings, seen } = settingsFor(target, options.overrides);
  const limits = { ...settings.target, timeoutMs: options.timeoutMs ?? settings.target.timeoutMs };
  const actor = await pool.openActor({
    ...settings,
    target: limits,
    name: 'b1',
    identity: options.identity ?? jeanne,
  });
  try {
    await play(actor, seen);
  } finally {
    await actor.close();
  }
}

const page = (path: string): Page => ({ name: path, kind: 'page', path, self: null });
const login = { kind: 'login', alias: 0 } as const;

test('a browser signs in by the form and sees page, API, pictures of text, screen and storage', async () => {
  await withActor(async (actor, seen) => {
    await actor.perform(login, never);
    assert.deepEqual([seen.logins[0]?.reason, actor.signedIn], [null, true]);
    assert.match(seen.logins[0]?.before[0]?.value ?? '', /^pre-/);
    assert.notEqual(seen.logins[0]?.after[0]?.value, seen.logins[0]?.before[0]?.value);
    seen.looks.length = 0;
    for (const kind of ['visit', 'reload', 'reload'] as const) {
      await actor.perform({ kind, page: profile }, never);
      const by = new Map(seen.looks.map((look) => [look.channel, look]));
      assert.deepEqual([...by.keys()].sort(), ['api', 'dom', 'page', 'storage', 'subresource'], kind);
      for (const look of by.values()) {
        assert.match(textOf(look), /jeanne@example\.test/, look.channel);
        assert.deepEqual([look.operation, look.session, look.cookies.length], [kind, 'b1#1', 1]);
      }
      assert.equal(by.get('page')?.page, profile);
      assert.equal(by.get('api')?.page, me);
      assert.equal(by.get('dom')?.headers['x-instance'], 'a');
      assert.ok(!textOf(by.get('dom')).includes('unseen'));
      assert.ok(!seen.looks.some(({ contentType }) => contentType.includes('css')));
      seen.looks.length = 0;
    }
    assert.equal(seen.lost, 0);
  });
});

test('a wrong password is recognised, and stands in no look', async () => {
  const wrong: Identity = {
    ...jeanne,
    credentials: { ...jeanne.credentials, password: 'not&the "right" one' },
  };
  await withActor(
    async (actor, seen) => {
      await actor.perform(login, never);
      assert.deepEqual([actor.signedIn, seen.logins[0]?.reason], [false, 'the login form came back']);
      assert.ok(!seen.looks.some((look) => textOf(look).includes('right')));
    },
    { identity: wrong },
  );
});

test('fetches from inside the page bring text, binary and cut bodies, several at once', async () => {
  await withActor(async (actor, seen) => {
    await actor.perform(login, never);
    seen.looks.length = 0;
    await Promise.all([me, letter, profile].map((one) => actor.perform({ kind: 'fetch', page: one }, never)));
    assert.deepEqual(seen.looks.map(({ channel, outcome }) => [channel, outcome]).sort(), [
      ['api', 'ok'],
      ['document', 'ok'],
      ['page', 'ok'],
    ]);
    const pdf = seen.looks.find(({ channel }) => channel === 'document');
    assert.deepEqual([pdf?.operation, pdf?.body?.at(-2)], ['open', 254]);
    seen.looks.length = 0;
    await actor.perform({ kind: 'cancel', page: page('/long'), waiting: null }, never);
    assert.deepEqual([seen.looks[0]?.outcome, textOf(seen.looks[0])], ['unknown', 'first piece']);
    assert.equal(seen.lost, 0);
    seen.looks.length = 0;
    await actor.perform({ kind: 'cancel', page: page('/late'), waiting: 0.5 }, never);
    const cut = seen.looks.find(({ url }) => url.endsWith('/late'));
    assert.deepEqual([cut?.status, cut?.outcome, cut?.reason], [null, 'unknown', 'cut off on purpose']);
    assert.ok((cut?.atMs ?? Infinity) - (cut?.startedMs ?? 0) < 2000);
  });
});

test('a document that is visited is fetched, and a page that turns out to be a download too', async () => {
  await withActor(async (actor, seen) => {
    await actor.perform(login, never);
    seen.looks.length = 0;
    await actor.perform({ kind: 'visit', page: letter }, never);
    await actor.perform({ kind: 'visit', page: { ...letter, kind: 'page' } }, never);
    assert.equal(seen.looks.filter((look) => textOf(look).startsWith('%PDF')).length, 2);
    assert.equal(seen.lost, 0);
  });
});

test('signing out sends the form with its token, and the next visit lands on the login form', async () => {
  await withActor(async (actor, seen) => {
    await actor.perform(login, never);
    await actor.perform({ kind: 'visit', page: profile }, never);
    await actor.perform({ kind: 'logout' }, never);
    assert.equal(actor.signedIn, false);
    seen.looks.length = 0;
    await actor.perform({ kind: 'visit', page: profile }, never);
    const document = seen.looks.find(({ channel }) => channel === 'page');
    assert.match(document?.url ?? '', /\/login$/);
    assert.equal(document?.page, profile);
  });
});

test('a redirect to a host outside the list is refused by the browser itself', async () => {
  await withActor(async (actor, seen) => {
    await assert.rejects(
      actor.perform({ kind: 'visit', page: page('/away') }, never),
      (error) => error instanceof SosieError && error.code === 'SOSIE_TARGET_REFUSED_HOST',
    );
    await actor.perform(login, never);
    await actor.perform({ kind: 'visit', page: profile }, never);
    assert.ok(seen.looks.some(({ channel, outcome }) => channel === 'page' && outcome === 'ok'));
  });
});

test('a broken body, a page that never answers and an endless stream end in time', async () => {
  await withActor(
    async (actor, seen) => {
      await actor.perform({ kind: 'visit', page: page('/events-page') }, never);
      assert.ok(seen.looks.some(({ channel, outcome }) => channel === 'page' && outcome === 'ok'));
      seen.looks.length = 0;
      await actor.perform({ kind: 'visit', page: page('/hang') }, never);
      assert.deepEqual([seen.looks.at(-1)?.outcome, seen.looks.at(-1)?.reason], ['unknown', 'time-out']);
      await actor.perform({ kind: 'visit', page: page('/broken') }, never);
      assert.equal(seen.looks.at(-1)?.outcome === 'unknown' || seen.lost > 0, true);
    },
    { timeoutMs: 2_000 },
  );
});

test('a function over the page signs in, and plain-HTTP sessions take its cookies over', async () => {
  const recipe: LoginRecipe = {
    kind: 'browser',
    async run(view, { username, password }) {
      await view.goto(`${target.baseUrl}/login`);
      await view.fill('[name="login[user]"]', username);
      await view.fill('#pw', password);
      await view.click('text=Sign in');
      await view.waitForURL('**/profile');
    },
  };
  await withActor(
    async (actor, seen) => {
      await actor.perform(login, never);
      assert.deepEqual([actor.signedIn, seen.logins[0]?.reason], [true, null]);
      assert.match(seen.logins[0]?.before[0]?.value ?? '', /^pre-/);
    },
    { overrides: { login: recipe } },
  );
  const { settings, seen } = settingsFor(target, { login: recipe });
  const client = createHttpClient({ ...settings, browserSignIn: pool.signInFor(settings) });
  const actor = client.openActor({ name: 's1', identity: paul });
  await actor.perform(login, never);
  await actor.perform({ kind: 'fetch', page: me }, never);
  await client.close();
  assert.deepEqual([actor.signedIn, seen.looks.at(-1)?.cookies.length], [true, 1]);
  assert.match(textOf(seen.looks.at(-1)), /paul/);
  assert.ok(seen.looks.every(({ actor: { name }, session }) => name === 's1' && session === 's1#1'));
});

test('a login function that fails tells neither the password nor the name', async () => {
  const recipe: LoginRecipe = {
    kind: 'browser',
    run: (_view, { username, password }) => Promise.reject(new Error(`no ${username} ${password}`)),
  };
  await withActor(
    async (actor, seen) => {
      await actor.perform(login, never);
      assert.equal(seen.logins[0]?.reason, 'the login function failed: no *** ***');
    },
    { overrides: { login: recipe } },
  );
});

test('a browser takes over the cookies of a function over HTTP', async () => {
  const recipe: LoginRecipe = {
    kind: 'http',
    async run(client, { username, password }) {
      const csrf = /value='([^']+)'/.exec((await client.request('/login')).text)?.[1] ?? '';
      const body = new URLSearchParams({
        csrf,
        'login[user]': username,
        'login[pass]': password,
        stay: 'on',
        go: 'in',
      }).toString();
      await client.request('/login', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    },
  };
  await withActor(
    async (actor, seen) => {
      await actor.perform(login, never);
      await actor.perform({ kind: 'fetch', page: me }, never);
      assert.match(textOf(seen.looks.at(-1)), /jeanne/);
      await actor.perform({ kind: 'visit', page: profile }, never);
      assert.match(textOf(seen.looks.find(({ channel }) => channel === 'dom')), /Hello jeanne/);
    },
    { overrides: { login: recipe } },
  );
});

test(
  'the death of the browser process is an unknown outcome, and the actor goes on in a new one',
  { timeout: 60_000 },
  async () => {
    const own = await openPool(target);
    const { settings, seen } = settingsFor(target);
    const actor = await own.openActor({ ...settings, name: 'b1', identity: jeanne });
    try {
      await actor.perform(login, never);
      const visiting = actor.perform({ kind: 'visit', page: page('/hang') }, never);
      const deadline = Date.now() + 5_000;
      while (!target.requests.includes('GET /hang') && Date.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 10));
      process.kill(-newestBrowser(), 'SIGKILL');
      await visiting;
      assert.deepEqual(
        [seen.looks.at(-1)?.outcome, seen.looks.at(-1)?.reason],
        ['unknown', 'the browser is gone'],
      );
      await actor.perform({ kind: 'visit', page: profile }, never);
      assert.deepEqual([actor.signedIn, own.processes()], [false, 1]);
      await actor.perform(login, never);
      assert.deepEqual([actor.signedIn, seen.logins.at(-1)?.session], [true, 'b1#2']);
    } finally {
      await actor.close();
      await own.close();
    }
  },
);

test('a browser that is named but does not start is refused with what to do', async () => {
  const options = { projectDir: process.cwd(), install: false, say: () => undefined };
  await assert.rejects(
    findBrowser({ ...options, explicit: '/no/such/browser' }),
    (error) =>
      error instanceof SosieError &&
      error.code === 'SOSIE_CONFIG_BROWSER' &&
      error.hint !== null &&
      error.message.includes('not there'),
  );
  await assert.rejects(findBrowser({ ...options, explicit: '/bin/false' }), /does not start/);
});

/** The youngest child of this process, the browser that was started last; it leads a process group of its own. */
function newestBrowser(): number {
  const children = execFileSync('ps', ['-o', 'pid=,comm=', '--ppid', String(process.pid)], {
    encoding: 'utf8',
  });
  const browsers = children.split('\n').filter((line) => /chrom|headless/i.test(line));
  return Math.max(...browsers.map((line) => Number.parseInt(line, 10)));
}
