import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { createHttpClient } from '../../../harness/actors/index.js';
import { learnSessionCookies, type SessionCookies } from '../../../harness/run/session-cookies.js';
import { createScanner } from '../../../harness/scan/index.js';
import { html, jeanne, never, profile, settingsFor, startTarget } from '../actors/small-target.js';

type Handlers = Parameters<typeof startTarget>[0];

const marker = { owner: jeanne.index, field: 'name', kind: 'given', value: 'Jeanne Lemarchand' } as const;

function cookie(request: IncomingMessage, name: string): string {
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
}

/** Signs an actor in, has it read the page, tries the cookies, and has it read the page again. */
async function learnAt(
  handlers: Handlers,
): Promise<SessionCookies & { readonly logins: number; readonly ownAfterwards: boolean }> {
  const target = await startTarget(handlers);
  const { settings, seen } = settingsFor(target, {
    login: {
      kind: 'http',
      run: async (client) => {
        await client.request('/login');
      },
    },
  });
  const client = createHttpClient(settings);
  try {
    const actor = client.openActor({ name: 's1', identity: jeanne });
    await actor.perform({ kind: 'login', alias: 0 }, never);
    await actor.perform({ kind: 'visit', page: profile }, never);
    const found = await learnSessionCookies({
      ...{ looks: seen.looks, actors: [actor], scanner: createScanner([marker]) },
      ...{ timeoutMs: 5_000, pace: null, signal: never },
    });
    await actor.perform({ kind: 'visit', page: profile }, never);
    const shown = Buffer.from(seen.looks.at(-1)?.body ?? []).toString();
    return { ...found, logins: seen.logins.length, ownAfterwards: shown.includes(marker.value) };
  } finally {
    await client.close();
    await target.close();
  }
}

/**
 * An access token and a refresh token: either one is enough. A refresh token is good for one use and makes two new ones;
 * one that comes a second time ends every session of the account.
 */
function twoTokens(): Handlers {
  let access = '';
  let refresh = '';
  let count = 0;
  const freshTokens = (): string[] => {
    count += 1;
    refresh = `r${String(count)}`;
    access = `a${String(count)}`;
    return [`access_token=${access}; Path=/; HttpOnly`, `refresh_token=${refresh}; Path=/; HttpOnly`];
  };
  return {
    '/login': (_request, response) =>
      void response
        .writeHead(200, { ...html, 'set-cookie': [...freshTokens(), 'lang=fr; Path=/'] })
        .end('in'),
    '/profile': (request, response) => {
      const shown = `<h1>${marker.value}</h1>`;
      if (access !== '' && cookie(request, 'access_token') === access)
        return void response.writeHead(200, html).end(shown);
      const given = cookie(request, 'refresh_token');
      if (given !== '' && given === refresh)
        return void response.writeHead(200, { ...html, 'set-cookie': freshTokens() }).end(shown);
      if (given !== '') access = '';
      response.writeHead(401, html).end('who?');
    },
  };
}

test('where either of two cookies suffices, both hold the session, and the actor keeps a good one', async () => {
  const { names, notes, logins, ownAfterwards } = await learnAt(twoTokens());
  assert.deepEqual([...names].sort(), ['access_token', 'refresh_token']);
  assert.deepEqual(notes, []);
  assert.deepEqual([logins, ownAfterwards], [2, true]);
});

test('a cookie without which the page is no longer own holds the session, and nobody signs in again for it', async () => {
  const { names, logins } = await learnAt({
    '/login': (_request, response) =>
      void response.writeHead(200, { ...html, 'set-cookie': ['sid=1; Path=/', 'lang=fr; Path=/'] }).end('in'),
    '/profile': (request, response) => {
      if (cookie(request, 'sid') === '1') return void response.writeHead(200, html).end(marker.value);
      response.writeHead(401, { ...html, 'set-cookie': 'sid=nobody; Path=/' }).end('who?');
    },
  });
  assert.deepEqual([[...names], logins], [['sid'], 1]);
});

test('cookies of which none holds the session are named in a note', async () => {
  const { names, notes } = await learnAt({
    '/login': (_request, response) =>
      void response.writeHead(200, { ...html, 'set-cookie': 'lang=fr; Path=/' }).end('in'),
    '/profile': (_request, response) => void response.writeHead(200, html).end(marker.value),
  });
  assert.equal(names.size, 0);
  assert.match(notes.join(), /^none of the cookies \(lang\) was found to hold the login session/);
});
